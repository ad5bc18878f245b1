import { useBlocker } from '@tanstack/react-router'
import { formTexts } from '../texts/integrations.ts'

/** Asks before unsaved typing is left behind. */
export function useLeaveWarning(isDirty: boolean): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (current.pathname === next.pathname) return false
      // eslint-disable-next-line no-alert -- the browser asks the same way when its own tab is closed
      return !window.confirm(formTexts.leave)
    },
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  })
}
