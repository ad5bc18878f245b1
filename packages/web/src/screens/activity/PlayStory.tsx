import type { PlayEventView } from '@cuemark/contract'
import { absolute, clock } from '../../data/format.ts'
import { usePlayEvents } from '../../data/plays.ts'
import { useNow } from '../../data/use-now.ts'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Shape, type ShapeName } from '../../kit/Shape.tsx'
import shapes from '../../kit/shapes.module.css'
import { playTexts as texts } from '../../texts/activity.ts'
import styles from './activity.module.css'

type Look = readonly [ShapeName, string | undefined]
const usual: Look = ['disc', shapes.neutral]
const looks: Partial<Record<PlayEventView['what'], Look>> = {
  heard: ['play', shapes.neutral],
  waiting: ['dashed', shapes.neutral],
  lost_answer: ['triangle', shapes.warning],
  delivered: ['check', shapes.good],
  unmatched: ['triangle', shapes.warning],
  refused: ['diamond', shapes.error],
  dropped: ['bars', shapes.neutral],
  withdrawn: ['bars', shapes.neutral],
}

function Event({ event }: { readonly event: PlayEventView }): React.ReactElement {
  const now = useNow()
  const [shape, tone] = looks[event.what] ?? usual
  return (
    <li className={styles.event}>
      <span className={tone}>
        <Shape name={shape} />
      </span>
      <time dateTime={new Date(event.at).toISOString()} title={absolute(event.at)}>
        {clock(event.at, now)}
      </time>
      <span>{event.text}</span>
    </li>
  )
}

/** What happened to a play, from the first event of the player on. */
export function PlayStory({ id }: { readonly id: string }): React.ReactElement {
  const { data, error, refetch } = usePlayEvents(id)
  if (data === undefined) {
    return error === null ? (
      <RowsLoading count={4} height={32} />
    ) : (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    )
  }
  if (data.length === 0) return <p className={styles.soft}>{texts.storyEmpty}</p>
  return (
    <ol className={styles.story}>
      {data.map((event, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two lines may stand at one moment; a story only grows
        <Event key={`${event.at} ${index}`} event={event} />
      ))}
    </ol>
  )
}
