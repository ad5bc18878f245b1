import type { PlayView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { nameOf } from '../data/titles.ts'
import { activityTexts, playTexts as texts } from '../texts/activity.ts'
import { PlayWord } from './PlayWord.tsx'
import { Since, When } from './When.tsx'
import row from './row.module.css'

function Because({ play }: { readonly play: PlayView }): React.ReactElement | null {
  const { delivery } = play
  if (play.state === 'unclear') return <p className={row.why}>{texts.unclearQuestion(nameOf(play.title))}</p>
  if (delivery === null || delivery.state === 'delivered') return null
  const why = delivery.because ?? delivery.diagnosis?.title ?? null
  if (why === null && delivery.nextAt === null) return null
  return (
    <p className={row.why}>
      {why}
      {delivery.nextAt !== null && (
        <span className={row.soft}>
          {why === null ? '' : ' · '}
          {texts.next} <When at={delivery.nextAt} />
        </span>
      )}
    </p>
  )
}

function Row({
  play,
  showsPerson,
  Under,
}: {
  readonly play: PlayView
  readonly showsPerson: boolean
  /** What stands below: one and the same component for all rows, so that a row is drawn only when its play changes. */
  readonly Under?: React.ComponentType<{ readonly play: PlayView }>
}): React.ReactElement {
  const historyId = play.delivery?.historyId ?? null
  return (
    <li className={`${row.row} ${row.unmarked}`}>
      <div>
        <p className={row.title}>
          <Link to="/activity/$id" params={{ id: play.id }}>
            {nameOf(play.title)}
          </Link>
        </p>
        <p className={row.soft}>
          {play.state === 'unclear' ? texts.lastSeen : texts.watched} <Since at={play.watchedAt} />
          {showsPerson && ` · ${play.personName}`}
          {play.source !== null && ` · ${activityTexts.from(play.source.name)}`}
          {historyId !== null && ` · ${texts.historyId(historyId)}`}
        </p>
        <Because play={play} />
      </div>
      <div className={row.end}>
        <PlayWord play={play} />
      </div>
      {Under !== undefined && (
        <div className={row.under}>
          <Under play={play} />
        </div>
      )}
    </li>
  )
}

/** A play in one line, with why it waits. Drawn again only when it changes: a history has thousands. */
export const PlayRow: React.MemoExoticComponent<typeof Row> = memo(Row)
