import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { words } from '../../texts/words.ts'
import { PersonFields } from './PersonFields.tsx'
import type { PersonForm } from './person-form.ts'

/** Name and role of a person, to be sent or left. */
export function PersonDialog({
  title,
  send,
  form,
  isSending,
  onClose,
}: {
  readonly title: string
  /** Text of the main button. */
  readonly send: string
  readonly form: PersonForm
  readonly isSending: boolean
  readonly onClose: () => void
}): React.ReactElement {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" loading={isSending} onClick={form.submit}>
            {send}
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
