import type { BackfillPreview } from '@cuemark/contract'
import { useState } from 'react'
import { problemOf } from '../../data/client.ts'
import { absolute } from '../../data/format.ts'
import { say } from '../../data/messages.ts'
import { useSendBackfill } from '../../data/plays.ts'
import { nameOf } from '../../data/titles.ts'
import { Button } from '../../kit/Button.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { ShapeWord, type WordLook } from '../../kit/ShapeWord.tsx'
import rows from '../../kit/row.module.css'
import { backfillTexts as texts } from '../../texts/activity.ts'
import { words } from '../../texts/words.ts'
import styles from './activity.module.css'

type Item = BackfillPreview['items'][number]

const looks: Record<Item['state'], WordLook> = {
  missing: ['dashed', 'info'],
  there: ['check', 'neutral'],
  unmatched: ['triangle', 'warning'],
}
/** More are drawn when asked for. */
const rowsAtOnce = 200

function Row({ item }: { readonly item: Item }): React.ReactElement {
  return (
    <li className={`${rows.row} ${rows.unmarked}`}>
      <div>
        <p className={rows.title}>{nameOf(item.title)}</p>
        <p className={rows.soft}>
          {absolute(item.watchedAt)} · {texts.origins[item.origin]}
        </p>
      </div>
      <div className={rows.end}>
        <ShapeWord look={looks[item.state]}>{texts.states[item.state]}</ShapeWord>
      </div>
    </li>
  )
}

/** More names than this are counted. */
const namesAtOnce = 5

function listed(names: readonly string[]): string {
  const rest = names.length - namesAtOnce
  const parts = rest > 0 ? [...names.slice(0, namesAtOnce), texts.moreTitles(rest)] : names
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts)
}

/** What the library of Stremio could not give. */
function LibraryWords({
  library,
}: {
  readonly library: BackfillPreview['library']
}): React.ReactElement | null {
  if (library === null) return null
  const { because, undated } = library
  if (because !== null) return <Notice tone="warning">{texts.libraryUnread(because)}</Notice>
  return undated.length === 0 ? null : <Notice tone="info">{texts.undated(listed(undated))}</Notice>
}

/** What a preview found. Only what is missing is sent. */
export function BackfillFound({
  preview,
  onSent,
}: {
  readonly preview: BackfillPreview
  readonly onSent: () => void
}): React.ReactElement {
  const send = useSendBackfill()
  const [all, setAll] = useState(false)
  const [shown, setShown] = useState(rowsAtOnce)
  const { items, missing, library } = preview
  const unmatched = items.filter((item) => item.state === 'unmatched').length
  const libraryWords = <LibraryWords library={library} />
  if (items.length === 0)
    return (
      <>
        <EmptyPlace title={texts.nothingKnown} text={texts.nothingKnownText} />
        {libraryWords}
      </>
    )
  const drawn = all ? items : items.filter((item) => item.state !== 'there')
  return (
    <>
      <div className={styles.found}>
        <p role="status">{missing === 0 ? texts.none : texts.found(missing, items.length)}</p>
        {missing > 0 && (
          <Button
            look="main"
            loading={send.isPending}
            onClick={() =>
              send.mutate(preview.id, {
                onSuccess: ({ sent }) => {
                  say(texts.sent(sent), { tone: 'good' })
                  onSent()
                },
              })
            }
          >
            {texts.send(missing)}
          </Button>
        )}
      </div>
      {send.error !== null && (
        <Notice tone="error">
          {problemOf(send.error)?.code === 'not_found' ? texts.expired : send.error.message}
        </Notice>
      )}
      {unmatched > 0 && <Notice tone="warning">{texts.unmatched(unmatched)}</Notice>}
      {libraryWords}
      <label className={`${styles.check} ${styles.only}`}>
        <input type="checkbox" checked={!all} onChange={(event) => setAll(!event.currentTarget.checked)} />
        <span>{texts.onlyMissing}</span>
      </label>
      <ul className={rows.rows}>
        {drawn.slice(0, shown).map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a preview never changes; a title may stand in it twice
          <Row key={index} item={item} />
        ))}
      </ul>
      {drawn.length > shown && (
        <Button look="quiet" onClick={() => setShown(shown + rowsAtOnce)}>
          {words.showMore}
        </Button>
      )}
    </>
  )
}
