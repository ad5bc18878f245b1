import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

/** Asks before something that cannot be undone. Cancel has the focus. */
export function Confirm({
  title,
  children,
  action,
  loading,
  onConfirm,
  onClose,
}: {
  readonly title: string
  readonly children: React.ReactNode
  readonly action: string
  readonly loading: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}): React.ReactElement {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="danger" loading={loading} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
