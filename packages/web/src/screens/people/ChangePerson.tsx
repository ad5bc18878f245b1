import type { PersonRow } from '@cuemark/contract'
import { say } from '../../data/messages.ts'
import { useChangePerson } from '../../data/people.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { words } from '../../texts/words.ts'
import { PersonFields } from './PersonFields.tsx'
import { usePersonForm } from './person-form.ts'

const texts = peopleTexts.list

/** Changes the name or the role of a person. */
export function ChangePerson({
  person,
  onClose,
}: {
  readonly person: PersonRow
  readonly onClose: () => void
}): React.ReactElement {
  const change = useChangePerson(person.id)
  const form = usePersonForm({ name: person.name, role: person.role }, change.error, ({ name, role }) => {
    const changes = {
      ...(name === person.name ? {} : { name }),
      ...(role === person.role ? {} : { role }),
    }
    if (Object.keys(changes).length === 0) return onClose()
    change.mutate(changes, {
      onSuccess: (changed) => {
        say(texts.changed(changed.name))
        onClose()
      },
    })
  })
  return (
    <Dialog
      title={texts.editOf(person.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" loading={change.isPending} onClick={form.submit}>
            {texts.save}
          </Button>
        </>
      }
    >
      <PersonFields
        value={form.value}
        nameError={form.nameError}
        onChange={form.change}
        onSubmit={form.submit}
      />
      {form.refusal !== null && <Notice tone="error">{form.refusal}</Notice>}
    </Dialog>
  )
}
