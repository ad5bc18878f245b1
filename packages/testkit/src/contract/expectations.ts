import type { Kind } from '@cuemark/diagnosis'
import type { ServiceId } from '@cuemark/services'
import { scenes, type Scene } from '../service.ts'

/** What a test must make of one scene. */
export interface Expectation {
  /** Every kind that the evidence allows. */
  readonly kinds: readonly Kind[]
  /** Settings field the fault belongs to. */
  readonly field?: string
  /** The moment of return was named in a header; within this many milliseconds from now. */
  readonly headerWithinMs?: number
  /** Waiting never helps, whatever a header says. */
  readonly waitingIsVain?: boolean
  /** The scene touches only what a test does not use, so the test passes. */
  readonly passes?: boolean
}

type Bad = Exclude<Scene, 'healthy'>
type Expectations = Readonly<Record<Bad, Expectation>>

const dayMs = 86_400_000
/** `Retry-After` of the simulations, rounded up. */
const shortMs = 18_000

/** What never depends on the service. */
const common = (keyField: string): Expectations => ({
  wrong_key: { kinds: ['authentication'], field: keyField },
  revoked: { kinds: ['authentication'], field: keyField },
  quota: { kinds: ['quota'] },
  quota_retry_after: { kinds: ['quota'], headerWithinMs: shortMs },
  rate_limit: { kinds: ['rate_limit'] },
  rate_limit_retry_after: { kinds: ['rate_limit'], headerWithinMs: shortMs },
  server_error: { kinds: ['outage'] },
  bad_gateway: { kinds: ['outage'] },
  timeout: { kinds: ['network'] },
  nonsense: { kinds: ['malformed'] },
  html_login: { kinds: ['configuration', 'malformed', 'network'] },
  slow_drip: { kinds: ['network'] },
  huge_body: { kinds: ['malformed', 'configuration', 'network'] },
  redirect_loop: { kinds: ['configuration', 'malformed', 'network', 'outage'] },
  connection_reset: { kinds: ['network'] },
  truncated: { kinds: ['network', 'outage'] },
})

const traktApp: Expectation = { kinds: ['authentication', 'permission'], field: 'clientId' }
/** A limit of the plan or of money: a named moment does not bring it back (trakt.md §8, openai.md §2). */
const vainQuota: Expectation = { kinds: ['quota'], waitingIsVain: true }
const requestQuota: Expectation = { kinds: ['quota'], passes: true }

export const expectations: Readonly<Record<ServiceId, Expectations>> = {
  tmdb: {
    ...common('apiKey'),
    // TMDb has no daily quota; its rate limit stands in for it.
    quota: { kinds: ['rate_limit'] },
    quota_retry_after: { kinds: ['rate_limit'], headerWithinMs: shortMs },
  },
  omdb: common('apiKey'),
  // An unknown or deleted app are one answer at Trakt; which of them it was cannot be seen (trakt.md §8).
  trakt: { ...common('clientId'), wrong_key: traktApp, revoked: traktApp, quota_retry_after: vainQuota },
  mdblist: { ...common('apiKey'), quota_retry_after: { kinds: ['quota'], headerWithinMs: dayMs } },
  // Seerr counts requests for titles, which a test does not make.
  seerr: {
    ...common('apiKey'),
    quota: requestQuota,
    quota_retry_after: requestQuota,
    // What talks nonsense at an address that a person typed is most likely no Seerr.
    nonsense: { kinds: ['malformed', 'configuration'] },
  },
  openai: { ...common('apiKey'), quota_retry_after: vainQuota },
  stremio: {
    ...common(''),
    // Nothing is entered for the house, so no key can be wrong: without a session Stremio always refuses in words.
    wrong_key: { kinds: ['authentication'], passes: true },
    revoked: { kinds: ['authentication'], passes: true },
    quota: { kinds: ['rate_limit'] },
    quota_retry_after: { kinds: ['rate_limit'], headerWithinMs: shortMs },
  },
}

export const badScenes: readonly Bad[] = scenes.filter((scene) => scene !== 'healthy')
