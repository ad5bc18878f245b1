import { randomBytes } from 'node:crypto'

/** Tokens and authorization codes of one app. Times are UTC milliseconds. */

interface Token {
  readonly person: string
  readonly value: string
  readonly expiresAt: number
  dead: boolean
}

interface RefreshToken extends Token {
  readonly access: Token
  /** When it was exchanged for another; null while it was not. */
  spentAt: number | null
}

export interface AuthorizationCode {
  readonly value: string
  readonly person: string
  readonly redirectUri: string
  /** PKCE challenge (S256); null where none was sent. */
  readonly challenge: string | null
  readonly expiresAt: number
  used: boolean
}

export interface Pair {
  readonly accessToken: string
  readonly refreshToken: string
  readonly createdAt: number
  readonly lifeMs: number
}

export interface TokenLives {
  readonly accessLifeMs: number
  readonly refreshLifeMs: number | null
  readonly reuseGraceMs: number
}

export type Refreshed =
  { readonly type: 'pair'; readonly pair: Pair } | { readonly type: 'unknown' | 'invalid' }

const makeValue = (): string => randomBytes(32).toString('hex')

export class Credentials {
  readonly #access = new Map<string, Token>()
  readonly #refresh = new Map<string, RefreshToken>()
  readonly #codes = new Map<string, AuthorizationCode>()
  /** Pairs made from a code, which its second use revokes. */
  readonly #fromCode = new Map<string, RefreshToken>()
  spentRefreshUses = 0
  refreshes = 0
  signIns = 0

  issue(person: string, now: number, lives: TokenLives, code: string | null = null): Pair {
    // `created_at` has whole seconds, and the life counts from there.
    const createdAt = Math.floor(now / 1000) * 1000
    const access: Token = {
      person,
      value: makeValue(),
      expiresAt: createdAt + lives.accessLifeMs,
      dead: false,
    }
    const refresh: RefreshToken = {
      person,
      value: makeValue(),
      expiresAt: lives.refreshLifeMs === null ? Infinity : createdAt + lives.refreshLifeMs,
      dead: false,
      access,
      spentAt: null,
    }
    this.#access.set(access.value, access)
    this.#refresh.set(refresh.value, refresh)
    if (code !== null) this.#fromCode.set(code, refresh)
    return {
      accessToken: access.value,
      refreshToken: refresh.value,
      createdAt,
      lifeMs: lives.accessLifeMs,
    }
  }

  /** Single use: a spent token that comes again takes the whole family with it (trakt.md §3.1). */
  refresh(value: string, now: number, lives: TokenLives): Refreshed {
    const token = this.#refresh.get(value)
    if (token === undefined) return { type: 'unknown' }
    if (token.spentAt !== null) {
      this.spentRefreshUses += 1
      if (now - token.spentAt >= lives.reuseGraceMs) {
        this.endAll(token.person)
        return { type: 'invalid' }
      }
    } else if (token.dead || now >= token.expiresAt) {
      return { type: token.dead ? 'unknown' : 'invalid' }
    }
    token.spentAt ??= now
    this.refreshes += 1
    return { type: 'pair', pair: this.issue(token.person, now, lives) }
  }

  /** Whose access token this is; `expired` and `dead` are refused in different words. */
  personOf(value: string, now: number): { readonly person: string } | 'expired' | 'dead' {
    const token = this.#access.get(value)
    if (token === undefined || token.dead) return 'dead'
    return now >= token.expiresAt ? 'expired' : { person: token.person }
  }

  /** Ends the pair that this token belongs to, if it is one. */
  revoke(value: string): void {
    const access = this.#access.get(value)
    const refresh =
      this.#refresh.get(value) ?? [...this.#refresh.values()].find((one) => one.access === access)
    for (const token of [access, refresh, refresh?.access]) if (token !== undefined) token.dead = true
  }

  /** Every token of the app and this person. */
  endAll(person: string): void {
    for (const tokens of [this.#access, this.#refresh])
      for (const token of tokens.values()) if (token.person === person) token.dead = true
  }

  /** The access tokens die before their time, the refresh tokens live on. */
  endAccess(person: string): void {
    for (const token of this.#access.values()) if (token.person === person) token.dead = true
  }

  isConnected(person: string, now: number): boolean {
    return [...this.#refresh.values()].some(
      (token) => token.person === person && !token.dead && token.spentAt === null && now < token.expiresAt,
    )
  }

  makeCode(from: Omit<AuthorizationCode, 'value' | 'used'>): string {
    const code: AuthorizationCode = { ...from, value: makeValue(), used: false }
    this.#codes.set(code.value, code)
    return code.value
  }

  code(value: string): AuthorizationCode | null {
    return this.#codes.get(value) ?? null
  }

  /** A code that comes a second time was stolen or sent twice: what it gave is taken back. */
  endOfCode(value: string): void {
    const pair = this.#fromCode.get(value)
    if (pair !== undefined) this.endAll(pair.person)
  }
}
