import type { NowPlayingView } from '@cuemark/contract'
import { duration } from '../data/format.ts'
import { leftMs, progressAt } from '../data/progress.ts'
import { nameOf } from '../data/titles.ts'
import { useSecond } from '../data/use-now.ts'
import { activityTexts as texts } from '../texts/activity.ts'
import bar from './bar.module.css'
import { ShapeWord } from './ShapeWord.tsx'
import styles from './now-playing.module.css'

function Progress({ playing }: { readonly playing: NowPlayingView }): React.ReactElement | null {
  const now = useSecond()
  const percent = progressAt(playing, now)
  if (percent === null) return null
  const left = leftMs(playing, now)
  return (
    <div className={styles.progress}>
      <progress
        className={bar.spoken}
        max={100}
        value={Math.round(percent)}
        aria-label={texts.progressOf(nameOf(playing.title))}
      />
      <div className={bar.bar} aria-hidden="true">
        <div className={bar.part} style={{ inlineSize: `${percent}%` }} />
      </div>
      <span className={styles.left}>
        {left === null ? `${Math.round(percent)} %` : texts.left(duration(left))}
      </span>
    </div>
  )
}

/** One title that is on, with its bar moving. */
function Row({
  playing,
  showsPerson,
}: {
  readonly playing: NowPlayingView
  readonly showsPerson: boolean
}): React.ReactElement {
  const isPlaying = playing.state === 'playing'
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <p className={styles.title}>{nameOf(playing.title)}</p>
        <ShapeWord look={isPlaying ? ['play', 'good'] : ['bars', 'neutral']}>
          {isPlaying ? texts.playing : texts.paused}
        </ShapeWord>
      </div>
      <p className={styles.soft}>
        {[
          ...(showsPerson ? [playing.personName] : []),
          ...(playing.source === null ? [] : [texts.from(playing.source.name)]),
        ].join(' · ')}
      </p>
      <Progress playing={playing} />
    </li>
  )
}

export function NowPlaying({
  items,
  showsPerson,
}: {
  readonly items: readonly NowPlayingView[]
  readonly showsPerson: boolean
}): React.ReactElement {
  if (items.length === 0) return <p className={styles.none}>{texts.nothingOn}</p>
  return (
    <ul className={styles.rows}>
      {items.map((playing) => (
        <Row key={playing.id} playing={playing} showsPerson={showsPerson} />
      ))}
    </ul>
  )
}
