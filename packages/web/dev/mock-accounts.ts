import type { AccountView, AlertView, DiagnosisView, SignInView, TestResultView } from '@cuemark/contract'
import { alert, now } from './mock-data.ts'

/** Accounts and sign-ins for looking at screens. Nothing here is true of anybody. */
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const diagnosis = (over: Partial<DiagnosisView> = {}): DiagnosisView => ({
  service: 'trakt',
  kind: 'authentication',
  cause: 'trakt.oauth.refresh_refused',
  title: 'Trakt: sign in again',
  explanation: 'Trakt refused the saved sign-in. It was used on another device, or revoked.',
  remedy: [{ text: 'Sign in again.', action: 'sign_in_again' }],
  scope: 'account',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [{ part: 'body', text: 'error "invalid_grant"' }],
  expected: false,
  ...over,
})

export const account = (id: string, over: Partial<AccountView> = {}): AccountView => ({
  id,
  personId: 'p',
  personName: 'admin',
  service: 'trakt',
  name: 'somebody',
  state: 'linked',
  diagnosis: null,
  endsAt: now() + 5 * day,
  renews: true,
  renewedAt: now() - 2 * hour,
  nextRenewalAt: now() + 3 * day,
  vip: false,
  limits: { connected_apps: 1, watchlist: 250, history: 100_000, list_items: 250, shared_boxes: 3 },
  waiting: 0,
  lastDeliveryAt: now() - 40 * minute,
  openAlerts: 0,
  settings: {
    plays: true,
    nowWatching: true,
    ratings: true,
    watchlist: false,
    removals: false,
    watchedPercent: 80,
  },
  createdAt: now() - 90 * day,
  version: 1,
  ...over,
})

const broken = (): AccountView[] => [
  account('acc_1'),
  account('acc_2', { service: 'stremio', name: 'somebody@example.org', limits: {}, vip: null, endsAt: null }),
  account('acc_3', {
    personId: 'p2',
    personName: 'second person',
    name: 'second',
    state: 'sign_in_again',
    diagnosis: diagnosis(),
    waiting: 12,
    openAlerts: 1,
  }),
  account('acc_4', {
    personId: 'p3',
    personName: 'third person',
    name: 'third',
    state: 'ending',
    renews: false,
    endsAt: now() + 30 * hour,
    nextRenewalAt: null,
  }),
  account('acc_5', {
    personId: 'p4',
    personName: 'fourth person',
    name: null,
    state: 'disconnected',
    waiting: 3,
  }),
]

export function accountsOf(scene: string): AccountView[] {
  if (scene === 'empty') return []
  if (scene === 'one') return [account('acc_1')]
  if (scene === 'revoked') {
    return [account('acc_1', { state: 'sign_in_again', diagnosis: diagnosis(), waiting: 12, openAlerts: 1 })]
  }
  if (scene !== 'many') return broken()
  return Array.from({ length: 300 }, (_, n) =>
    account(`acc_${n}`, { personId: `q${n}`, personName: `person ${n}`, waiting: n % 5 }),
  )
}

export function signIn(service: 'trakt' | 'stremio', method: 'device' | 'code', origin: string): SignInView {
  const isDevice = method === 'device'
  const page = service === 'trakt' ? 'https://trakt.tv/activate' : 'https://link.stremio.com/7F3AQX'
  return {
    id: `sign_${now()}`,
    personId: 'p',
    service,
    method,
    state: 'pending',
    userCode: isDevice ? '7F3AQX0Z' : null,
    verificationUrl: isDevice ? page : null,
    openUrl: isDevice ? `${page}/7F3AQX0Z` : 'https://auth.trakt.tv/oauth/authorize?response_type=code',
    redirectUri: isDevice ? null : `${origin}/trakt/callback`,
    createdAt: now(),
    expiresAt: now() + 10 * minute,
    nextPollAt: now() + 5000,
    diagnosis: null,
    accountId: null,
  }
}

const ends: Readonly<Record<string, Partial<SignInView>>> = {
  'sign-done': {
    state: 'done',
    accountId: 'acc_1',
    diagnosis: diagnosis({
      kind: 'account',
      cause: 'trakt.one_app_only',
      title: 'Trakt: one connected app',
      explanation: 'A free account keeps one connected app, so another one may be signed out now.',
      remedy: [{ text: 'Look at the connected apps at Trakt.', link: 'https://app.trakt.tv/settings/apps' }],
    }),
  },
  'sign-expired': { state: 'expired' },
  'sign-cancelled': { state: 'cancelled' },
  'sign-denied': {
    state: 'failed',
    diagnosis: diagnosis({
      cause: 'trakt.device.denied',
      title: 'Trakt: you said no',
      explanation: 'The request was declined on the page of Trakt.',
      remedy: [{ text: 'Get a new code and approve it.' }],
    }),
  },
  'sign-mismatch': {
    state: 'failed',
    method: 'code',
    diagnosis: diagnosis({
      kind: 'configuration',
      cause: 'trakt.oauth.redirect_mismatch',
      scope: 'integration',
      title: 'Trakt: the redirect address differs',
      explanation:
        'The address in the settings of the app at Trakt is not the one that was sent, letter for letter.',
      remedy: [{ text: 'Copy the redirect address into the settings of the app at Trakt.' }],
    }),
  },
}

/** How a pending sign-in ends in a scene; null where the scene is about something else. */
export const endOf = (scene: string): Partial<SignInView> | null => ends[scene] ?? null

export const accountTest = (): TestResultView => ({
  ok: true,
  steps: [
    {
      id: 'token',
      label: 'The sign-in is taken',
      state: 'passed',
      detail: 'As it should be.',
      durationMs: 182,
    },
  ],
  diagnosis: null,
  field: null,
  facts: [],
  cleanedFields: [],
})

export const cleanSlateSteps = [
  { text: 'Asked Trakt to revoke the sign-in.', ok: true },
  { text: 'Forgot the saved sign-in.', ok: true },
  { text: 'Stopped one sign-in that was pending.', ok: true },
]

export const accountAlert = (accountId: string, accountName: string): AlertView =>
  alert(50, {
    integrationId: null,
    integrationName: null,
    accountId,
    accountName,
    cause: 'trakt.oauth.refresh_refused',
    remedy: [{ text: 'Sign in again.', action: 'sign_in_again' }],
    field: null,
    relapse: false,
    affected: { integrations: 0, people: 1, plays: 12 },
  })
