import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSession } from '../../data/session.ts'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Shell } from './Shell.tsx'
import styles from './gate.module.css'

const FirstStart = lazy(async () => ({ default: (await import('../people/FirstStart.tsx')).FirstStart }))
const SignIn = lazy(async () => ({ default: (await import('../people/SignIn.tsx')).SignIn }))

/** Who is here decides what is drawn; the address stays, so that signing in leads back to it. */
export function Gate(): React.ReactElement {
  const { data, error, refetch } = useSession()
  // A link to set a password is for somebody who cannot sign in yet.
  const isWelcomed = useRouterState({ select: ({ location }) => location.pathname === '/welcome' })
  if (isWelcomed) return <Outlet />
  if (data === undefined) {
    return (
      <main className={styles.place}>
        {error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />}
      </main>
    )
  }
  if (data.state === 'signed_in') return <Shell />
  return (
    <Suspense fallback={null}>
      {data.state === 'setup_needed' ? <FirstStart codeNeeded={data.codeNeeded} /> : <SignIn />}
    </Suspense>
  )
}
