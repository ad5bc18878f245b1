import { describe, expect, it } from 'vitest'
import type { Answer } from '../testing/scripted-http.ts'
import { receivedAt } from '../testing/scripted-http.ts'
import { answering, app, cloudflarePage, steps } from './account.fixtures.ts'
import type { Step } from './account.fixtures.ts'
import { isAppFault, isFinalForSignIn } from './sign-in-verdicts.ts'

const refused = (status: number, error: string, description?: string): Answer => ({
  status,
  body: { error, ...(description === undefined ? {} : { error_description: description }) },
})

const causeAfter = async (step: Step, answer: Answer): Promise<string | null> => {
  const outcome = await steps[step](answering(answer), app)
  return outcome.ok ? null : outcome.diagnosis.cause
}

const doorkeeper = 'The provided authorization grant is invalid, expired, revoked, does not match'
const missing = 'The request is missing a required parameter. Missing required parameter: grant_type.'
const unknownClient = 'Client authentication failed due to unknown client'

/** Step, answer, cause: old Doorkeeper, Better Auth, and no body (trakt.md §3–5). */
const answers: readonly (readonly [Step, string, Answer, string | null])[] = [
  ['deviceCode', 'no body', { status: 400 }, 'trakt.oauth.client_unknown'],
  ['deviceCode', 'no body', { status: 401 }, 'trakt.oauth.client_unknown'],
  ['deviceCode', 'no body', { status: 403 }, 'trakt.app_removed'],
  ['deviceCode', 'no body', { status: 404 }, 'trakt.oauth.no_such_address'],
  ['deviceCode', 'no body', { status: 429 }, 'trakt.oauth.rate_limit'],
  ['deviceCode', 'deleted', refused(401, 'invalid_client', 'client_id is required'), 'trakt.app_removed'],
  ['deviceCode', 'new', refused(400, 'invalid_client', 'Invalid client ID'), 'trakt.oauth.client_unknown'],
  ['pollDevice', 'no body', { status: 400 }, 'trakt.device.pending'],
  ['pollDevice', 'text', { status: 400, body: 'pending' }, 'trakt.device.pending'],
  ['pollDevice', 'an empty object', { status: 400, body: {} }, 'trakt.device.pending'],
  ['pollDevice', 'new', refused(400, 'authorization_pending'), 'trakt.device.pending'],
  ['pollDevice', 'new', refused(400, 'slow_down'), 'trakt.device.slow_down'],
  ['pollDevice', 'new', refused(400, 'expired_token'), 'trakt.device.expired'],
  ['pollDevice', 'new', refused(400, 'access_denied'), 'trakt.oauth.denied'],
  ['pollDevice', 'new', refused(400, 'invalid_grant', 'Invalid device code'), 'trakt.device.unknown'],
  ['pollDevice', 'new', refused(400, 'invalid_request', 'code is required'), 'trakt.oauth.bad_request'],
  ['pollDevice', 'an error of its own', refused(400, 'mystery'), 'trakt.oauth.bad_request'],
  ['pollDevice', 'old', refused(401, 'invalid_client', unknownClient), 'trakt.oauth.client_unknown'],
  ['pollDevice', 'no body', { status: 401 }, 'trakt.oauth.client_unknown'],
  ['pollDevice', 'no body', { status: 403 }, 'trakt.app_removed'],
  ['pollDevice', 'no body', { status: 404 }, 'trakt.device.unknown'],
  ['pollDevice', 'no body', { status: 409 }, 'trakt.device.used'],
  ['pollDevice', 'no body', { status: 410 }, 'trakt.device.expired'],
  ['pollDevice', 'no body', { status: 418 }, 'trakt.oauth.denied'],
  ['pollDevice', 'no body', { status: 429 }, 'trakt.device.slow_down'],
  ['exchangeCode', 'no body', { status: 400 }, 'trakt.oauth.refresh_refused'],
  ['exchangeCode', 'old', refused(401, 'invalid_grant', doorkeeper), 'trakt.oauth.code_used'],
  ['exchangeCode', 'new', refused(400, 'invalid_grant', 'invalid code'), 'trakt.oauth.code_used'],
  [
    'exchangeCode',
    'new',
    refused(400, 'invalid_request', 'session no longer exists'),
    'trakt.oauth.code_used',
  ],
  [
    'exchangeCode',
    'seen',
    refused(400, 'invalid_request', 'redirect_uri mismatch'),
    'trakt.oauth.redirect_mismatch',
  ],
  [
    'exchangeCode',
    'new',
    refused(400, 'invalid_grant', 'redirect_uri mismatch'),
    'trakt.oauth.redirect_mismatch',
  ],
  ['exchangeCode', 'new', refused(401, 'invalid_request', 'code verification failed'), 'trakt.oauth.pkce'],
  [
    'exchangeCode',
    'new',
    refused(400, 'invalid_request', 'Either code_verifier or client_secret is required'),
    'trakt.oauth.pkce',
  ],
  [
    'exchangeCode',
    'new',
    refused(401, 'invalid_client', 'invalid client_secret'),
    'trakt.oauth.secret_wrong',
  ],
  ['refresh', 'no body', { status: 400 }, 'trakt.oauth.refresh_refused'],
  ['refresh', 'no body', { status: 401 }, 'trakt.oauth.refresh_refused'],
  ['refresh', 'old', refused(401, 'invalid_grant', doorkeeper), 'trakt.oauth.grant_dead'],
  ['refresh', 'old with 400', refused(400, 'invalid_grant', doorkeeper), 'trakt.oauth.grant_dead'],
  ['refresh', 'new', refused(400, 'invalid_grant', 'invalid refresh token'), 'trakt.oauth.grant_dead'],
  ['refresh', 'new', refused(400, 'invalid_grant', 'session not found'), 'trakt.oauth.session_not_found'],
  ['refresh', 'new', refused(400, 'invalid_request', 'user not found'), 'trakt.oauth.user_gone'],
  [
    'refresh',
    'seen',
    refused(400, 'invalid_request', 'missing required parameter: grant_type'),
    'trakt.oauth.refresh_too_old',
  ],
  ['refresh', 'seen', refused(400, 'invalid_request', 'client_id is required'), 'trakt.oauth.not_json'],
  ['refresh', 'deleted', refused(401, 'invalid_client', 'client_id is required'), 'trakt.app_removed'],
  ['refresh', 'old', refused(401, 'invalid_client', unknownClient), 'trakt.oauth.client_unknown'],
  ['refresh', 'new', refused(400, 'invalid_scope', 'unable to issue scope x'), 'trakt.oauth.scope'],
  ['refresh', 'its own fault', refused(400, 'server_error', 'try later'), 'trakt.server_error'],
  ['refresh', 'old, missing', refused(400, 'invalid_request', missing), 'trakt.oauth.refresh_too_old'],
  ['refresh', 'no body', { status: 404 }, 'trakt.oauth.no_such_address'],
  ['refresh', 'no body', { status: 423 }, 'trakt.account_locked'],
  ['refresh', 'no body', { status: 429 }, 'trakt.oauth.rate_limit'],
  ['refresh', 'no body', { status: 500 }, 'trakt.server_error'],
  ['refresh', 'no body', { status: 503 }, 'trakt.overloaded'],
  ['refresh', 'Cloudflare', cloudflarePage, 'trakt.blocked'],
  ['revoke', 'no body', { status: 200, body: '' }, null],
  ['revoke', 'JSON', { status: 200, body: {} }, null],
  ['revoke', 'no body', { status: 400 }, 'trakt.oauth.client_unknown'],
  ['revoke', 'no body', { status: 403 }, 'trakt.app_removed'],
  ['revoke', 'Cloudflare', cloudflarePage, 'trakt.blocked'],
]

describe('an answer of the sign-in host', () => {
  it.each(answers)('to %s, %s: %j is %s', async (step, _, answer, cause) => {
    expect(await causeAfter(step, answer)).toBe(cause)
  })

  it('that is a page of 400 is no pending poll', async () => {
    const page = { status: 400, headers: { 'content-type': 'text/html' }, body: '<html>Bad Request</html>' }
    expect(await causeAfter('pollDevice', page)).not.toBe('trakt.device.pending')
  })

  it('to a poll that came too soon tells its wait', async () => {
    const outcome = await steps.pollDevice(answering({ status: 429, headers: { 'retry-after': '9' } }), app)
    expect(outcome).toMatchObject({
      diagnosis: { retry: { when: 'at', at: receivedAt + 9000, basis: 'header' } },
    })
  })
})

describe('a refused refresh', () => {
  const verdicts = answers.filter(([step]) => step === 'refresh')

  it('ends the sign-in only where the token itself was refused', async () => {
    const final = new Set<string>()
    const ofApp = new Set<string>()
    for (const [step, , answer] of verdicts) {
      const outcome = await steps[step](answering(answer), app)
      if (!outcome.ok && isFinalForSignIn(outcome.diagnosis)) final.add(outcome.diagnosis.cause)
      if (!outcome.ok && isAppFault(outcome.diagnosis)) ofApp.add(outcome.diagnosis.cause)
    }
    expect([...final].toSorted()).toEqual([
      'trakt.oauth.grant_dead',
      'trakt.oauth.refresh_refused',
      'trakt.oauth.refresh_too_old',
      'trakt.oauth.session_not_found',
      'trakt.oauth.user_gone',
    ])
    expect([...ofApp].toSorted()).toEqual([
      'trakt.app_removed',
      'trakt.oauth.client_unknown',
      'trakt.oauth.no_such_address',
    ])
  })

  it('of which nothing came back ends nothing', async () => {
    const outcome = await steps.refresh(answering({ status: null, transportCode: 'ECONNRESET' }), app)
    expect(outcome.ok ? null : isFinalForSignIn(outcome.diagnosis)).toBe(false)
  })
})
