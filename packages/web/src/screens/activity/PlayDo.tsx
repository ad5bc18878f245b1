import type { PlayView } from '@cuemark/contract'
import { useState } from 'react'
import { type PlayOffer, playOffers } from '../../data/play-offers.ts'
import { usePlayTask } from '../../data/play-task.ts'
import { usePerson } from '../../data/session.ts'
import { nameOf } from '../../data/titles.ts'
import { Button, type ButtonProps } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { playTexts as texts } from '../../texts/activity.ts'
import { MatchDialog } from './MatchDialog.tsx'
import { UnwatchTask } from './UnwatchTask.tsx'
import styles from './activity.module.css'

interface OfferProps {
  readonly offer: Exclude<PlayOffer, 'sign_in' | 'unwatch'>
  readonly name: string
  readonly look: NonNullable<ButtonProps['look']>
  readonly task: ReturnType<typeof usePlayTask>
  readonly onMatch: () => void
}

function Offer({ offer, name, look, task, onMatch }: OfferProps): React.ReactElement {
  const does: Record<OfferProps['offer'], () => void> = {
    confirm: () => task.mutate({ type: 'confirm', watched: true }),
    deny: () => task.mutate({ type: 'confirm', watched: false }),
    replay: () => task.mutate({ type: 'replay' }),
    match: onMatch,
    restore: () => task.mutate({ type: 'restore' }),
    drop: () => task.mutate({ type: 'drop' }),
  }
  const running = task.isPending ? task.variables : null
  const runs = running?.type === 'confirm' ? (running.watched ? 'confirm' : 'deny') : running?.type
  return (
    <Button
      look={look}
      label={`${texts.offers[offer]}: ${name}`}
      loading={runs === offer}
      disabled={task.isPending && runs !== offer}
      onClick={does[offer]}
    >
      {texts.offers[offer]}
    </Button>
  )
}

/** What a person can do with a play; the first is the one that moves it on. In a row, only what does. */
export function PlayDo({
  play,
  isRow = false,
}: {
  readonly play: PlayView
  readonly isRow?: boolean
}): React.ReactElement | null {
  const viewerId = usePerson()?.id ?? null
  const task = usePlayTask(play.id)
  const [matching, setMatching] = useState(false)
  const offers = playOffers(play, viewerId).filter((offer) => !isRow || offer !== 'unwatch')
  if (offers.length === 0) return null
  const name = nameOf(play.title)
  const [first] = offers
  // Beside an arrived play nothing is urgent, and dropping is never what a page is for.
  const isMain = (offer: PlayOffer): boolean => !isRow && offer === first && offer !== 'drop'
  return (
    <div className={isRow ? styles.rowDo : styles.do}>
      {offers.map((offer) => {
        if (offer === 'unwatch') return <UnwatchTask key={offer} play={play} />
        const look = isMain(offer) ? 'main' : 'plain'
        if (offer === 'sign_in') {
          return (
            <ButtonLink key={offer} look={look} to="/accounts/$service/sign-in" params={{ service: 'trakt' }}>
              {texts.offers.sign_in}
            </ButtonLink>
          )
        }
        return (
          <Offer
            key={offer}
            offer={offer}
            name={name}
            look={look}
            task={task}
            onMatch={() => setMatching(true)}
          />
        )
      })}
      {matching && <MatchDialog play={play} task={task} onClose={() => setMatching(false)} />}
    </div>
  )
}
