import type { PasswordLink } from '@cuemark/contract'
import { useAddPerson } from '../../data/people.ts'
import { peopleTexts } from '../../texts/people.ts'
import { PersonDialog } from './PersonDialog.tsx'
import { usePersonForm } from './person-form.ts'

const texts = peopleTexts.list

/** Adds a person; the link that comes back is shown once. */
export function AddPerson({
  onAdded,
  onClose,
}: {
  readonly onAdded: (link: PasswordLink) => void
  readonly onClose: () => void
}): React.ReactElement {
  const add = useAddPerson()
  const form = usePersonForm({ name: '', role: 'member' }, add.error, (person) =>
    add.mutate(person, { onSuccess: onAdded }),
  )
  return (
    <PersonDialog
      title={texts.add}
      send={texts.add}
      form={form}
      isSending={add.isPending}
      onClose={onClose}
    />
  )
}
