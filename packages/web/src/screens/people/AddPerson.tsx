import type { PasswordLink } from '@cuemark/contract'
import { useAddPerson } from '../../data/people.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { words } from '../../texts/words.ts'
import { PersonFields } from './PersonFields.tsx'
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
    <Dialog
      title={texts.add}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" loading={add.isPending} onClick={form.submit}>
            {texts.add}
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
