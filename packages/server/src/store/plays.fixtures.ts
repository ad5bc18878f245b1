import {
  type Cargo,
  cargoOf,
  type Delivery,
  type MovieTitle,
  type Play,
  type PlaybackSession,
  type TokenState,
} from '@cuemark/domain'
import type { Store } from '../app/ports.ts'
import type { AccountRow, SignInRow } from '../app/ports-accounts.ts'
import type { EventRow, PlayerUserRow, SourceRow, StoredSession } from '../app/ports-plays.ts'
import { startAt, userRow } from './store.fixtures.ts'

/** Rows of accounts, sources and plays for tests. */

const token: TokenState = {
  generation: 3,
  issuedAt: startAt,
  expiresAt: startAt + 604_800_000,
  refreshable: true,
  refreshLostAt: null,
  secondTries: 0,
  refusedAt: null,
  accessRefusedAt: null,
  retryAt: null,
  failures: 0,
}

export function accountRow(id: string, change: Partial<AccountRow> = {}): AccountRow {
  return {
    id,
    userId: 'u1',
    service: 'trakt',
    integrationId: 'i1',
    name: null,
    state: 'linked',
    sealedTokens: 'v1.a.b.c',
    clientId: 'client',
    redirectUri: 'urn:ietf:wg:oauth:2.0:oob',
    token,
    diagnosis: null,
    vip: null,
    limits: { watchlist: 250 },
    settings: {
      plays: true,
      nowWatching: true,
      ratings: true,
      watchlist: true,
      removals: false,
      watchedPercent: 80,
    },
    pollState: null,
    nextPollAt: null,
    nextRefreshAt: startAt + 302_400_000,
    nextWriteAt: 0,
    lastDeliveryAt: null,
    createdAt: startAt,
    updatedAt: startAt,
    version: 1,
    ...change,
  }
}

export function signInRow(id: string, change: Partial<SignInRow> = {}): SignInRow {
  return {
    id,
    userId: 'u1',
    service: 'trakt',
    integrationId: 'i1',
    method: 'device',
    state: 'pending',
    stateHash: null,
    sealed: 'v1.a.b.c',
    userCode: '5055CC52',
    verificationUrl: 'https://trakt.tv/activate',
    openUrl: 'https://trakt.tv/activate/5055CC52',
    redirectUri: null,
    intervalMs: 5_000,
    nextPollAt: startAt + 5_000,
    expiresAt: startAt + 600_000,
    diagnosis: null,
    accountId: null,
    createdAt: startAt,
    endedAt: null,
    ...change,
  }
}

export function sourceRow(id: string, change: Partial<SourceRow> = {}): SourceRow {
  return {
    id,
    userId: 'u1',
    kind: 'jellyfin',
    name: `Living room ${id}`,
    tokenHash: `hash-${id}`,
    sealedToken: 'v1.a.b.c',
    accountId: null,
    pausedAt: null,
    lastEventAt: null,
    lastEventText: null,
    lastFaultAt: null,
    lastFaultText: null,
    events: 0,
    createdAt: startAt,
    version: 1,
    ...change,
  }
}

export function playerUserRow(key: string, change: Partial<PlayerUserRow> = {}): PlayerUserRow {
  return {
    sourceId: 's1',
    key,
    name: `Player ${key}`,
    userId: null,
    ignored: false,
    firstSeenAt: startAt,
    lastSeenAt: startAt,
    ...change,
  }
}

export const matrix: MovieTitle = {
  type: 'movie',
  name: 'The Matrix',
  year: 1999,
  ids: { imdb: 'tt0133093', tmdb: 603 },
}

export function eventRow(id: string, change: Partial<EventRow> = {}): EventRow {
  return {
    id,
    sourceId: 's1',
    userId: 'u1',
    playerUser: null,
    senderId: null,
    receivedAt: startAt,
    event: {
      type: 'playback',
      event: {
        type: 'pause',
        title: matrix,
        positionMs: 61_000.5,
        durationMs: 8_160_000,
        at: startAt,
        atTold: false,
        device: 'tv',
        paused: null,
        completed: null,
      },
    },
    state: 'new',
    ...change,
  }
}

export function storedSession(
  channel: string,
  change: Partial<PlaybackSession> = {},
  rest: Partial<Omit<StoredSession, 'session'>> = {},
): StoredSession {
  return {
    session: {
      id: `session-${channel}`,
      channel,
      title: matrix,
      state: 'playing',
      startedAt: startAt,
      positionMs: 5_000,
      positionAt: startAt,
      durationMs: null,
      playedMs: 5_000,
      lastEventAt: startAt,
      watchedAt: null,
      toldWatching: { action: 'start', progress: 1.5 },
      endedAt: null,
      ...change,
    },
    userId: 'u1',
    sourceId: 's1',
    dueAt: startAt + 60_000,
    ...rest,
  }
}

export function playOf(id: string, change: Partial<Play> = {}): Play {
  return {
    id,
    userId: 'u1',
    key: `key-${id}`,
    title: matrix,
    startedAt: startAt - 8_160_000,
    watchedAt: startAt,
    timeTold: true,
    progress: 93.25,
    state: 'watched',
    sourceId: 's1',
    origin: 'player',
    createdAt: startAt,
    ...change,
  }
}

/** The delivery `d-<play>` of a play. */
export function deliveryOf(play: Play, change: Partial<Delivery> = {}): Delivery {
  return deliveryWith(`d-${play.id}`, cargoOf(play), change)
}

export function deliveryWith(id: string, cargo: Cargo, change: Partial<Delivery> = {}): Delivery {
  return {
    id,
    userId: 'u1',
    accountId: 'a1',
    key: `key-${id}`,
    cargo,
    state: 'waiting',
    nextAt: startAt,
    waitsFor: 'turn',
    attempts: 0,
    sent: null,
    looks: 0,
    diagnosis: null,
    historyId: null,
    deliveredAt: null,
    createdAt: startAt,
    version: 1,
    ...change,
  }
}

/** One person `u1` with an account `a1` and a source `s1`. */
export async function moveIn(store: Store): Promise<void> {
  await store.people.insertFirstUser(userRow('u1'))
  await store.transaction(async (tx) => {
    await tx.insertAccount(accountRow('a1'))
    await tx.insertSource(sourceRow('s1'))
  })
}

/** A second person `u2`, a member, with the account `a2` and the source `s2`. */
export async function moveInAnother(store: Store): Promise<void> {
  await store.people.insertUser(userRow('u2', { role: 'member' }))
  await store.transaction(async (tx) => {
    await tx.insertAccount(accountRow('a2', { userId: 'u2' }))
    await tx.insertSource(sourceRow('s2', { userId: 'u2' }))
  })
}
