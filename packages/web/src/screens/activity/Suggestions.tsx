import type { Suggestion } from '@cuemark/contract'
import { problemOf } from '../../data/client.ts'
import { useSuggestions } from '../../data/plays.ts'
import { idsOf } from '../../data/titles.ts'
import { useSettled } from '../../data/use-settled.ts'
import { matchTexts as texts } from '../../texts/activity.ts'
import styles from './activity.module.css'

/** Typing pauses this long before Trakt is asked. */
const settleMs = 350

/** The id by which people tell two titles of the same name apart. */
function idText({ title }: Suggestion): string {
  const ids = [...idsOf(title.ids), ...(title.type === 'episode' ? idsOf(title.show.ids) : [])]
  return ids[0]?.join(' ') ?? ''
}

const keyOf = (suggestion: Suggestion): string => `${suggestion.text} ${idText(suggestion)}`

/** What Trakt's search finds; without a text, for what the player called the play, where there is one. */
export function Suggestions({
  playId,
  text,
  chosen,
  onChoose,
}: {
  readonly playId: string | null
  readonly text: string
  readonly chosen: Suggestion | null
  readonly onChoose: (suggestion: Suggestion) => void
}): React.ReactElement | null {
  const asked = text.trim()
  const settled = useSettled(asked, settleMs)
  const { data, error, isFetching } = useSuggestions(playId, settled)
  const isSearching = isFetching || settled !== asked
  if (playId === null && asked === '') return null
  // The refusal says itself what is missing, and what can be done instead.
  if (error !== null && !isSearching)
    return <p className={styles.soft}>{problemOf(error)?.detail ?? error.message}</p>
  if (data === undefined) return <p className={styles.soft}>{texts.searching}</p>
  if (data.length === 0) return <p className={styles.soft}>{isSearching ? texts.searching : texts.none}</p>
  return (
    <div className={styles.choices} role="radiogroup" aria-label={texts.suggestions} aria-busy={isSearching}>
      {data.map((suggestion) => (
        <label key={keyOf(suggestion)} className={styles.choice}>
          <input
            type="radio"
            name="suggestion"
            checked={chosen !== null && keyOf(chosen) === keyOf(suggestion)}
            onChange={() => onChoose(suggestion)}
          />
          <span>
            {suggestion.text} <span className={styles.id}>{idText(suggestion)}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
