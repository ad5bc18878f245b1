import { useId } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { words } from '../texts/words.ts'
import styles from './ask-dialog.module.css'

/** Questions in a dialog. Enter answers them, as the main button does. */
export function AskDialog({
  title,
  save,
  saving,
  onSave,
  onClose,
  children,
}: {
  readonly title: string
  readonly save: string
  readonly saving: boolean
  readonly onSave: () => void
  readonly onClose: () => void
  readonly children: React.ReactNode
}): React.ReactElement {
  const id = useId()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" type="submit" form={id} loading={saving}>
            {save}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSave()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
