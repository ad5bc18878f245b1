import type { AlertView, IntegrationView } from '@cuemark/contract'

/** An open alert for tests; give what the test is about. */
export function alertView(over: Partial<AlertView> = {}): AlertView {
  return {
    id: 'a1',
    integrationId: 'i1',
    integrationName: 'Trakt',
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
    relapse: false,
    affected: { integrations: 1 },
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
