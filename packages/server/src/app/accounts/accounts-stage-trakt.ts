import { createHash } from 'node:crypto'
import type { Exchange } from '@cuemark/diagnosis'
import type { ServiceRequest } from '@cuemark/services'
import type { ManualClock } from '../../clock-manual.ts'

type Answer = Pick<Exchange, 'status' | 'headers' | 'body' | 'transportError'>

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-request-id': 'r1', ...headers },
  body: JSON.stringify(body),
  transportError: null,
})
const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'x-request-id': 'r1', ...headers },
  body: null,
  transportError: null,
})
const lost: Answer = {
  status: null,
  headers: {},
  body: null,
  transportError: { code: 'ECONNRESET', message: 'read ECONNRESET' },
}

type CodeState = 'pending' | 'approved' | 'denied' | 'expired' | 'used' | 'unknown' | 'too_fast'

const refusedCodes: Readonly<Record<Exclude<CodeState, 'approved'>, number>> = {
  pending: 400,
  denied: 418,
  expired: 410,
  used: 409,
  unknown: 404,
  too_fast: 429,
}

interface Family {
  accessToken: string
  refreshToken: string
  expiresAt: number
}

const dayMs = 86_400_000

/** Trakt's sign-in and its profile call in memory, as trakt.md says: a refresh token used twice kills the sign-in. */
export class StageTrakt {
  weather: 'fine' | 'down' | 'app_deleted' | 'locked' | 'limited' = 'fine'
  lifeMs: number = 7 * dayMs
  vip = true
  codeState: CodeState = 'pending'
  /** So many answers get lost on the way back, after Trakt has done what was asked. */
  losesAnswers = 0
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve()
  /** Paths in order. */
  readonly asked: string[] = []
  readonly bodies: Readonly<Record<string, unknown>>[] = []
  /** How often a spent refresh token came. */
  spentUses = 0
  readonly codes: Map<string, { readonly redirectUri: string; readonly challenge: string }> = new Map()
  #families: Family[] = []
  readonly #spent = new Map<string, Family>()
  #count = 0
  readonly #clock: ManualClock

  constructor(clock: ManualClock) {
    this.#clock = clock
  }

  times(path: string): number {
    return this.asked.filter((asked) => asked === path).length
  }

  /** The person withdraws the app, or another app takes its place. */
  revokeAll(): void {
    this.#families = []
  }

  /** The refresh token is worth nothing any more; the access token lives on. */
  killRefresh(): void {
    for (const family of this.#families) family.refreshToken = 'withdrawn'
  }

  async answer(request: ServiceRequest): Promise<Answer> {
    const path = new URL(request.url).pathname
    this.asked.push(path)
    const body: unknown = JSON.parse(request.body ?? '{}')
    const fields =
      typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
    this.bodies.push(fields)
    await this.gate
    const answer = this.#weathered() ?? this.#serve(path, fields, request.headers['authorization'] ?? '')
    if (this.losesAnswers === 0) return answer
    this.losesAnswers -= 1
    return lost
  }

  #weathered(): Answer | null {
    if (this.weather === 'down') return empty(503)
    if (this.weather === 'app_deleted')
      return json(400, { error: 'invalid_client', error_description: 'client_id is required' })
    if (this.weather === 'limited') return empty(429, { 'retry-after': '30' })
    return this.weather === 'locked' ? empty(423, { 'x-account-locked': 'true' }) : null
  }

  #serve(path: string, fields: Readonly<Record<string, unknown>>, authorization: string): Answer {
    if (path === '/oauth/device/code') return this.#deviceCode()
    if (path === '/oauth/device/token') return this.#poll()
    if (path === '/oauth/revoke') {
      this.#families = this.#families.filter(({ accessToken }) => accessToken !== fields['token'])
      return empty(200)
    }
    if (path === '/oauth/token')
      return fields['grant_type'] === 'refresh_token'
        ? this.#refresh(String(fields['refresh_token']))
        : this.#exchange(fields)
    return this.#profile(authorization)
  }

  #deviceCode(): Answer {
    this.#count += 1
    return json(200, {
      device_code: `device-code-secret-${String(this.#count)}`,
      user_code: `ABCD${String(this.#count)}`,
      verification_url: 'https://trakt.tv/activate',
      expires_in: 600,
      interval: 5,
    })
  }

  #poll(): Answer {
    return this.codeState === 'approved' ? this.#tokens() : empty(refusedCodes[this.codeState])
  }

  #tokens(): Answer {
    this.#count += 1
    const family = {
      accessToken: `access-token-secret-${String(this.#count)}`,
      refreshToken: `refresh-token-secret-${String(this.#count)}`,
      expiresAt: this.#clock.now() + this.lifeMs,
    }
    this.#families.push(family)
    return json(200, {
      access_token: family.accessToken,
      refresh_token: family.refreshToken,
      token_type: 'bearer',
      expires_in: this.lifeMs / 1000,
      created_at: Math.floor(this.#clock.now() / 1000),
    })
  }

  #refresh(refreshToken: string): Answer {
    const spent = this.#spent.get(refreshToken)
    if (spent !== undefined) {
      this.spentUses += 1
      this.#families = this.#families.filter((family) => !this.#isAfter(family, spent))
    }
    const family = this.#families.find((each) => each.refreshToken === refreshToken)
    if (family === undefined)
      return json(400, { error: 'invalid_grant', error_description: 'invalid refresh token' })
    this.#families = this.#families.filter((each) => each !== family)
    this.#spent.set(refreshToken, family)
    return this.#tokens()
  }

  /** One person at a time signs in on the stage, so all that is alive descends from what was spent. */
  #isAfter(family: Family, spent: Family): boolean {
    return family.expiresAt >= spent.expiresAt
  }

  #exchange(fields: Readonly<Record<string, unknown>>): Answer {
    const code = this.codes.get(String(fields['code']))
    if (code === undefined) return json(400, { error: 'invalid_grant', error_description: 'invalid code' })
    if (code.redirectUri !== fields['redirect_uri'])
      return json(400, { error: 'invalid_request', error_description: 'redirect_uri mismatch' })
    const challenge = createHash('sha256').update(String(fields['code_verifier'])).digest('base64url')
    if (challenge !== code.challenge)
      return json(401, { error: 'invalid_grant', error_description: 'code verification failed' })
    this.codes.delete(String(fields['code']))
    return this.#tokens()
  }

  #profile(authorization: string): Answer {
    const family = this.#families.find(({ accessToken }) => authorization === `Bearer ${accessToken}`)
    if (family === undefined || family.expiresAt <= this.#clock.now())
      return empty(401, { 'www-authenticate': 'Bearer realm="Trakt", error="invalid_token"' })
    return json(200, {
      user: { username: 'sean', name: 'Sean', vip: this.vip, ids: { slug: 'sean' } },
      limits: { watchlist: { item_count: 250 } },
    })
  }
}
