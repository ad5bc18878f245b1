import { useEffect } from 'react'

const letters = ['o', 'v', 'c', 's', 'i', 'p', 'a', 'd'] as const
export type GoTo = (typeof letters)[number]
export interface Shortcuts {
  readonly onSearch: () => void
  readonly onGo: (letter: GoTo) => void
  readonly onHelp: () => void
}

/** What a key press means, and whether `g` now waits for its letter. */
export function readKey(
  key: string,
  afterG: boolean,
): { readonly does: 'search' | 'help' | GoTo | null; readonly g: boolean } {
  const letter = letters.find((one) => one === key)
  if (afterG && letter !== undefined) return { does: letter, g: false }
  if (key === '/') return { does: 'search', g: false }
  if (key === '?') return { does: 'help', g: false }
  return { does: null, g: key === 'g' }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** `g` waits this long for its letter. */
const chordMs = 1500

export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    let gAt = 0
    const onKey = (event: KeyboardEvent): void => {
      const isForUs = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
      if (!isForUs || isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
      const { does, g } = readKey(event.key, event.timeStamp - gAt < chordMs && gAt !== 0)
      gAt = g ? event.timeStamp : 0
      if (does === null) return
      event.preventDefault()
      if (does === 'search') shortcuts.onSearch()
      else if (does === 'help') shortcuts.onHelp()
      else shortcuts.onGo(does)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [shortcuts])
}
