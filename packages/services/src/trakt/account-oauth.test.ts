import { describe, expect, it } from 'vitest'
import type { Answer } from '../testing/scripted-http.ts'
import { hosts } from '../testing/scripted-http.ts'
import {
  answering,
  app,
  publicApp,
  redirectUri,
  sentBody,
  stepNames,
  steps,
  tokenAnswer,
} from './account.fixtures.ts'
import { signInFault } from './account-oauth.ts'
import { traktAccount } from './account.ts'

describe('every request of the sign-in', () => {
  it.each([
    ['deviceCode', '/oauth/device/code', { client_id: app.clientId }],
    [
      'pollDevice',
      '/oauth/device/token',
      { code: 'the-device-code', client_id: app.clientId, client_secret: app.clientSecret },
    ],
    [
      'exchangeCode',
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code: 'the-code',
        redirect_uri: redirectUri,
        code_verifier: 'the-verifier',
        client_id: app.clientId,
        client_secret: app.clientSecret,
      },
    ],
    [
      'refresh',
      '/oauth/token',
      {
        grant_type: 'refresh_token',
        refresh_token: 'the-refresh-token',
        redirect_uri: redirectUri,
        client_id: app.clientId,
        client_secret: app.clientSecret,
      },
    ],
    [
      'revoke',
      '/oauth/revoke',
      { token: 'the-token', client_id: app.clientId, client_secret: app.clientSecret },
    ],
  ] as const)('%s goes to the sign-in host as JSON with all that is wanted', async (step, path, body) => {
    const desk = answering({ body: tokenAnswer })
    await steps[step](desk, app)
    expect(desk.http.requests).toMatchObject([
      {
        method: 'POST',
        url: `https://auth.trakt.example${path}`,
        headers: {
          'content-type': 'application/json',
          'trakt-api-key': app.clientId,
          'trakt-api-version': '2',
        },
      },
    ])
    expect(desk.http.requests[0]?.headers['authorization']).toBeUndefined()
    expect(sentBody(desk)).toEqual(body)
  })

  it.each(stepNames)('%s names every secret in it', async (step) => {
    const desk = answering({ body: tokenAnswer })
    await steps[step](desk, app)
    const { secrets = [], body = '' } = desk.http.requests[0] ?? {}
    const values = Object.entries(JSON.parse(body) as Record<string, string>)
    const secret = values.filter(([name]) => !['grant_type', 'redirect_uri'].includes(name))
    expect(secrets).toEqual(expect.arrayContaining(secret.map(([, value]) => value)))
  })

  it.each(stepNames)('%s leaves out the secret of an app that has none', async (step) => {
    const desk = answering({ body: tokenAnswer })
    await steps[step](desk, publicApp)
    await steps[step](desk, { ...publicApp, clientSecret: '' })
    expect(desk.http.requests.map(({ body }) => body?.includes('client_secret'))).toEqual([false, false])
  })

  it.each([
    ['is empty', { ...app, clientId: ' ' }, 'trakt.oauth.client_id_missing'],
    ['holds a blank', { ...app, clientId: ` ${app.clientId}` }, 'trakt.oauth.client_unknown'],
    ['holds a control character', { ...app, clientId: '\u0016' }, 'trakt.oauth.client_unknown'],
    ['has a secret with one', { ...app, clientSecret: '\u0016' }, 'trakt.oauth.secret_wrong'],
  ])('is not sent when the client ID %s', async (_, by, cause) => {
    for (const step of stepNames) {
      const desk = answering({ body: tokenAnswer })
      const outcome = await steps[step](desk, by)
      expect(outcome).toMatchObject({ ok: false, diagnosis: { cause } })
      expect(desk.http.requests).toEqual([])
    }
    expect(signInFault(hosts, by)?.cause).toBe(cause)
  })

  it('is not sent with an empty part', async () => {
    const { deps, http } = answering({ body: tokenAnswer })
    const outcome = await traktAccount.refresh(deps, { app, redirectUri: '', refreshToken: 'r' })
    expect(outcome).toMatchObject({ ok: false, diagnosis: { cause: 'trakt.oauth.bad_request' } })
    expect(http.requests).toEqual([])
  })

  it.each([
    ['https://api.trakt.tv', 'https://api.trakt.tv', 'trakt.oauth.wrong_host'],
    ['https://api.trakt.tv', 'https://trakt.tv', 'trakt.oauth.wrong_host'],
    ['https://api.trakt.tv', 'http://auth.trakt.tv', 'trakt.plain_http'],
    ['http://api.trakt.tv', 'https://auth.trakt.tv', 'trakt.plain_http'],
    ['https://api-v2launch.trakt.tv', 'https://auth.trakt.tv', 'trakt.old_host'],
    ['https://api.trakt.tv', 'https://auth.trakt.tv', undefined],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000', undefined],
  ])('with the API at %s and sign-in at %s is %s', async (traktApiUrl, traktAuthUrl, cause) => {
    const { http } = answering({ body: tokenAnswer })
    const deps = { http, hosts: { traktApiUrl, traktAuthUrl } }
    const outcome = await traktAccount.refresh(deps, { app, redirectUri, refreshToken: 'r' })
    expect(outcome.ok ? undefined : outcome.diagnosis.cause).toBe(cause)
    expect(http.requests).toHaveLength(cause === undefined ? 1 : 0)
  })
})

describe('the address of the sign-in page', () => {
  const input = { app, redirectUri, state: 'the-state', codeChallenge: 'the-challenge' }

  it('has PKCE and state, and neither a scope nor prompt=login', () => {
    expect(traktAccount.authorizeUrl(hosts, input)).toBe(
      'https://auth.trakt.example/oauth/authorize?response_type=code' +
        `&client_id=${app.clientId}&redirect_uri=https%3A%2F%2Fcuemark.example%2Fsign-in%2Fback` +
        '&state=the-state&code_challenge=the-challenge&code_challenge_method=S256',
    )
  })

  it('is never made without a client ID, or on a host that does no sign-ins', () => {
    expect(() => traktAccount.authorizeUrl(hosts, { ...input, app: { ...app, clientId: '' } })).toThrow(
      'no client ID',
    )
    expect(() =>
      traktAccount.authorizeUrl({ ...hosts, traktAuthUrl: 'https://api.trakt.tv' }, input),
    ).toThrow('wrong host')
  })
})

describe('a device code', () => {
  const code = {
    device_code: 'the-device-code',
    user_code: 'ABCD1234',
    verification_url: 'https://auth.trakt.tv/activate',
    expires_in: 900,
    interval: 7,
  }

  it('is read with its page, its life and the interval of polls', async () => {
    expect(await traktAccount.deviceCode(answering({ body: code }).deps, app)).toEqual({
      ok: true,
      value: {
        deviceCode: 'the-device-code',
        userCode: 'ABCD1234',
        verificationUrl: 'https://auth.trakt.tv/activate',
        expiresInMs: 900_000,
        intervalMs: 7000,
      },
    })
  })

  it('that tells neither page nor times gets the usual ones', async () => {
    const { device_code, user_code } = code
    const desk = answering({ body: { device_code, user_code, verification_url: 'javascript:alert(1)' } })
    expect(await traktAccount.deviceCode(desk.deps, app)).toMatchObject({
      value: { verificationUrl: 'https://trakt.tv/activate', expiresInMs: 600_000, intervalMs: 5000 },
    })
  })

  it('of an app without a secret is asked for and polled with PKCE', async () => {
    const desk = answering({ body: { ...code, ...tokenAnswer } })
    await traktAccount.deviceCode(desk.deps, publicApp, { codeChallenge: 'the-challenge' })
    await traktAccount.pollDevice(desk.deps, publicApp, 'the-device-code', { codeVerifier: 'the-verifier' })
    expect(desk.http.requests.map(({ body }) => JSON.parse(body ?? '') as unknown)).toEqual([
      { client_id: app.clientId, code_challenge: 'the-challenge', code_challenge_method: 'S256' },
      { client_id: app.clientId, code: 'the-device-code', code_verifier: 'the-verifier' },
    ])
  })
})

describe('new tokens', () => {
  it.each(['pollDevice', 'exchangeCode', 'refresh'] as const)('of %s are read', async (step) => {
    expect(await steps[step](answering({ body: tokenAnswer }), app)).toEqual({
      ok: true,
      value: {
        accessToken: 'new-access',
        refreshToken: 'new-refresh',
        issuedAt: 1_795_262_400_000,
        expiresInMs: 604_800_000,
      },
    })
  })

  it('without a refresh token, a life or a time of issue are tokens all the same', async () => {
    expect(await steps.refresh(answering({ body: { access_token: 'a' } }), app)).toEqual({
      ok: true,
      value: { accessToken: 'a', refreshToken: null, issuedAt: null, expiresInMs: null },
    })
  })

  it.each<[string, Answer]>([
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>Trakt</html>' }],
    ['a cut answer', { headers: { 'content-type': 'application/json' }, body: '{"access_token":"a' }],
    ['an empty object', { body: {} }],
    ['nothing', { body: '' }],
  ])('are never read from %s', async (_, answer) => {
    for (const step of ['deviceCode', 'pollDevice', 'exchangeCode', 'refresh'] as const) {
      const outcome = await steps[step](answering(answer), app)
      expect(outcome.ok).toBe(false)
      expect(outcome.ok ? null : outcome.diagnosis.kind).not.toBe('authentication')
    }
  })
})
