import type {
  AccountView,
  ActivityCounts,
  LiveEvent,
  NowPlayingView,
  PlayView,
  SignInView,
  SourceView,
} from '@cuemark/contract'
import type { Change } from './ports.ts'
import type { Reader } from './views-read.ts'

/** What the stream reads of all that may change. Null for what is gone, or is not to be seen. */
export interface LiveReader extends Pick<Reader, 'integration' | 'alert' | 'integrationOfAlert'> {
  account(id: string): Promise<AccountView | null>
  signIn(id: string): Promise<SignInView | null>
  source(id: string): Promise<SourceView | null>
  play(id: string): Promise<PlayView | null>
  channel(channel: string): Promise<NowPlayingView | null>
  /** Of one person, or of all when null. */
  activity(userId: string | null): Promise<ActivityCounts>
}

/** An event and whose it is: a person's id, or null for what only administrators see. */
export interface Told {
  readonly event: LiveEvent
  readonly audience: string | null
}

/** Something that may have changed, by a key under which many changes are one. */
export interface Subject {
  readonly key: string
  /** Comes by the hundred when people watch; what is not is told at once. */
  readonly isBusy: boolean
  readonly read: (reader: LiveReader) => Promise<readonly Told[]>
}

const integrationTold = async (reader: LiveReader, id: string): Promise<readonly Told[]> => {
  const integration = await reader.integration(id)
  const event: LiveEvent =
    integration === null ? { type: 'integration_removed', id } : { type: 'integration', integration }
  return [{ event, audience: null }]
}

const accountTold = async (reader: LiveReader, id: string): Promise<readonly Told[]> => {
  const account = await reader.account(id)
  return account === null ? [] : [{ event: { type: 'account', account }, audience: account.personId }]
}

const alertTold = async (reader: LiveReader, id: string): Promise<readonly Told[]> => {
  const alert = await reader.alert(id)
  const integrationId = await reader.integrationOfAlert(id)
  const accountId = alert?.accountId ?? null
  const account = accountId === null ? [] : await accountTold(reader, accountId)
  const audience = account[0]?.audience ?? null
  return [
    { event: alert === null ? { type: 'alert_removed', id } : { type: 'alert', alert }, audience },
    // The cards of both show the alert too.
    ...account,
    ...(integrationId === null ? [] : await integrationTold(reader, integrationId)),
  ]
}

const found = <T>(value: T | null, told: (value: T) => Told): readonly Told[] =>
  value === null ? [] : [told(value)]

const activityOf = (userId: string | null): Subject => ({
  key: `activity:${userId ?? ''}`,
  isBusy: true,
  read: async (reader) => [
    { event: { type: 'activity', counts: await reader.activity(userId) }, audience: userId },
  ],
})

/** What is counted changes for its person, and for the administrators, who see all. */
const withActivity = (subject: Subject, userId: string): readonly Subject[] => [
  subject,
  activityOf(userId),
  activityOf(null),
]

const atOnce = (key: string, read: Subject['read']): readonly Subject[] => [{ key, isBusy: false, read }]
const removed = (key: string, event: LiveEvent, audience: string | null): readonly Subject[] =>
  atOnce(key, () => Promise.resolve([{ event, audience }]))

/**
 * What a change may have changed on a page. It is read after the change is durable, so what is sent is never older
 * than what was changed.
 */
export const subjectsOf = (change: Change): readonly Subject[] => {
  switch (change.type) {
    case 'alert':
    case 'alert_removed': {
      return atOnce(`alert:${change.alertId}`, (reader) => alertTold(reader, change.alertId))
    }
    case 'integration':
    case 'integration_removed': {
      const id = change.integrationId
      return atOnce(`integration:${id}`, (reader) => integrationTold(reader, id))
    }
    case 'account': {
      return atOnce(`account:${change.accountId}`, (reader) => accountTold(reader, change.accountId))
    }
    case 'account_removed': {
      const { accountId: id, userId } = change
      return removed(`account:${id}`, { type: 'account_removed', id }, userId)
    }
    case 'sign_in': {
      return atOnce(`sign_in:${change.signInId}`, async (reader) =>
        found(await reader.signIn(change.signInId), (signIn) => ({
          event: { type: 'sign_in', signIn },
          audience: change.userId,
        })),
      )
    }
    case 'missed': {
      return atOnce('missed', () => Promise.resolve([{ event: { type: 'resync' }, audience: null }]))
    }
    default: {
      return playSubjects(change)
    }
  }
}

type PlayChange = Extract<
  Change,
  { type: 'source' | 'source_removed' | 'play' | 'playing' | 'deliveries' | 'events' }
>

const playSubjects = (change: PlayChange): readonly Subject[] => {
  switch (change.type) {
    case 'source': {
      const { sourceId: id, userId: audience } = change
      const read: Subject['read'] = async (reader) =>
        found(await reader.source(id), (source) => ({ event: { type: 'source', source }, audience }))
      return [{ key: `source:${id}`, isBusy: true, read }]
    }
    case 'source_removed': {
      const { sourceId: id, userId } = change
      return removed(`source:${id}`, { type: 'source_removed', id }, userId)
    }
    case 'play': {
      const { playId: id, userId: audience } = change
      const read: Subject['read'] = async (reader) =>
        found(await reader.play(id), (play) => ({ event: { type: 'play', play }, audience }))
      return withActivity({ key: `play:${id}`, isBusy: true, read }, audience)
    }
    case 'playing': {
      const { channel: id, userId: audience } = change
      const read: Subject['read'] = async (reader) => {
        const playing = await reader.channel(id)
        const event: LiveEvent =
          playing === null ? { type: 'now_playing_ended', id } : { type: 'now_playing', playing }
        return [{ event, audience }]
      }
      return withActivity({ key: `playing:${id}`, isBusy: true, read }, audience)
    }
    case 'deliveries': {
      return [activityOf(change.userId), activityOf(null)]
    }
    case 'events': {
      return []
    }
  }
}
