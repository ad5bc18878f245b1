import type { PlayView } from '@cuemark/contract'
import { Link, useParams } from '@tanstack/react-router'
import { problemOf } from '../../data/client.ts'
import { usePlay } from '../../data/plays.ts'
import { usePerson } from '../../data/session.ts'
import { episodeName, nameOf } from '../../data/titles.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { DiagnosisView } from '../../kit/DiagnosisView.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { PlayWord } from '../../kit/PlayWord.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { Since, When } from '../../kit/When.tsx'
import { playTexts as texts } from '../../texts/activity.ts'
import { PlayDo } from './PlayDo.tsx'
import { PlayFacts } from './PlayFacts.tsx'
import { PlayStory } from './PlayStory.tsx'
import styles from './activity.module.css'

type Delivery = NonNullable<PlayView['delivery']>

const above = (
  <Link to="/activity" search={{ view: 'all' }}>
    {texts.all}
  </Link>
)

/** Where it stands, in a sentence. */
function standOf({ state, delivery, title }: PlayView): string | null {
  if (state === 'unclear') return texts.unclearQuestion(nameOf(title))
  if (state === 'withdrawn') return texts.withdrawnText
  if (delivery === null) return texts.noAccount
  // The diagnosis below bears the same title.
  return delivery.because === delivery.diagnosis?.title ? null : delivery.because
}

function Arrived({ delivery }: { readonly delivery: Delivery }): React.ReactElement | null {
  const { deliveredAt, historyId } = delivery
  if (deliveredAt === null) return null
  return (
    <p>
      {texts.deliveredAt} <Since at={deliveredAt} />
      {historyId === null ? `. ${texts.already}` : ` · ${texts.historyId(historyId)}`}
    </p>
  )
}

/** Why it has not arrived, in the words of who knows. */
function Stand({ play }: { readonly play: PlayView }): React.ReactElement {
  const viewerId = usePerson()?.id
  const { state, delivery, personName } = play
  const sentence = standOf(play)
  const way = state === 'watched' ? delivery : null
  const isOthersSignIn = way?.waitsFor === 'sign_in' && play.personId !== viewerId
  return (
    <>
      {sentence !== null && <p>{sentence}</p>}
      {isOthersSignIn && <p>{texts.signInOther(personName)}</p>}
      {way?.state === 'delivered' && <Arrived delivery={way} />}
      {way !== null && way.nextAt !== null && (
        <p className={styles.soft}>
          {texts.next} <When at={way.nextAt} />
          {way.attempts > 0 && ` · ${texts.attempts(way.attempts)}`}
        </p>
      )}
      {way !== null && way.state !== 'delivered' && way.diagnosis !== null && (
        <div className={styles.diagnosis}>
          <DiagnosisView diagnosis={way.diagnosis} />
        </div>
      )}
    </>
  )
}

function Whole({ play }: { readonly play: PlayView }): React.ReactElement {
  const episode = episodeName(play.title)
  return (
    <Page
      title={nameOf(play.title)}
      above={above}
      lead={
        <div className={styles.lead}>
          <PlayWord play={play} />
          {episode !== null && <span>{episode}</span>}
        </div>
      }
    >
      <Stand play={play} />
      <PlayDo play={play} />
      <Section title={texts.story}>
        <PlayStory id={play.id} />
      </Section>
      <Section title={texts.facts}>
        <PlayFacts play={play} />
      </Section>
    </Page>
  )
}

/** One play: where it stands and why, what can be done, its whole story. */
export function PlayPage(): React.ReactElement {
  const { id } = useParams({ from: '/activity/$id' })
  const { data, error, refetch } = usePlay(id)
  if (data !== undefined) return <Whole key={id} play={data} />
  if (problemOf(error)?.code === 'not_found') {
    return (
      <Page title={texts.all} lead={texts.notFound}>
        <ButtonLink to="/activity" search={{ view: 'all' }}>
          {texts.all}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={texts.all} above={above}>
      {error === null ? (
        <RowsLoading count={3} height={64} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}
