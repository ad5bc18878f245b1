/**
 * The words of a diagnosis. Everything here is plain data: it can be stored, sent and compared,
 * and it means the same in code, API, interface and logs.
 */

/** What sort of trouble a failure is. The kind decides severity and whether waiting can help. */
export const kinds = [
  'authentication',
  'permission',
  'account',
  'quota',
  'rate_limit',
  'outage',
  'network',
  'configuration',
  'invalid_request',
  'not_found',
  'conflict',
  'deprecated',
  'malformed',
  'unknown',
] as const

/** `unknown` is said when the evidence names nothing; it is never softened into "will retry". */
export type Kind = (typeof kinds)[number]

/** What a failure concerns, from the narrowest to the widest. `own_code` is a fault of Cuemark itself. */
export const scopes = ['item', 'account', 'integration', 'service', 'own_network', 'own_code'] as const
export type Scope = (typeof scopes)[number]

/** Where a moment of return was learned. Only `guess` may turn out wrong without anybody's fault. */
export const retryBases = ['header', 'body', 'known_reset', 'guess'] as const
export type RetryBasis = (typeof retryBases)[number]

/** When the same request may be sent again. Instants are UTC milliseconds, durations milliseconds. */
export type Retry =
  | { readonly when: 'never' }
  | { readonly when: 'now' }
  | { readonly when: 'after'; readonly delayMs: number; readonly basis: RetryBasis }
  | { readonly when: 'at'; readonly at: number; readonly basis: RetryBasis }

/** What a good call proves. An alert clears itself only when the proof fits its cause. */
export const proofs = ['reachable', 'credential', 'read', 'write', 'quota', 'generation', 'sign_in'] as const
export type Proof = (typeof proofs)[number]

/** How well the evidence carries the cause: `certain` is the service's own words, `guess` the best of several. */
export const confidences = ['certain', 'likely', 'guess'] as const
export type Confidence = (typeof confidences)[number]

/** One request to a service and what came back. The caller has already read the body, up to a bound. */
export interface Exchange {
  /** Service id such as `tmdb`; `null` where the sender did not say (pasted text). */
  readonly service: string | null
  readonly method: string | null
  readonly url: string | null
  /** HTTP status, `null` when no answer arrived or none was shown. */
  readonly status: number | null
  /** Answer headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly transportError: TransportError | null
  /** UTC milliseconds at which the answer arrived; without it, moments are given as durations. */
  readonly receivedAt?: number
}

/** Why no (whole) answer arrived, as the runtime reported it, innermost code first. */
export interface TransportError {
  readonly code: string | null
  readonly message: string | null
}

/** What is known about the integration besides the one exchange. Everything is optional: absent means not known. */
export interface Knowledge {
  /** Name of the call in the service's client, for example `auth_me`; rules may depend on it. */
  readonly call?: string
  /** True when a credential was sent with the request. */
  readonly credentialSent?: boolean
  /** True when a person typed the address, so that a wrong one is theirs to mend. */
  readonly addressTyped?: boolean
  /** True when this very address has answered rightly before, so that it cannot be mistyped. */
  readonly addressProven?: boolean
  /** Settings whose value already looks wrong offline, by field name. */
  readonly suspectFields?: readonly string[]
  /** Numeric acting user was sent (Seerr). */
  readonly actingUser?: boolean
}

/** A step a person can take. `action` names the button that does it inside Cuemark. */
export interface RemedyStep {
  readonly text: string
  readonly action?: RemedyAction
  /** The service's own page where this step is done. */
  readonly link?: string
  /** What the step puts somewhere else, letter for letter: an address to register. */
  readonly copy?: string
}

export const remedyActions = [
  'replace_key',
  'edit_address',
  'edit_settings',
  'sign_in_again',
  'test_now',
] as const
export type RemedyAction = (typeof remedyActions)[number]

export const evidenceParts = ['status', 'header', 'body', 'address', 'transport', 'knowledge'] as const
export type EvidencePart = (typeof evidenceParts)[number]

/** One sign in the exchange that decided, in words: `status 401`, `body error "Request limit reached!"`. */
export interface EvidenceItem {
  readonly part: EvidencePart
  readonly text: string
}

/** The call that would tell apart what one exchange cannot. */
export interface Probe {
  /** Call name in the service's client. */
  readonly call: string
  readonly because: string
}

/** What a failure means. */
export interface Diagnosis {
  readonly service: string | null
  readonly kind: Kind
  /** Stable code, `service.cause`, for example `omdb.daily_limit`; `http.` and `transport.` for the defaults. */
  readonly cause: string
  readonly title: string
  readonly explanation: string
  readonly remedy: readonly RemedyStep[]
  readonly scope: Scope
  readonly retry: Retry
  readonly confidence: Confidence
  readonly evidence: readonly EvidenceItem[]
  /** Settings field at fault, by its manifest name. */
  readonly field?: string
  readonly probe?: Probe
  /** Any one of these shows that it is mended. Left out, the kind decides. */
  readonly provenBy?: readonly Proof[]
  /** UTC milliseconds. Until then what failed works all the same, so people are warned of what comes. */
  readonly worksUntil?: number
  /** True for answers that belong to the normal course (a pending poll, a duplicate): never an alert. */
  readonly expected: boolean
}

/** What a call gave: its value, or why not. Nothing above the gateway looks at a status code. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnosis: Diagnosis }
