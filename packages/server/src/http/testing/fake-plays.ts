import type { AccountView, PlayView, SignInView, SourceView, TestResultView } from '@cuemark/contract'
import type { Accounts, Intake, Plays, Sources } from '../../app/use-cases-plays.ts'
import { sourceRow } from '../../store/plays.fixtures.ts'

const account: AccountView = {
  id: 'acc1',
  personId: 'p1',
  personName: 'Ada',
  service: 'trakt',
  name: 'ada',
  state: 'linked',
  diagnosis: null,
  endsAt: null,
  renews: true,
  renewedAt: null,
  nextRenewalAt: null,
  vip: null,
  limits: {},
  waiting: 0,
  lastDeliveryAt: null,
  openAlerts: 0,
  settings: {
    plays: true,
    nowWatching: true,
    ratings: true,
    watchlist: true,
    removals: true,
    watchedPercent: 80,
  },
  createdAt: 1,
  version: 1,
}

const signIn: SignInView = {
  id: 's1',
  personId: 'p1',
  service: 'trakt',
  method: 'device',
  state: 'pending',
  userCode: 'C0FFEE42',
  verificationUrl: 'https://trakt.tv/activate',
  openUrl: null,
  redirectUri: null,
  createdAt: 1,
  expiresAt: 2,
  nextPollAt: null,
  diagnosis: null,
  accountId: null,
}

const source: SourceView = {
  id: 'src1',
  kind: 'api',
  name: 'API',
  personId: 'p1',
  personName: 'Ada',
  state: 'quiet',
  lastEventAt: null,
  lastEventText: null,
  lastFaultText: null,
  lastFaultAt: null,
  events: 0,
  players: [],
  pausedAt: null,
  createdAt: 1,
  version: 1,
}

const play: PlayView = {
  id: 'play1',
  personId: 'p1',
  personName: 'Ada',
  title: { type: 'movie', name: 'The Reel That Ran Out', year: 2024, ids: { imdb: 'tt0000001' } },
  state: 'watched',
  startedAt: 1,
  watchedAt: 2,
  timeTold: true,
  progress: 100,
  source: null,
  origin: 'player',
  delivery: null,
  version: 1,
}

const passed: TestResultView = {
  ok: true,
  steps: [],
  diagnosis: null,
  field: null,
  facts: [],
  cleanedFields: [],
}

/** Secret of the one source there is, of kind `api`. */
export const apiToken = 'an-api-token'

const apiSource = sourceRow('src1', { userId: 'p1', kind: 'api', name: 'API', tokenHash: 'hash' })

const accounts: Accounts = {
  list: async () => ({ items: [account], traktReady: true }),
  get: async () => account,
  change: async () => account,
  test: async () => passed,
  disconnect: async () => account,
  cleanSlate: async () => ({ steps: [], account }),
  startSignIn: async () => signIn,
  signIns: async () => [signIn],
  signIn: async () => signIn,
  cancelSignIn: async () => signIn,
  finishSignIn: async () => signIn,
  revokeAllOf: async () => undefined,
}

const sources: Sources = {
  list: async () => [source],
  get: async () => source,
  create: async () => ({ source, address: { path: null, token: apiToken } }),
  change: async () => source,
  remove: async () => undefined,
  address: async () => ({ path: null, token: apiToken }),
  renew: async () => ({ path: null, token: apiToken }),
  assignPlayer: async () => source,
}

const intake: Intake = {
  sourceOf: async (token) => (token === apiToken ? apiSource : null),
  take: async (_source, heard) => heard.map(() => ({ outcome: 'taken' })),
  fault: async () => undefined,
  note: async () => undefined,
}

const plays: Plays = {
  list: async () => ({ items: [play], nextCursor: null }),
  get: async () => play,
  events: async () => [],
  suggestions: async () => [],
  searchTitles: async () => [],
  playing: async () => ({ items: [], counts: { playing: 0, waiting: 0, attention: 0, nextAt: null } }),
  replay: async () => play,
  replayAll: async () => 0,
  match: async () => play,
  drop: async () => play,
  restore: async () => play,
  confirm: async () => play,
  mark: async () => play,
  previewBackfill: async () => ({ id: 'b1', items: [], missing: 0, library: null }),
  sendBackfill: async () => 0,
}

/** Accounts, sources and plays that always answer the same. */
export function createFakePlays(): {
  readonly accounts: Accounts
  readonly sources: Sources
  readonly intake: Intake
  readonly plays: Plays
} {
  return { accounts, sources, intake, plays }
}
