import type { NowPlayingView, PlayView, TitleView } from '@cuemark/contract'
import type { Delivery, EpisodeTitle, Play, Title, TitleIds } from '@cuemark/domain'
import type { PlayWithDelivery, StoredSession } from '../ports-plays.ts'
import type { Store } from '../ports.ts'
import { diagnosisView } from '../views.ts'
import { becauseOf } from './texts.ts'

/** Reads plays and gives them the shape in which people see them. */
export interface PlayReader {
  plays(rows: readonly PlayWithDelivery[]): Promise<readonly PlayView[]>
  /** Null for one that is gone. */
  play(id: string): Promise<PlayView | null>
  playing(rows: readonly StoredSession[]): Promise<readonly NowPlayingView[]>
  /** What is on now on a channel; null when nothing is. */
  channel(channel: string): Promise<NowPlayingView | null>
}

const idsView = (ids: TitleIds): TitleIds => ({ ...ids })

const episodeView = ({ show, season, number, lastNumber, name, ids }: EpisodeTitle): TitleView => ({
  type: 'episode',
  show: { name: show.name, year: show.year, ids: idsView(show.ids) },
  season,
  number,
  lastNumber,
  name,
  ids: idsView(ids),
})

export const titleView = (title: Title): TitleView =>
  title.type === 'movie'
    ? { type: 'movie', name: title.name, year: title.year, ids: idsView(title.ids) }
    : episodeView(title)

const deliveryView = (delivery: Delivery): NonNullable<PlayView['delivery']> => ({
  id: delivery.id,
  accountId: delivery.accountId,
  state: delivery.state,
  because: becauseOf(delivery),
  waitsFor: delivery.waitsFor,
  nextAt: delivery.nextAt,
  attempts: delivery.attempts,
  diagnosis: delivery.diagnosis === null ? null : diagnosisView(delivery.diagnosis),
  historyId: delivery.historyId,
  deliveredAt: delivery.deliveredAt,
})

type SourceBrief = PlayView['source']

/** What stands around a row: names of people and sources. */
interface Around {
  readonly personName: string
  readonly source: SourceBrief
}

const playView = (play: Play, delivery: Delivery | null, around: Around): PlayView => ({
  id: play.id,
  personId: play.userId,
  personName: around.personName,
  title: titleView(play.title),
  state: play.state,
  startedAt: play.startedAt,
  watchedAt: play.watchedAt,
  timeTold: play.timeTold,
  progress: play.progress,
  source: around.source,
  origin: play.origin,
  delivery: delivery === null ? null : deliveryView(delivery),
  version: delivery?.version ?? 1,
})

const playingView = ({ session, userId }: StoredSession, around: Around): NowPlayingView => ({
  // The next title on the same channel takes its place.
  id: session.channel,
  personId: userId,
  personName: around.personName,
  title: titleView(session.title),
  state: session.state === 'paused' ? 'paused' : 'playing',
  startedAt: session.startedAt,
  progress: progressOf(session),
  positionMs: session.positionMs,
  durationMs: session.durationMs,
  positionAt: session.positionAt,
  source: around.source,
})

function progressOf({ positionMs, durationMs }: StoredSession['session']): number | null {
  if (positionMs === null || durationMs === null || durationMs <= 0) return null
  return Math.min(100, (positionMs / durationMs) * 100)
}

interface Placed {
  readonly userId: string
  readonly sourceId: string | null
}

/** Each person and source is read once, however many rows name them. */
async function aroundOf(store: Store, rows: readonly Placed[]): Promise<(row: Placed) => Around> {
  const userIds = [...new Set(rows.map(({ userId }) => userId))]
  const sourceIds = [...new Set(rows.flatMap(({ sourceId }) => sourceId ?? []))]
  const users = await Promise.all(userIds.map((id) => store.people.userById(id)))
  const sources =
    sourceIds.length === 0
      ? []
      : await store.transaction((tx) => Promise.all(sourceIds.map((id) => tx.source(id))))
  const names = new Map(users.flatMap((user) => (user === null ? [] : [[user.id, user.name]])))
  const briefs = new Map(
    sources.flatMap((row) =>
      row === null ? [] : [[row.id, { id: row.id, kind: row.kind, name: row.name }]],
    ),
  )
  return ({ userId, sourceId }) => ({
    personName: names.get(userId) ?? '',
    source: sourceId === null ? null : (briefs.get(sourceId) ?? null),
  })
}

export function createPlayReader({ store }: { readonly store: Store }): PlayReader {
  const plays: PlayReader['plays'] = async (rows) => {
    const around = await aroundOf(
      store,
      rows.map(({ play }) => play),
    )
    return rows.map(({ play, delivery }) => playView(play, delivery, around(play)))
  }
  const playing: PlayReader['playing'] = async (rows) => {
    const around = await aroundOf(store, rows)
    return rows.map((row) => playingView(row, around(row)))
  }
  return {
    plays,
    playing,
    play: async (id) => {
      const row = await store.transaction(async (tx) => {
        const play = await tx.play(id)
        return play === null ? null : { play, delivery: await tx.deliveryOfPlay(id) }
      })
      return row === null ? null : ((await plays([row]))[0] ?? null)
    },
    channel: async (channel) => {
      const row = await store.transaction((tx) => tx.session(channel))
      if (row === null || row.session.state === 'ended') return null
      return (await playing([row]))[0] ?? null
    },
  }
}
