import { createHash } from 'node:crypto'
import { html, json, jsonBody, type Answer, type Call } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import type { Pair } from './credentials.ts'
import { refusal, type Fault } from './sign-in-words.ts'
import type { Person, World } from './world.ts'

/** The endpoints of the sign-in server that programs call (trakt.md §3–5). */

type Fields = Readonly<Record<string, unknown>>
type Handler = (world: World, fields: Fields) => Answer

const textOf = (fields: Fields, name: string): string | null => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

const tokenAnswer = ({ accessToken, refreshToken, createdAt, lifeMs }: Pair): Answer =>
  json(
    200,
    {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: Math.round(lifeMs / 1000),
      refresh_token: refreshToken,
      scope: 'public',
      created_at: createdAt / 1000,
    },
    application,
  )

/** The app, proved by its secret; a public one, or one with PKCE, needs none (trakt.md §2). */
const secretFault = ({ app }: World, fields: Fields, isProved: boolean): Fault | null => {
  const secret = textOf(fields, 'client_secret')
  if (secret === null) return isProved || app.clientSecret === null ? null : 'proof_missing'
  return secret === app.clientSecret ? null : 'secret_wrong'
}

const verifierFault = (challenge: string | null, verifier: string | null): Fault | null => {
  if (challenge === null) return verifier === null ? null : 'verifier_unasked'
  if (verifier === null) return 'verifier_missing'
  return challengeOf(verifier) === challenge ? null : 'verifier_wrong'
}

const redirectFault = ({ app }: World, fields: Fields, expected: string | null): Fault | null => {
  const uri = textOf(fields, 'redirect_uri')
  if (uri === null) return 'redirect_missing'
  const isRight = expected === null ? app.redirectUris.includes(uri) : uri === expected
  return isRight ? null : 'redirect_differs'
}

const signedIn = (world: World, person: string, code: string | null): Answer => {
  world.credentials.signIns += 1
  return tokenAnswer(world.credentials.issue(person, world.now(), world.settings, code))
}

const exchangeCode: Handler = (world, fields) => {
  const value = textOf(fields, 'code')
  if (value === null) return refusal(world, 'code_missing')
  const verifier = textOf(fields, 'code_verifier')
  const code = world.credentials.code(value)
  if (code === null || world.now() >= code.expiresAt) return refusal(world, 'code_dead')
  if (code.used) {
    world.credentials.endOfCode(value)
    return refusal(world, 'code_dead')
  }
  const fault =
    redirectFault(world, fields, code.redirectUri) ??
    secretFault(world, fields, code.challenge !== null && verifier !== null) ??
    verifierFault(code.challenge, verifier)
  if (fault !== null) return refusal(world, fault)
  code.used = true
  return signedIn(world, code.person, value)
}

const refresh: Handler = (world, fields) => {
  const value = textOf(fields, 'refresh_token')
  if (value === null) return refusal(world, 'refresh_missing')
  // A refresh has no proof of its own: an app that signed in by PKCE sends no secret here either.
  const fault = redirectFault(world, fields, null) ?? secretFault(world, fields, true)
  if (fault !== null) return refusal(world, fault)
  const refreshed = world.credentials.refresh(value, world.now(), world.settings)
  switch (refreshed.type) {
    case 'pair':
      return tokenAnswer(refreshed.pair)
    case 'unknown':
      return refusal(world, 'refresh_unknown')
    case 'invalid':
      return refusal(world, 'refresh_dead')
    // No default: the compiler asks for every outcome.
  }
}

const token: Handler = (world, fields) => {
  const type = textOf(fields, 'grant_type')
  if (type === null) return refusal(world, 'grant_type_missing')
  if (type === 'authorization_code') return exchangeCode(world, fields)
  return type === 'refresh_token' ? refresh(world, fields) : refusal(world, 'grant_type_unknown')
}

const deviceCode: Handler = (world, fields) => {
  const { settings, codes } = world
  const grant = codes.make(world.now() + settings.deviceCodeLifeMs, textOf(fields, 'code_challenge'))
  return json(
    200,
    {
      device_code: grant.deviceCode,
      user_code: grant.userCode,
      verification_url: settings.verificationUrl ?? `${world.authUrl()}/activate`,
      expires_in: Math.round(settings.deviceCodeLifeMs / 1000),
      interval: Math.round(settings.pollIntervalMs / 1000),
    },
    application,
  )
}

/** A poll that is not answered with tokens: status of Trakt's documentation, and error of the new server. */
const polls = {
  pending: [400, 'authorization_pending'],
  unknown: [404, 'invalid_grant'],
  used: [409, 'invalid_grant'],
  expired: [410, 'expired_token'],
  denied: [418, 'access_denied'],
  too_fast: [429, 'slow_down'],
} as const

const pollAnswer = ({ settings }: World, poll: keyof typeof polls): Answer => {
  const [status, error] = polls[poll]
  const said = { error, error_description: error.replaceAll('_', ' ') }
  if (settings.devicePolls === 'oauth_errors') return json(400, said, application)
  if (poll !== 'pending') return empty(status)
  switch (settings.pendingBody) {
    case 'empty':
      return empty(400)
    case 'text':
      return { ...empty(400), headers: { ...application, 'content-type': 'text/plain' }, body: 'Pending' }
    case 'object':
      return json(400, {}, application)
    case 'oauth':
      return json(400, said, application)
    // No default: the compiler asks for every body.
  }
}

/** A timer of a client may fire a little early. */
const pollSlackMs = 50

const deviceToken: Handler = (world, fields) => {
  const grant = world.codes.byDevice(textOf(fields, 'code') ?? '')
  if (grant === null) return pollAnswer(world, 'unknown')
  const fault =
    secretFault(world, fields, grant.challenge !== null) ??
    verifierFault(grant.challenge, textOf(fields, 'code_verifier'))
  if (fault !== null) return refusal(world, fault)
  const now = world.now()
  if (grant.state.type === 'used') return pollAnswer(world, 'used')
  const isFast =
    grant.lastPollAt !== null && now - grant.lastPollAt < world.settings.pollIntervalMs - pollSlackMs
  grant.lastPollAt = now
  if (isFast) {
    world.codes.fastPolls += 1
    return pollAnswer(world, 'too_fast')
  }
  if (grant.state.type === 'denied') return pollAnswer(world, 'denied')
  if (now >= grant.expiresAt) return pollAnswer(world, 'expired')
  if (grant.state.type !== 'approved') return pollAnswer(world, 'pending')
  const { person } = grant.state
  grant.state = { type: 'used' }
  return signedIn(world, person, null)
}

/** Always 200, so it is proof of nothing (trakt.md §5). */
const revoke: Handler = (world, fields) => {
  world.credentials.revoke(textOf(fields, 'token') ?? '')
  return json(200, {}, application)
}

const endpoints: ReadonlyMap<string, Handler> = new Map([
  ['/oauth/token', token],
  ['/oauth/device/code', deviceCode],
  ['/oauth/device/token', deviceToken],
  ['/oauth/revoke', revoke],
])

export const answerSignIn = (world: World, call: Call): Answer => {
  const endpoint = endpoints.get(call.path)
  if (endpoint === undefined) return html(404, '<!DOCTYPE html><title>Not found</title>', application)
  // GET on the poll is 404, elsewhere 405 (trakt.md §4, §8).
  if (call.method !== 'POST') return empty(call.path === '/oauth/device/token' ? 404 : 405)
  const isJson = /^application\/json\b/i.test(call.headers['content-type'] ?? '')
  const fields = isJson ? jsonBody(call) : null
  const clientId = fields === null ? null : textOf(fields, 'client_id')
  const isBasic = /^basic /i.test(call.headers['authorization'] ?? '')
  if (fields === null || clientId === null || isBasic) return refusal(world, 'client_missing')
  if (call.path === '/oauth/revoke') return revoke(world, fields)
  const { app } = world
  if (!app.exists || clientId !== app.clientId) return refusal(world, 'client_unknown')
  return endpoint(world, fields)
}

/** What happens at Trakt when a person allows this app; a text where Trakt refuses (trakt.md §9). */
export const connectionFault = (world: World, person: Person): string | null => {
  if (person.vip || person.otherApps === 0) return null
  if (world.settings.aboveAppLimit === 'displace') person.otherApps = 0
  return world.settings.aboveAppLimit === 'refuse'
    ? 'A free account can connect one community app. Disconnect the other one, or upgrade to VIP.'
    : null
}
