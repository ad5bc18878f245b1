import type { Alert } from '@cuemark/domain'
import type { CheckRow, FailureRow, IntegrationRow, SessionRow, Store, UserRow } from '../app/ports.ts'

/** Rows for tests: complete, valid, and changed where a test says so. */

export const startAt = 1_795_305_600_000

/** Bounds of a `prune` that removes nothing. */
export const nothingBefore: Parameters<Store['prune']>[0] = {
  endedAlerts: 0,
  checks: 0,
  failures: 0,
  events: 0,
  signIns: 0,
}

export function integrationRow(id: string, change: Partial<IntegrationRow> = {}): IntegrationRow {
  return {
    id,
    service: 'tmdb',
    name: `Films ${id}`,
    settings: { language: 'de-DE' },
    sealedSecrets: { apiKey: 'v1.a.b.c' },
    secretHints: { apiKey: '9f3c' },
    tested: true,
    pausedAt: null,
    lastProofAt: startAt,
    lastCheckAt: null,
    nextCheckAt: startAt + 60_000,
    checkRung: 0,
    budget: { limit: 1000, used: 12, remaining: 988, resetsAt: null, source: 'counted', readAt: startAt },
    createdAt: startAt,
    updatedAt: startAt,
    version: 1,
    ...change,
  }
}

export function alertOf(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    subject: 'i1',
    cause: 'tmdb.bad_key',
    integrationId: 'i1',
    service: 'tmdb',
    kind: 'authentication',
    severity: 'error',
    state: 'open',
    title: 'TMDb: authentication error',
    explanation: 'TMDb does not know this key.',
    remedy: [{ text: 'Replace the key.', action: 'replace_key' }],
    field: 'apiKey',
    confidence: 'certain',
    count: 1,
    firstSeenAt: startAt,
    lastSeenAt: startAt,
    openedAt: startAt,
    endedAt: null,
    recoveredBy: null,
    snoozedUntil: null,
    usableAgainAt: null,
    usableAgainBasis: null,
    relapse: false,
    announcedAt: [startAt],
    recentAt: [],
    version: 1,
    ...change,
  }
}

export function failureRow(id: string, change: Partial<FailureRow> = {}): FailureRow {
  return {
    id,
    integrationId: 'i1',
    alertId: null,
    service: 'tmdb',
    kind: 'authentication',
    cause: 'tmdb.bad_key',
    title: 'TMDb: authentication error',
    firstAt: startAt,
    lastAt: startAt,
    count: 1,
    call: 'authentication',
    method: 'GET',
    url: 'https://api.themoviedb.org/3/authentication?api_key=[secret]',
    status: 401,
    headers: { 'content-type': 'application/json' },
    bodyStart: '{"status_code":7}',
    transport: null,
    durationMs: 41.5,
    signs: ['status 401'],
    ...change,
  }
}

export function checkRow(id: string, change: Partial<CheckRow> = {}): CheckRow {
  return {
    id,
    integrationId: 'i1',
    at: startAt,
    durationMs: 12.25,
    ok: true,
    origin: 'check',
    cause: null,
    title: null,
    ...change,
  }
}

export function userRow(id: string, change: Partial<UserRow> = {}): UserRow {
  return {
    id,
    name: `person-${id}`,
    role: 'administrator',
    passwordHash: '$argon2id$x',
    createdAt: startAt,
    ...change,
  }
}

export function sessionRow(id: string, change: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    tokenHash: `hash-${id}`,
    userId: 'u1',
    createdAt: startAt,
    lastSeenAt: startAt,
    expiresAt: startAt + 1_000,
    userAgent: null,
    ...change,
  }
}
