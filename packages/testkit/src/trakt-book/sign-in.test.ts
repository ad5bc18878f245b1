import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageBook, textIn, type BookStage, type Told } from './book-stage.ts'
import { defaultTraktSettings } from './settings.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook()
})
afterEach(() => stage.book.close())

const verifier = 'v'.repeat(64)
const challenge = createHash('sha256').update(verifier).digest('base64url')
const app = (): { client_id: string; client_secret: string } => ({
  client_id: stage.book.clientId,
  client_secret: stage.book.clientSecret ?? '',
})
const redirectUri = (): string => stage.book.redirectUris[0] ?? ''

const startDevice = (): Promise<Told> => stage.auth('/oauth/device/code', { client_id: stage.book.clientId })
const poll = (code: string): Promise<Told> => stage.auth('/oauth/device/token', { code, ...app() })
const wait = (): void => {
  stage.clock.at += defaultTraktSettings.pollIntervalMs
}

describe('a device sign-in', () => {
  it('is pending, then gives tokens once, then says that the code was used', async () => {
    const started = await startDevice()
    expect(started.json).toMatchObject({
      verification_url: `${stage.book.authUrl}/activate`,
      expires_in: 600,
      interval: 5,
    })
    const code = textIn(started, 'device_code')
    expect(await poll(code)).toMatchObject({ status: 400, text: '' })
    expect(stage.book.approve(stage.ada, textIn(started, 'user_code'))).toBeNull()
    wait()
    expect(await poll(code)).toMatchObject({
      status: 200,
      json: { token_type: 'bearer', expires_in: 604_800, created_at: stage.clock.at / 1000 },
    })
    wait()
    expect((await poll(code)).status).toBe(409)
  })

  it('tells unknown, denied, expired and hurried apart by status', async () => {
    const code = textIn(await startDevice(), 'device_code')
    expect((await poll('f'.repeat(64))).status).toBe(404)
    await poll(code)
    expect((await poll(code)).status).toBe(429)
    expect(stage.book.fastPolls).toBe(1)
    stage.book.deny()
    wait()
    expect((await poll(code)).status).toBe(418)
    const late = textIn(await startDevice(), 'device_code')
    stage.clock.at += defaultTraktSettings.deviceCodeLifeMs
    expect((await poll(late)).status).toBe(410)
  })

  it.each([
    ['empty', ''],
    ['text', 'Pending'],
    ['object', '{}'],
    ['oauth', '{"error":"authorization_pending","error_description":"authorization pending"}'],
  ] as const)('can say in the form %s that it is pending', async (pendingBody, text) => {
    stage.book.settings.pendingBody = pendingBody
    const code = textIn(await startDevice(), 'device_code')
    expect(await poll(code)).toMatchObject({ status: 400, text })
  })

  it('can say everything with 400 and an error', async () => {
    stage.book.settings.devicePolls = 'oauth_errors'
    const code = textIn(await startDevice(), 'device_code')
    stage.book.deny()
    expect(await poll(code)).toMatchObject({ status: 400, json: { error: 'access_denied' } })
  })

  it('takes PKCE in place of the secret, and only the right verifier', async () => {
    const { client_id } = app()
    const started = await stage.auth('/oauth/device/code', { client_id, code_challenge: challenge })
    const code = textIn(started, 'device_code')
    stage.book.approve(stage.ada)
    const pollWith = (code_verifier: string): Promise<Told> =>
      stage.auth('/oauth/device/token', { code, client_id, code_verifier })
    expect((await pollWith('x'.repeat(64))).status).toBe(401)
    expect((await pollWith(verifier)).status).toBe(200)
  })

  it('can be refused, or displace another app, on a free account', async () => {
    const bob = stage.book.addPerson('Bob', { otherApps: 1 })
    await startDevice()
    stage.book.settings.aboveAppLimit = 'refuse'
    expect(stage.book.approve(bob)).toMatch(/one community app/)
    stage.book.settings.aboveAppLimit = 'displace'
    expect(stage.book.approve(bob)).toBeNull()
    expect(bob.otherApps).toBe(0)
  })
})

const authorizeUrl = (changes: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: stage.book.clientId,
    redirect_uri: redirectUri(),
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  })
  return `${stage.book.authUrl}/oauth/authorize?${query.toString()}`
}
const codeIn = (address: string | null): string => new URL(address ?? '').searchParams.get('code') ?? ''
const exchange = (code: string, changes: object = {}): Promise<Told> =>
  stage.auth('/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(),
    code_verifier: verifier,
    client_id: stage.book.clientId,
    ...changes,
  })

describe('a sign-in by code', () => {
  it('sends the person back with the state, and gives tokens for the code once', async () => {
    const back = stage.book.decide(authorizeUrl(), stage.ada, 'approve')
    expect(new URL(back ?? '').searchParams.get('state')).toBe('state-1')
    const first = await exchange(codeIn(back))
    expect(first.status).toBe(200)
    const token = { authorization: `Bearer ${textIn(first, 'access_token')}` }
    expect((await stage.api('GET', '/users/settings', undefined, token)).status).toBe(200)
    expect(await exchange(codeIn(back))).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect((await stage.api('GET', '/users/settings', undefined, token)).status).toBe(401)
  })

  it('says who declined', () => {
    const back = stage.book.decide(authorizeUrl(), stage.ada, 'deny')
    expect(new URL(back ?? '').searchParams.get('error')).toBe('access_denied')
  })

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(64) }, 401, 'code verification failed'],
    ['no proof', { code_verifier: undefined }, 400, 'Either code_verifier or client_secret is required'],
    ['another address', { redirect_uri: 'http://127.0.0.1/Trakt/callback' }, 400, 'redirect_uri mismatch'],
    ['no address', { redirect_uri: undefined }, 400, 'redirect_uri is required'],
    ['another app', { client_id: 'f'.repeat(64) }, 401, 'client_id is required'],
  ])('refuses a code with %s', async (_, changes, status, text) => {
    const code = codeIn(stage.book.decide(authorizeUrl(), stage.ada, 'approve'))
    expect(await exchange(code, changes)).toMatchObject({ status, json: { error_description: text } })
  })

  it('refuses a code after its time', async () => {
    const code = codeIn(stage.book.decide(authorizeUrl(), stage.ada, 'approve'))
    stage.clock.at += defaultTraktSettings.authorizationCodeLifeMs
    expect(await exchange(code)).toMatchObject({ status: 400, json: { error_description: 'invalid code' } })
  })
})

describe('the token endpoint', () => {
  it('reads JSON only', async () => {
    const form = new URLSearchParams({ ...app(), grant_type: 'refresh_token' }).toString()
    expect(
      await stage.auth('/oauth/token', form, { 'content-type': 'application/x-www-form-urlencoded' }),
    ).toMatchObject({ status: 400, json: { error_description: 'client_id is required' } })
  })

  it('refuses HTTP Basic', async () => {
    const { refreshToken } = stage.book.signIn(stage.ada)
    expect(
      await stage.auth('/oauth/token', refreshBody(refreshToken), { authorization: 'Basic YTpi' }),
    ).toMatchObject({ status: 400, json: { error_description: 'client_id is required' } })
  })

  it('takes no GET', async () => {
    expect((await fetch(`${stage.book.authUrl}/oauth/token`)).status).toBe(405)
    expect((await fetch(`${stage.book.authUrl}/oauth/device/token`)).status).toBe(404)
  })

  it.each([
    ['better_auth', 400, '{"error":"invalid_grant","error_description":"session not found"}'],
    ['doorkeeper', 401, expect.stringContaining('invalid, expired, revoked, does not match')],
    ['bare', 400, ''],
  ] as const)('refuses an unknown refresh token in the words of %s', async (vocabulary, status, text) => {
    stage.book.settings.vocabulary = vocabulary
    expect(await refresh('0'.repeat(64))).toMatchObject({ status, text })
  })

  it('says that the app is gone once it was removed', async () => {
    stage.book.removeApp()
    expect(await refresh('0'.repeat(64))).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect((await stage.api('GET', '/movies/trending')).status).toBe(403)
    stage.book.restoreApp()
    expect((await stage.api('GET', '/movies/trending')).status).toBe(200)
  })

  it('answers every revocation with 200, and ends the pair', async () => {
    expect((await stage.auth('/oauth/revoke', { token: 'nothing', ...app() })).status).toBe(200)
    const { accessToken, refreshToken } = stage.book.signIn(stage.ada)
    expect((await stage.auth('/oauth/revoke', { token: accessToken, ...app() })).status).toBe(200)
    expect((await refresh(refreshToken)).status).toBe(400)
    const token = { authorization: `Bearer ${accessToken}` }
    expect((await stage.api('GET', '/users/settings', undefined, token)).status).toBe(401)
  })
})

const refreshBody = (refresh_token: string): object => ({
  grant_type: 'refresh_token',
  refresh_token,
  redirect_uri: redirectUri(),
  ...app(),
})
const refresh = (token: string, changes: object = {}): Promise<Told> =>
  stage.auth('/oauth/token', { ...refreshBody(token), ...changes })

describe('a refresh', () => {
  it('gives a new pair and spends the old token; its second use ends the whole family', async () => {
    const { refreshToken } = stage.book.signIn(stage.ada)
    const second = await refresh(refreshToken)
    expect(second.status).toBe(200)
    expect(stage.book.spentRefreshUses).toBe(0)
    expect(await refresh(refreshToken)).toMatchObject({
      status: 400,
      json: { error_description: 'invalid refresh token' },
    })
    expect(stage.book.spentRefreshUses).toBe(1)
    expect(await refresh(textIn(second, 'refresh_token'))).toMatchObject({
      status: 400,
      json: { error_description: 'session not found' },
    })
    expect(stage.book.isConnected(stage.ada)).toBe(false)
    expect((await stage.api('GET', '/users/settings')).status).toBe(401)
  })

  it('forgives a second use within the grace that can be set', async () => {
    stage.book.settings.reuseGraceMs = 10_000
    const { refreshToken } = stage.book.signIn(stage.ada)
    await refresh(refreshToken)
    stage.clock.at += 5000
    expect((await refresh(refreshToken)).status).toBe(200)
    expect(stage.book.isConnected(stage.ada)).toBe(true)
  })

  it('wants the redirect address, exactly', async () => {
    const { refreshToken } = stage.book.signIn(stage.ada)
    expect((await refresh(refreshToken, { redirect_uri: undefined })).json).toMatchObject({
      error_description: 'redirect_uri is required',
    })
    expect((await refresh(refreshToken, { redirect_uri: `${redirectUri()}/` })).json).toMatchObject({
      error_description: 'redirect_uri mismatch',
    })
    expect((await refresh(refreshToken)).status).toBe(200)
  })

  it('keeps to the lives that are set', async () => {
    stage.book.settings.accessLifeMs = 86_400_000
    stage.book.settings.refreshLifeMs = 2 * 86_400_000
    const { accessToken, refreshToken, expiresInMs } = stage.book.signIn(stage.ada)
    expect(expiresInMs).toBe(86_400_000)
    stage.clock.at += 86_400_000
    const dead = await stage.api('GET', '/users/settings', undefined, {
      authorization: `Bearer ${accessToken}`,
    })
    expect([dead.status, dead.headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="Trakt", error="invalid_token", error_description="The access token expired"',
    ])
    stage.clock.at += 86_400_000
    expect((await refresh(refreshToken)).status).toBe(400)
  })
})
