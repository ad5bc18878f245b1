import { TextInput } from '@mantine/core'
import { useRef } from 'react'
import type { TitleAnswer } from '../../data/title-answer.ts'
import { type TitleFault, typedEpisode } from '../../data/title-input.ts'
import { matchTexts as texts } from '../../texts/activity.ts'
import { Suggestions } from './Suggestions.tsx'
import { EpisodeFields, TitleFields } from './TitleFields.tsx'
import styles from './activity.module.css'

/** Asks which title is meant: found by Trakt's search, or named by an id. */
export function TitleQuestion({
  playId,
  answer,
  fault,
  onAnswer,
}: {
  /** What the player calls this play is looked for first; null where no play is asked about. */
  readonly playId: string | null
  readonly answer: TitleAnswer
  readonly fault: TitleFault | null
  readonly onAnswer: (answer: TitleAnswer) => void
}): React.ReactElement {
  const found = useRef<HTMLDivElement>(null)
  const { search, chosen, typed } = answer
  return (
    <>
      <TextInput
        type="search"
        label={texts.search}
        autoFocus
        autoComplete="off"
        value={search}
        onChange={(event) => onAnswer({ ...answer, search: event.currentTarget.value, chosen: null })}
        onKeyDown={(event) => {
          const first = found.current?.querySelector('input')
          if (event.key !== 'ArrowDown' || first === null || first === undefined) return
          event.preventDefault()
          first.focus()
          first.click()
        }}
      />
      <div ref={found} className={styles.suggested}>
        <Suggestions
          playId={playId}
          text={search}
          chosen={chosen}
          onChoose={(next) =>
            onAnswer({ ...answer, chosen: next, typed: { ...typed, ...typedEpisode(next.title) } })
          }
        />
      </div>
      {chosen?.title.type === 'episode' && (
        <fieldset className={styles.which}>
          <legend>{texts.whichEpisode}</legend>
          <EpisodeFields
            typed={typed}
            fault={fault}
            onType={(episode) => onAnswer({ ...answer, typed: { ...typed, ...episode } })}
          />
        </fieldset>
      )}
      {chosen === null && (
        <details>
          <summary className={styles.summary}>{texts.byHand}</summary>
          <div className={styles.form}>
            <TitleFields
              typed={typed}
              fault={fault}
              onType={(next) => onAnswer({ ...answer, typed: next })}
            />
          </div>
        </details>
      )}
    </>
  )
}
