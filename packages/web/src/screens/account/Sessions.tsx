import type { SessionRow } from '@cuemark/contract'
import { agentName } from '../../data/agent-name.ts'
import { say } from '../../data/messages.ts'
import { useEndSession, useSessions } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import row from '../../kit/row.module.css'
import { Since } from '../../kit/When.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { peopleTexts } from '../../texts/people.ts'
import styles from './account.module.css'

const texts = peopleTexts.account

function Row({ session }: { readonly session: SessionRow }): React.ReactElement {
  const end = useEndSession()
  const agent = agentName(session.userAgent) ?? texts.unknownAgent
  // By its promise: callbacks of `mutate` are dropped with this row, which goes with the session.
  const onEnd = (): void =>
    void end.mutateAsync(session.id).then(
      () => say(texts.ended),
      (error: Error) => say(alertTexts.failed(error.message), { tone: 'error' }),
    )
  return (
    <li className={styles.session}>
      <div>
        <p className={row.title} title={session.userAgent ?? undefined}>
          {agent}
        </p>
        <p className={row.soft}>
          {session.current ? texts.thisOne : texts.lastSeen} <Since at={session.lastSeenAt} />
        </p>
      </div>
      {!session.current && (
        <Button label={texts.endLabel(agent)} loading={end.isPending} onClick={onEnd}>
          {texts.end}
        </Button>
      )}
    </li>
  )
}

/** Where this person is signed in. */
export function Sessions(): React.ReactElement {
  const { data, error, refetch } = useSessions()
  if (data === undefined) {
    return error === null ? (
      <RowsLoading count={2} height={64} />
    ) : (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    )
  }
  return (
    <ul className={row.rows}>
      {data.items.map((session) => (
        <Row key={session.id} session={session} />
      ))}
    </ul>
  )
}
