import { NativeSelect, TextInput } from '@mantine/core'
import type { NewPerson, Role } from '../../data/people.ts'
import { peopleTexts } from '../../texts/people.ts'

const texts = peopleTexts.list
const roles: readonly Role[] = ['member', 'administrator']

/** Name and role. */
export function PersonFields({
  value,
  nameError,
  onChange,
}: {
  readonly value: NewPerson
  readonly nameError: string | null
  readonly onChange: (value: NewPerson) => void
}): React.ReactElement {
  return (
    <>
      <TextInput
        label={texts.name}
        name="person-name"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        maxLength={64}
        value={value.name}
        error={nameError}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={texts.role}
        description={texts.roleHelp}
        data={roles.map((role) => ({ value: role, label: texts.roles[role] }))}
        value={value.role}
        onChange={(event) => {
          const role = roles.find((one) => one === event.currentTarget.value)
          if (role !== undefined) onChange({ ...value, role })
        }}
      />
    </>
  )
}
