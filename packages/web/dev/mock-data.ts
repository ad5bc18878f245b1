import type { AlertView, CheckView, IntegrationView } from '@cuemark/contract'

/** Invented state for looking at screens. Nothing here is true of anybody. */
const minute = 60_000
const hour = 60 * minute
export const now = (): number => Date.now()

export function integration(n: number, over: Partial<IntegrationView> = {}): IntegrationView {
  return {
    id: `int_${n}`,
    service: 'tmdb',
    name: 'TMDb',
    state: 'connected',
    settings: {},
    secretHints: { apiKey: '7f3a' },
    pausedAt: null,
    lastProofAt: now() - 2 * minute,
    lastCheckAt: now() - 2 * minute,
    nextCheckAt: now() + 3 * minute,
    budget: null,
    openAlerts: 0,
    tested: true,
    createdAt: now() - 240 * hour,
    updatedAt: now() - 24 * hour,
    version: 1,
    ...over,
  }
}

const broken = (): IntegrationView[] => [
  integration(1),
  integration(2, {
    service: 'omdb',
    name: 'OMDb',
    state: 'warning',
    openAlerts: 1,
    secretHints: { apiKey: '19bc' },
    lastProofAt: now() - 3 * hour,
    budget: {
      limit: 1000,
      used: 1000,
      remaining: 0,
      resetsAt: now() + 3 * hour,
      source: 'counted',
      readAt: now(),
    },
  }),
  integration(3, {
    service: 'trakt',
    name: 'Trakt',
    state: 'error',
    openAlerts: 1,
    secretHints: { clientId: 'a41e', clientSecret: '90d2' },
    lastProofAt: now() - 2 * hour,
  }),
]

export const integrations = (): IntegrationView[] => [
  ...broken(),
  integration(4, {
    service: 'mdblist',
    name: 'MDBList',
    secretHints: { apiKey: 'q8zt' },
    budget: {
      limit: 1000,
      used: 380,
      remaining: 620,
      resetsAt: now() + 9 * hour,
      source: 'header',
      readAt: now(),
    },
  }),
  integration(5, {
    service: 'seerr',
    name: 'Seerr',
    settings: { url: 'http://192.168.1.20:5055' },
    secretHints: { apiKey: 'NQ==' },
  }),
  integration(6, {
    service: 'openai',
    name: 'OpenAI',
    state: 'paused',
    pausedAt: now() - 50 * hour,
    secretHints: { apiKey: 'Zk1A' },
  }),
]

const evidence = (): AlertView['evidence'] => ({
  at: now() - minute,
  method: 'GET',
  url: 'https://api.trakt.tv/users/settings',
  status: 401,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'www-authenticate': 'Bearer realm="Trakt"',
    date: 'Sat, 21 Nov 2026 00:00:00 GMT',
    connection: 'keep-alive',
    'cf-ray': '8f0000000000-FRA',
  },
  bodyStart: '{"error":"invalid_grant","error_description":"The provided authorization grant is invalid."}',
  transport: null,
  durationMs: 214,
  signs: ['status 401', 'body error "invalid_grant"'],
})

export function alert(n: number, over: Partial<AlertView> = {}): AlertView {
  return {
    id: `alert_${n}`,
    integrationId: 'int_3',
    integrationName: 'Trakt',
    accountId: null,
    accountName: null,
    service: 'trakt',
    kind: 'authentication',
    cause: 'trakt.token_refused',
    severity: 'error',
    state: 'open',
    title: 'Trakt: sign in again',
    explanation: 'Trakt refused the saved sign-in. It was used on another device, or revoked.',
    remedy: [
      {
        text: 'Look at your connected apps at Trakt and see whether Cuemark is still among them.',
        link: 'https://trakt.tv/oauth/authorized_applications',
      },
      { text: 'Put in the client secret of your API app again.', action: 'replace_key' },
      { text: 'Test the connection. The alert clears itself when the test passes.', action: 'test_now' },
    ],
    field: 'clientSecret',
    confidence: 'certain',
    count: 12,
    firstSeenAt: now() - 2 * hour,
    lastSeenAt: now() - minute,
    openedAt: now() - 2 * hour,
    endedAt: null,
    snoozedUntil: null,
    usableAgainAt: null,
    usableAgainBasis: null,
    worksUntil: null,
    relapse: true,
    affected: { integrations: 1, people: 0, plays: 0 },
    recoveredBy: null,
    evidence: evidence(),
    version: 1,
    ...over,
  }
}

/** One that only a full proof clears, and one that is asked again by itself. */
const waiting = (): AlertView[] => [
  alert(3, {
    integrationId: 'int_6',
    integrationName: 'OpenAI',
    service: 'openai',
    kind: 'quota',
    cause: 'openai.quota_credit',
    severity: 'warning',
    title: 'OpenAI: no credit left',
    explanation: 'The credit of the account is used up. The key is right; it needs no change.',
    remedy: [
      {
        text: 'Add credit at OpenAI.',
        link: 'https://platform.openai.com/settings/organization/billing',
      },
      { text: 'Then run the full proof.', action: 'test_now' },
    ],
    field: null,
    count: 3,
    relapse: false,
    openedAt: now() - 20 * minute,
  }),
  alert(4, {
    integrationId: 'int_5',
    integrationName: 'Seerr',
    service: 'seerr',
    kind: 'outage',
    cause: 'http.bad_gateway',
    severity: 'info',
    title: 'Seerr does not answer',
    explanation: 'Something in front of Seerr answered in its place: Seerr itself is down or starting.',
    remedy: [{ text: 'Wait, or look whether Seerr runs.' }],
    field: null,
    count: 4,
    relapse: false,
    openedAt: now() - 3 * minute,
    usableAgainAt: now() + 4 * minute,
    usableAgainBasis: 'guess',
  }),
]

export const alerts = (): AlertView[] => [
  alert(1),
  alert(2, {
    integrationId: 'int_2',
    integrationName: 'OMDb',
    service: 'omdb',
    kind: 'quota',
    cause: 'omdb.daily_limit',
    severity: 'warning',
    title: 'OMDb: the daily allowance is used up',
    explanation:
      'OMDb answers 1,000 requests a day on the free plan, and they are used. It goes on by itself after the reset.',
    remedy: [
      { text: 'Wait. Nothing has to be done.' },
      {
        text: 'A supporter key has a larger allowance.',
        link: 'https://www.omdbapi.com/apikey.aspx',
        action: 'replace_key',
      },
    ],
    field: 'apiKey',
    count: 1284,
    relapse: false,
    openedAt: now() - 40 * minute,
    usableAgainAt: now() + 3 * hour,
    usableAgainBasis: 'guess',
    confidence: 'likely',
  }),
  ...waiting(),
  ...Array.from({ length: 10_000 }, (_, n) =>
    alert(100 + n, {
      state: n % 5 === 0 ? 'dismissed' : 'recovered',
      relapse: n % 7 === 0,
      count: 1 + n * 3,
      openedAt: now() - (n + 3) * minute,
      endedAt: now() - (n + 2) * minute,
      recoveredBy: n % 2 === 0 ? 'check' : 'test',
    }),
  ),
]

export const checks = (): CheckView[] =>
  Array.from({ length: 24 }, (_, n) => ({
    id: `check_${n}`,
    at: now() - n * 5 * minute,
    durationMs: 180 + n * 7,
    ok: n % 6 !== 2,
    origin: n % 4 === 0 ? 'traffic' : 'check',
    cause: n % 6 === 2 ? 'http.bad_gateway' : null,
    title: n % 6 === 2 ? 'Something in front of Seerr answered, not Seerr' : null,
  }))
