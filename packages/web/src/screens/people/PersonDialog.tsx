import { AskDialog } from '../../kit/AskDialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
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
    <AskDialog title={title} save={send} saving={isSending} onSave={form.submit} onClose={onClose}>
      <PersonFields value={form.value} nameError={form.nameError} onChange={form.change} />
      {form.refusal !== null && <Notice tone="error">{form.refusal}</Notice>}
    </AskDialog>
  )
}
