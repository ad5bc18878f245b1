import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diagnose, explain, isAppFault, isFinalForSignIn, traktAccount } from '@cuemark/services'
import type { TraktItem } from '@cuemark/services'
import { stuckAnswer, type StuckContext } from '@cuemark/services/stuck'
import { causeOf, challengeOf, openTrakt400Stage, seenAt, type Trakt400Stage } from './trakt-400-stage.ts'

/** The eighteen causes of a 400 (trakt.md §15, docs/trakt-400.md): each is produced, or shown to be impossible. */

const movie: TraktItem = { type: 'movie', ids: { imdb: 'tt0133093' } }
const vocabularies = ['better_auth', 'doorkeeper', 'bare'] as const

let stage: Trakt400Stage
beforeEach(async () => {
  stage = await openTrakt400Stage()
})
afterEach(() => stage.close())

/** Every request of the sign-in once, answered well. */
const wholeSignIn = async (): Promise<void> => {
  const { book, deps, app, person } = stage
  const device = await traktAccount.deviceCode(deps, app)
  book.approve(person)
  await traktAccount.pollDevice(deps, app, device.ok ? device.value.deviceCode : '')
  const tokens = await stage.exchange(stage.approvedCode())
  const refreshed = await stage.refresh(tokens.ok ? (tokens.value.refreshToken ?? '') : '')
  await traktAccount.revoke(deps, { app, token: refreshed.ok ? refreshed.value.accessToken : '' })
}

it('a sign-in as it should be is answered well at every step', async () => {
  await wholeSignIn()
  expect(stage.http.settlements.map(({ diagnosis }) => diagnosis)).toEqual([null, null, null, null, null])
})

describe('1, the sign-in page on the API host', () => {
  it('answers 400, is told by the address, and gives back the right link', async () => {
    const { authorizeUrl, book, raw } = stage
    const wrong = authorizeUrl().replace(book.authUrl, book.apiUrl)
    expect((await raw({ method: 'GET', url: wrong })).headers['location']).toMatch(/\/auth\/signin$/)
    const page = await raw({ method: 'GET', url: `${book.apiUrl}/auth/signin` })
    expect(page.status).toBe(400)
    expect(seenAt(page, 'https://api.trakt.tv/auth/signin')?.cause).toBe('trakt.oauth.wrong_host')
    const { corrected } = explain(wrong.replace(book.apiUrl, 'https://api.trakt.tv'))
    expect(corrected?.value).toBe(authorizeUrl().replace(book.authUrl, 'https://auth.trakt.tv'))
  })

  it('cannot be opened by Cuemark, however its environment is set', async () => {
    const hosts = { traktApiUrl: 'https://api.trakt.tv', traktAuthUrl: 'https://api.trakt.tv' }
    const outcome = await traktAccount.deviceCode({ ...stage.deps, hosts }, stage.app)
    expect(causeOf(outcome)).toBe('trakt.oauth.wrong_host')
    expect(stage.http.sent).toEqual([])
  })
})

it('2, an ad blocker or a VPN: no request arrives, and the questions lead to it', () => {
  const context: StuckContext = {
    method: 'code',
    openUrl: stage.authorizeUrl(),
    redirectUri: stage.redirectUri,
    here: 'https://cuemark.example',
  }
  const causes = ['blank_first', 'blank_still', 'blank_everywhere'].map(
    (answer) => stuckAnswer({ answer }, context).diagnosis.cause,
  )
  expect(causes).toEqual(['trakt.page.browser_blocks', 'trakt.page.other_browser', 'trakt.page.other_device'])
  expect(stage.book.requests).toEqual([])
})

describe('3, a redirect address that differs', () => {
  it.each([
    ['in a capital', 'https://cuemark.example/Sign-in/back'],
    ['in a slash', 'https://cuemark.example/sign-in/back/'],
  ])('%s is refused by the page and by the exchange, and told by its own cause', async (_, redirectUri) => {
    const page = await stage.raw({ method: 'GET', url: stage.authorizeUrl({ redirectUri }) })
    expect([page.status, diagnose(page)?.cause]).toEqual([400, 'trakt.oauth.redirect_mismatch'])
    const outcome = await stage.exchange(stage.approvedCode(), { redirectUri })
    expect(causeOf(outcome)).toBe('trakt.oauth.redirect_mismatch')
  })
})

describe('4, a renewal without the redirect address', () => {
  it('is refused', async () => {
    const { refreshToken } = stage.book.signIn(stage.person)
    const { clientId, clientSecret } = stage.app
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
    expect(await stage.rawToken({ ...fields, client_id: clientId, client_secret: clientSecret })).toBe(
      'trakt.oauth.bad_request',
    )
  })

  it('is not sent by Cuemark', async () => {
    const { deps, app } = stage
    const outcome = await traktAccount.refresh(deps, { app, redirectUri: '', refreshToken: 'any' })
    expect(causeOf(outcome)).toBe('trakt.oauth.bad_request')
    expect(stage.http.sent).toEqual([])
  })
})

describe('5 and 6, a form or HTTP Basic in place of JSON', () => {
  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, false],
    ['HTTP Basic', { 'content-type': 'application/json', authorization: 'Basic YTpi' }, true],
  ])('%s is answered as if the client ID were missing', async (_, headers, isJson) => {
    const fields = { client_id: stage.app.clientId, grant_type: 'refresh_token', refresh_token: 'any' }
    const body = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString()
    const answer = await stage.raw({ url: `${stage.book.authUrl}/oauth/token`, headers, body })
    expect([answer.status, diagnose(answer)?.cause]).toEqual([400, 'trakt.oauth.not_json'])
  })

  it('are not sent by Cuemark in any step', async () => {
    await wholeSignIn()
    const sent = stage.http.sent.map(({ request }) => request)
    expect(sent).toHaveLength(5)
    for (const { headers, body } of sent) {
      expect(headers).toMatchObject({ 'content-type': 'application/json' })
      expect(headers).not.toHaveProperty('authorization')
      expect(JSON.parse(body ?? '')).toMatchObject({ client_id: stage.app.clientId })
    }
  })
})

describe('7, a sign-in from before the move of July 2026', () => {
  it.each([
    ['better_auth', 'trakt.oauth.session_not_found'],
    ['doorkeeper', 'trakt.oauth.grant_dead'],
    ['bare', 'trakt.oauth.refresh_refused'],
  ] as const)('in the words of %s ends it, once', async (vocabulary, cause) => {
    stage.book.settings.vocabulary = vocabulary
    const outcome = await stage.refresh('a-token-of-the-old-server')
    expect(causeOf(outcome)).toBe(cause)
    expect(outcome.ok ? null : isFinalForSignIn(outcome.diagnosis)).toBe(true)
  })
})

it('8, a refresh token used twice: the second use is refused and told', async () => {
  const { refreshToken } = stage.book.signIn(stage.person)
  expect((await stage.refresh(refreshToken)).ok).toBe(true)
  expect(causeOf(await stage.refresh(refreshToken))).toBe('trakt.oauth.grant_dead')
  // That Cuemark never does so is proved where sign-ins are kept, in the server's tests and in the simulated year.
  expect(stage.book.spentRefreshUses).toBe(1)
})

describe('9, "missing required parameter: grant_type"', () => {
  it('means the token, because Cuemark always sends the parameter', async () => {
    expect(await stage.rawToken({ client_id: stage.app.clientId })).toBe('trakt.oauth.refresh_too_old')
    await stage.refresh('any')
    const { request } = stage.http.sent.at(-1) ?? {}
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ grant_type: 'refresh_token' })
  })
})

describe('10, a refresh token that was revoked or has expired', () => {
  it.each(vocabularies)('is final in the words of %s', async (vocabulary) => {
    stage.book.settings.vocabulary = vocabulary
    const { refreshToken } = stage.book.signIn(stage.person)
    stage.book.disconnect(stage.person)
    const outcome = await stage.refresh(refreshToken)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { kind: 'authentication', scope: 'account' } })
    expect(outcome.ok ? null : isFinalForSignIn(outcome.diagnosis)).toBe(true)
  })
})

describe('11, an authorization code used twice', () => {
  it.each([
    ['better_auth', 'trakt.oauth.code_used'],
    ['doorkeeper', 'trakt.oauth.code_used'],
    ['bare', 'trakt.oauth.refresh_refused'],
  ] as const)('is told in the words of %s', async (vocabulary, cause) => {
    stage.book.settings.vocabulary = vocabulary
    const code = stage.approvedCode()
    expect((await stage.exchange(code)).ok).toBe(true)
    expect(causeOf(await stage.exchange(code))).toBe(cause)
  })
})

it('12, a deleted app is the app’s fault and nobody’s sign-in, and the public call confirms it', async () => {
  const { refreshToken } = stage.book.signIn(stage.person)
  stage.book.removeApp()
  const outcome = await stage.refresh(refreshToken)
  expect(outcome).toMatchObject({ diagnosis: { cause: 'trakt.app_removed', probe: { call: 'public_get' } } })
  expect(outcome.ok ? null : [isAppFault(outcome.diagnosis), isFinalForSignIn(outcome.diagnosis)]).toEqual([
    true,
    false,
  ])
  const probe = await stage.raw({
    method: 'GET',
    url: `${stage.book.apiUrl}/movies/trending?limit=1`,
    headers: {
      'content-type': 'application/json',
      'trakt-api-key': stage.app.clientId,
      'trakt-api-version': '2',
    },
  })
  expect(diagnose(probe)?.cause).toBe('trakt.app_removed')
})

describe('13, an empty client ID', () => {
  it('is refused, and not sent by Cuemark', async () => {
    expect(await stage.rawToken({ client_id: '', grant_type: 'refresh_token' })).toBe('trakt.oauth.not_json')
    const before = stage.http.sent.length
    const app = { ...stage.app, clientId: ' ' }
    expect(causeOf(await traktAccount.deviceCode(stage.deps, app))).toBe('trakt.oauth.client_id_missing')
    expect(stage.http.sent).toHaveLength(before)
  })
})

describe('14, a proof that the program does not have', () => {
  it('fails at the exchange, and the address that adds one is told', async () => {
    const foreign = stage.authorizeUrl({ challenge: challengeOf('a-verifier-that-only-the-old-page-knows') })
    expect(causeOf(await stage.exchange(stage.approvedCode(foreign)))).toBe('trakt.oauth.pkce')
    const old = stage.authorizeUrl().replace(stage.book.authUrl, 'https://trakt.tv')
    expect(explain(old).diagnosis?.cause).toBe('trakt.oauth.legacy_host')
  })

  it('does not come from Cuemark: link and exchange carry the two halves of one proof', async () => {
    expect((await stage.exchange(stage.approvedCode())).ok).toBe(true)
    const { request } = stage.http.sent.at(-1) ?? {}
    const { code_verifier: verifier } = JSON.parse(request?.body ?? '') as { code_verifier: string }
    expect(new URL(stage.authorizeUrl()).searchParams.get('code_challenge')).toBe(challengeOf(verifier))
  })
})

describe('15, a device code that is not entered yet', () => {
  it.each([
    ['statuses', 'empty'],
    ['statuses', 'text'],
    ['statuses', 'object'],
    ['statuses', 'oauth'],
    ['oauth_errors', 'oauth'],
  ] as const)('is no error, by %s with a body that is %s', async (devicePolls, pendingBody) => {
    Object.assign(stage.book.settings, { devicePolls, pendingBody })
    const device = await traktAccount.deviceCode(stage.deps, stage.app)
    const poll = await traktAccount.pollDevice(
      stage.deps,
      stage.app,
      device.ok ? device.value.deviceCode : '',
    )
    expect(poll).toMatchObject({ diagnosis: { cause: 'trakt.device.pending', expected: true } })
    expect(stage.http.sent.at(-1)?.exchange.status).toBe(400)
  })
})

describe('16, Trakt itself in trouble', () => {
  it('is an outage and ends no sign-in', async () => {
    const { refreshToken } = stage.book.signIn(stage.person)
    stage.book.weather = 'outage'
    const outcome = await stage.refresh(refreshToken)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { kind: 'outage' } })
    expect(outcome.ok ? null : isFinalForSignIn(outcome.diagnosis)).toBe(false)
    stage.book.weather = 'clear'
    expect((await stage.refresh(refreshToken)).ok).toBe(true)
  })

  it('on the page alone is asked for', () => {
    const context: StuckContext = {
      method: 'code',
      openUrl: null,
      redirectUri: null,
      here: 'https://cuemark.example',
    }
    expect(stuckAnswer({ answer: 'circles_still' }, context).diagnosis.kind).toBe('outage')
    expect(stuckAnswer({ answer: 'error_500' }, context).diagnosis.kind).toBe('outage')
  })
})

describe('17, a null in a request', () => {
  it('is refused with 400 although the sign-in is right, and Cuemark sends none', async () => {
    const { accessToken } = stage.book.signIn(stage.person)
    const session = { app: stage.app, accessToken }
    const stop = { action: 'stop', item: movie, progress: 95 } as const
    expect((await traktAccount.scrobble(stage.deps, session, { ...stop, progress: 20 })).ok).toBe(true)
    const { request } = stage.http.sent.at(-1) ?? {}
    expect(request?.body).not.toContain('null')
    const body = JSON.stringify({ ...(JSON.parse(request?.body ?? '') as object), app_version: null })
    const answer = await stage.raw({ url: request?.url ?? '', headers: request?.headers ?? {}, body })
    expect([answer.status, diagnose(answer)?.cause]).toEqual([400, 'trakt.bad_request'])
  })
})

describe('18, a 400 without a word', () => {
  it('is called a guess and keeps its evidence', async () => {
    stage.book.settings.vocabulary = 'bare'
    const outcome = await stage.refresh('any')
    expect(outcome).toMatchObject({
      diagnosis: { cause: 'trakt.oauth.refresh_refused', confidence: 'guess' },
    })
    const signs = outcome.ok ? [] : outcome.diagnosis.evidence.map(({ text }) => text)
    expect(signs).toEqual(expect.arrayContaining(['status 400', 'the body is empty']))
    const page = { status: 400, headers: {}, body: null }
    const bare = await stage.raw({ method: 'GET', url: stage.authorizeUrl() })
    expect(seenAt({ ...bare, ...page }, 'https://auth.trakt.tv/oauth/authorize?client_id=a')).toMatchObject({
      cause: 'trakt.oauth.authorize_refused',
      confidence: 'guess',
    })
  })
})
