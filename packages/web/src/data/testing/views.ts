import type { AlertView, IntegrationView, NowPlayingView, PlayView } from '@cuemark/contract'

/** An open alert for tests; give what the test is about. */
export function alertView(over: Partial<AlertView> = {}): AlertView {
  return {
    id: 'a1',
    integrationId: 'i1',
    integrationName: 'Trakt',
    accountId: null,
    accountName: null,
    service: 'trakt',
    kind: 'authentication',
    cause: 'trakt.token_refused',
    severity: 'error',
    state: 'open',
    title: 'Trakt: sign in again',
    explanation: 'Trakt refused the saved sign-in.',
    remedy: [],
    field: null,
    confidence: 'certain',
    count: 1,
    firstSeenAt: 1000,
    lastSeenAt: 1000,
    openedAt: 1000,
    endedAt: null,
    snoozedUntil: null,
    usableAgainAt: null,
    usableAgainBasis: null,
    worksUntil: null,
    relapse: false,
    affected: { integrations: 1, people: 0, plays: 0 },
    recoveredBy: null,
    evidence: null,
    version: 1,
    ...over,
  }
}

export function integrationView(over: Partial<IntegrationView> = {}): IntegrationView {
  return {
    id: 'i1',
    service: 'seerr',
    name: 'Seerr',
    state: 'connected',
    settings: { url: 'http://10.0.0.2:5055' },
    secretHints: { apiKey: 'NQ==' },
    pausedAt: null,
    lastProofAt: null,
    lastCheckAt: null,
    nextCheckAt: null,
    budget: null,
    openAlerts: 0,
    tested: true,
    createdAt: 0,
    updatedAt: 0,
    version: 1,
    ...over,
  }
}

type Delivery = NonNullable<PlayView['delivery']>

/** A delivery of a play for tests. */
export const deliveryView = (over: Partial<Delivery> = {}): Delivery => ({
  id: 'd1',
  accountId: 'acc1',
  state: 'waiting',
  because: null,
  waitsFor: 'turn',
  nextAt: null,
  attempts: 0,
  diagnosis: null,
  historyId: null,
  deliveredAt: null,
  ...over,
})

export const playView = (over: Partial<PlayView> = {}): PlayView => ({
  id: 'play1',
  personId: 'p1',
  personName: 'Ada',
  title: { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } },
  state: 'watched',
  startedAt: 0,
  watchedAt: 1000,
  timeTold: true,
  progress: 97,
  source: null,
  origin: 'player',
  delivery: deliveryView(),
  version: 1,
  ...over,
})

export const playingView = (over: Partial<NowPlayingView> = {}): NowPlayingView => ({
  id: 'now1',
  personId: 'p1',
  personName: 'Ada',
  title: { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } },
  state: 'playing',
  startedAt: 0,
  progress: null,
  positionMs: null,
  durationMs: null,
  positionAt: 0,
  source: null,
  ...over,
})
