import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useOverview } from '../../data/alerts.ts'
import { showFavicon } from '../../data/favicon.ts'
import { type GoTo, type Shortcuts, useShortcuts } from '../../data/keyboard.ts'
import { useLive } from '../../data/live.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { forAdministrators, goTo, type PlainPlace } from '../../data/places.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { CueMark } from '../../kit/CueMark.tsx'
import { KeyboardHelp } from '../../kit/KeyboardHelp.tsx'
import { Messages } from '../../kit/Messages.tsx'
import { NavigationBar } from '../../kit/NavigationBar.tsx'
import { Page } from '../../kit/Page.tsx'
import { shellTexts } from '../../texts/shell.ts'
import styles from './shell.module.css'

/** Where a letter leads; null where a page is not for this person. */
function placeOf(letter: GoTo, isAdministrator: boolean): PlainPlace | null {
  const place = goTo[letter]
  return isAdministrator || !forAdministrators.has(place) ? place : null
}

function useKeyboard(onHelp: () => void, isAdministrator: boolean): void {
  const navigate = useNavigate()
  const shortcuts = useMemo(
    (): Shortcuts => ({
      onHelp,
      onGo: (letter) => {
        const to = placeOf(letter, isAdministrator)
        if (to !== null) void navigate({ to })
      },
      onSearch: () => {
        if (isAdministrator) void navigate({ to: '/integrations', search: { search: true } })
      },
    }),
    [navigate, onHelp, isAdministrator],
  )
  useShortcuts(shortcuts)
}

/** A new page begins at its heading, for eyes and for screen readers. */
function useHeadingFocus(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(path)
  useEffect(() => {
    const isFirst = before.current === undefined || before.current === path
    before.current = path
    if (isFirst || document.activeElement instanceof HTMLInputElement) return
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [path])
}

/** The page, or in place of one that is not for this person a sentence that says so. */
function Inside({ isAdministrator }: { readonly isAdministrator: boolean }): React.ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const closed = [...forAdministrators].find((place) => path === place || path.startsWith(`${place}/`))
  if (isAdministrator || closed === undefined) return <Outlet />
  return (
    <Page title={shellTexts.pages[closed]} lead={shellTexts.onlyAdministrator}>
      <ButtonLink to="/">{shellTexts.notFound.back}</ButtonLink>
    </Page>
  )
}

/** Everything around a page. */
export function Shell(): React.ReactElement {
  const { data } = useOverview()
  const { offline, announced } = useLive()
  const [helpOpen, setHelpOpen] = useState(false)
  const [openHelp] = useState(() => () => setHelpOpen(true))
  const isAdministrator = useIsAdministrator()
  useKeyboard(openHelp, isAdministrator)
  useHeadingFocus()
  const worst = data === undefined || data.openAlerts === 0 ? null : data.worst
  useEffect(() => showFavicon(worst), [worst])
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {shellTexts.skip}
      </a>
      <header className={styles.side}>
        <div className={styles.stay}>
          <p className={styles.name}>{shellTexts.name}</p>
          <div className={styles.bar}>
            <NavigationBar openAlerts={data?.openAlerts ?? 0} isAdministrator={isAdministrator} />
          </div>
        </div>
      </header>
      <div className={styles.mark}>
        <CueMark count={data?.openAlerts ?? null} worst={worst} />
      </div>
      <div className={styles.content}>
        <div role="status" className={styles.offlinePlace}>
          {offline && <p className={styles.offline}>{shellTexts.offline}</p>}
        </div>
        <main id="main" tabIndex={-1} className={styles.main}>
          <Inside isAdministrator={isAdministrator} />
        </main>
      </div>
      <Messages />
      <p className={styles.spoken} aria-live="polite">
        {announced}
      </p>
      {helpOpen && <KeyboardHelp isAdministrator={isAdministrator} onClose={() => setHelpOpen(false)} />}
    </div>
  )
}
