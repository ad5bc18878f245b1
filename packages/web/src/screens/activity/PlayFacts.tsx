import type { PlayView } from '@cuemark/contract'
import { absolute } from '../../data/format.ts'
import { idsOf } from '../../data/titles.ts'
import { FactList } from '../../kit/FactList.tsx'
import { playTexts as texts } from '../../texts/activity.ts'
import styles from './activity.module.css'

type Fact = readonly [label: string, value: string]

function factsOf(play: PlayView): readonly Fact[] {
  const { title, delivery, source } = play
  const historyId = delivery?.historyId ?? null
  const ids = [...(title.type === 'episode' ? idsOf(title.show.ids) : []), ...idsOf(title.ids)]
  const idText = ids.map(([name, value]) => `${name} ${value}`).join(', ')
  return [
    [texts.watchedAt, absolute(play.watchedAt)],
    [texts.startedAt, absolute(play.startedAt)],
    ...(play.progress === null ? [] : [[texts.progress, texts.percent(play.progress)] as const]),
    [texts.who, play.personName],
    [
      texts.origin,
      [source?.name, texts.origins[play.origin]].filter((part) => part !== undefined).join(', '),
    ],
    [texts.ids, idText === '' ? texts.noIds : idText],
    ...(historyId === null ? [] : [[texts.traktId, historyId] as const]),
  ]
}

/** What is known of a play. */
export function PlayFacts({ play }: { readonly play: PlayView }): React.ReactElement {
  return (
    <>
      <FactList facts={factsOf(play)} />
      {!play.timeTold && <p className={styles.soft}>{texts.timeGuessed}</p>}
    </>
  )
}
