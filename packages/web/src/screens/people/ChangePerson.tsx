import type { PersonRow } from '@cuemark/contract'
import { say } from '../../data/messages.ts'
import { useChangePerson } from '../../data/people.ts'
import { peopleTexts } from '../../texts/people.ts'
import { PersonDialog } from './PersonDialog.tsx'
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
    <PersonDialog
      title={texts.editOf(person.name)}
      send={texts.save}
      form={form}
      isSending={change.isPending}
      onClose={onClose}
    />
  )
}
