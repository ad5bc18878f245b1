import { lazy, Suspense } from 'react'
import { useSession } from '../../data/session.ts'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Shell } from './Shell.tsx'
import styles from './gate.module.css'

const FirstStart = lazy(async () => ({ default: (await import('../people/FirstStart.tsx')).FirstStart }))
const SignIn = lazy(async () => ({ default: (await import('../people/SignIn.tsx')).SignIn }))

/** Who is here decides what is drawn; the address stays, so that signing in leads back to it. */
export function Gate(): React.ReactElement | null {
  const { data, error, refetch } = useSession()
  if (data === undefined) {
    if (error === null) return null
    return (
      <main className={styles.place}>
        <LoadFailed error={error} onRetry={() => void refetch()} />
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
