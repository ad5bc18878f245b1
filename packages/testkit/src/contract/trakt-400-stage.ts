import { createHash } from 'node:crypto'
import type { Diagnosis, Exchange, Outcome } from '@cuemark/diagnosis'
import { diagnose, traktAccount } from '@cuemark/services'
import type { TraktApp, TraktDeps, TraktTokens } from '@cuemark/services'
import { startTraktBook } from '../trakt-book/start.ts'
import { knownTitles } from '../trakt-book/made-titles.ts'
import type { TraktBook } from '../trakt-book/trakt-book.ts'
import type { TraktPerson } from '../trakt-book/world.ts'
import { directHttp, type DirectHttp } from './direct-http.ts'

/** A request as any program might send it, right or wrong. */
export interface RawRequest {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A simulated Trakt with an app and a person, and a client that signs this person in. */
export interface Trakt400Stage {
  readonly book: TraktBook
  readonly http: DirectHttp
  readonly deps: TraktDeps
  readonly app: TraktApp
  readonly person: TraktPerson
  readonly redirectUri: string
  /** Sent past every look that the client takes at its requests. */
  readonly raw: (request: RawRequest) => Promise<Exchange>
  /** A token request with these fields, as JSON. */
  readonly rawToken: (fields: Readonly<Record<string, unknown>>) => Promise<string | null>
  readonly authorizeUrl: (more?: { readonly redirectUri?: string; readonly challenge?: string }) => string
  /** The person opens the page and approves: the code that the browser brings back. */
  readonly approvedCode: (authorizeUrl?: string) => string
  readonly exchange: (
    code: string,
    more?: { readonly redirectUri?: string; readonly codeVerifier?: string },
  ) => Promise<Outcome<TraktTokens>>
  readonly refresh: (refreshToken: string) => Promise<Outcome<TraktTokens>>
  readonly close: () => Promise<void>
}

const redirectUri = 'https://cuemark.example/sign-in/back'
const ownVerifier = 'a-verifier-that-only-the-program-knows-which-began'

export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')

/** The rules know Trakt's own hosts, which is what a person sees in the browser, and not those of a simulation. */
export const seenAt = (exchange: Exchange, url: string): Diagnosis | null => diagnose({ ...exchange, url })

export const causeOf = (outcome: Outcome<unknown>): string | null =>
  outcome.ok ? null : outcome.diagnosis.cause

const rawOn =
  (http: DirectHttp): Trakt400Stage['raw'] =>
  ({ method = 'POST', url, headers = {}, body }) =>
    http.send({
      call: 'raw',
      method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      secrets: [],
      proves: [],
      idempotent: true,
    })

export const openTrakt400Stage = async (): Promise<Trakt400Stage> => {
  const book = await startTraktBook({ redirectUris: [redirectUri], titles: knownTitles, limits: false })
  const person = book.addPerson('Viewer')
  const http = directHttp({ service: 'trakt', timeoutMs: 5000, maxBodyBytes: 1_000_000 })
  const hosts = { traktApiUrl: book.apiUrl, traktAuthUrl: book.authUrl }
  const deps: TraktDeps = { http, hosts }
  const app: TraktApp = { clientId: book.clientId, clientSecret: book.clientSecret }
  const raw = rawOn(http)
  const authorizeUrl: Trakt400Stage['authorizeUrl'] = (more = {}) =>
    traktAccount.authorizeUrl(hosts, {
      app,
      redirectUri: more.redirectUri ?? redirectUri,
      state: 'a-state',
      codeChallenge: more.challenge ?? challengeOf(ownVerifier),
    })
  return {
    book,
    http,
    deps,
    app,
    person,
    redirectUri,
    raw,
    rawToken: async (fields) => {
      const url = `${book.authUrl}/oauth/token`
      const headers = { 'content-type': 'application/json' }
      return diagnose(await raw({ url, headers, body: JSON.stringify(fields) }))?.cause ?? null
    },
    authorizeUrl,
    approvedCode: (url = authorizeUrl()) =>
      new URL(book.decide(url, person, 'approve') ?? 'about:blank').searchParams.get('code') ?? '',
    exchange: (code, more = {}) =>
      traktAccount.exchangeCode(deps, {
        app,
        redirectUri: more.redirectUri ?? redirectUri,
        code,
        codeVerifier: more.codeVerifier ?? ownVerifier,
      }),
    refresh: (refreshToken) => traktAccount.refresh(deps, { app, redirectUri, refreshToken }),
    close: () => book.close(),
  }
}
