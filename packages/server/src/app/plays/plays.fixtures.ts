import { freshToken, type PlaybackEvent, type Title } from '@cuemark/domain'
import type { AccountRow } from '../ports-accounts.ts'
import type { SourceEvent } from '../ports-plays.ts'
import type { Store } from '../ports.ts'
import { anIntegration } from '../record-stage.ts'
import type { Viewer } from '../use-cases-plays.ts'

export const anna: Viewer = { id: 'anna', role: 'administrator' }
export const ben: Viewer = { id: 'ben', role: 'member' }
export const accountId = 'trakt-of-anna'

export const matrix: Title = { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } }
export const episode = (number: number, lastNumber: number | null = null): Title => ({
  type: 'episode',
  show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
  season: 1,
  number,
  lastNumber,
  name: null,
  ids: {},
})
export const lengthMs = 2_400_000

export const playback = (
  type: PlaybackEvent['type'],
  title: Title,
  at: number,
  over: Partial<PlaybackEvent> = {},
): SourceEvent => ({
  type: 'playback',
  event: {
    type,
    title,
    positionMs: 0,
    durationMs: lengthMs,
    at,
    atTold: false,
    device: 'tv',
    paused: null,
    completed: null,
    ...over,
  },
})

const accountOf = (now: number): AccountRow => ({
  id: accountId,
  userId: anna.id,
  service: 'trakt',
  integrationId: 'trakt',
  name: 'anna-films',
  state: 'linked',
  sealedTokens: null,
  clientId: 'client',
  redirectUri: null,
  token: freshToken({ issuedAt: now, expiresAt: now + 604_800_000, refreshable: true }),
  diagnosis: null,
  vip: null,
  limits: {},
  settings: {
    plays: true,
    nowWatching: false,
    ratings: true,
    watchlist: true,
    removals: true,
    watchedPercent: 80,
  },
  pollState: null,
  nextPollAt: null,
  nextRefreshAt: null,
  nextWriteAt: 0,
  lastDeliveryAt: null,
  createdAt: now,
  updatedAt: now,
  version: 1,
})

/** Two people, of whom one has an account. */
export async function fill(store: Store, now: number): Promise<void> {
  const user = { name: 'Anna', role: 'administrator', passwordHash: 'x', createdAt: now } as const
  await store.people.insertFirstUser({ ...user, id: anna.id })
  await store.people.insertUser({ ...user, id: ben.id, name: 'Ben', role: 'member' })
  await store.transaction(async (tx) => {
    await tx.insertIntegration({ ...anIntegration('trakt', now), service: 'trakt' })
    await tx.insertAccount(accountOf(now))
  })
}
