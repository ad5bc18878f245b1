import { IconDots } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { shellTexts } from '../texts/shell.ts'
import { NavigationLink, type Place } from './NavigationLink.tsx'
import styles from './navigation.module.css'

/** The pages for which the bar of a phone has no room. Closes by Escape, a tap elsewhere, or going somewhere. */
export function NavigationMore({ places }: { readonly places: readonly Place[] }): React.ReactElement {
  const [open, setOpen] = useState(false)
  const around = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [seenPath, setSeenPath] = useState(path)
  if (seenPath !== path) {
    setSeenPath(path)
    setOpen(false)
  }
  const isHere = places.some(({ to }) => path === to || path.startsWith(`${to}/`))
  useEffect(() => {
    if (!open) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && around.current?.contains(event.target) !== true) setOpen(false)
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', onPointer)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', onPointer)
    }
  }, [open])
  return (
    <div ref={around}>
      <button
        ref={button}
        type="button"
        className={styles.place}
        aria-expanded={open}
        data-here={isHere}
        onClick={() => setOpen(!open)}
      >
        <IconDots size={20} stroke={1.75} aria-hidden="true" />
        <span>{shellTexts.more}</span>
      </button>
      {open && (
        <div className={styles.more}>
          {places.map((place) => (
            <NavigationLink key={place.to} place={place} openAlerts={0} />
          ))}
        </div>
      )}
    </div>
  )
}
