import type { Confidence, Kind, Probe, Proof, RemedyStep, RetryBasis, Scope } from './vocabulary.ts'

/**
 * The shape of what is known about failures. A rule says *when* an exchange looks so it *is* that cause,
 * *because* of a sentence; a cause says what that means for a person. Both are plain data. The order of
 * rules is their meaning: the first that fits decides.
 */

/** A text condition: lower-case words that must occur, or a pattern. Several are alternatives. */
export type TextPattern = string | RegExp | readonly (string | RegExp)[]

/** A value condition on a field or a parameter. Text is compared without regard to case. */
export type ValuePattern = string | number | boolean | null | RegExp | readonly (string | number | RegExp)[]

/** `none` means that no status is known; the classes are the hundreds. */
export type StatusPattern = number | 'none' | '2xx' | '3xx' | '4xx' | '5xx'

/** What the body turned out to be: `absent` was never shown, `cut` is JSON that ends in the middle. */
export const bodyForms = ['absent', 'empty', 'json', 'html', 'text', 'cut'] as const
export type BodyForm = (typeof bodyForms)[number]

/** Where a redirect leads, seen from the address that was asked. */
export type RedirectKind = 'login' | 'setup' | 'https' | 'other_host' | 'same_host' | 'unknown'

/** All conditions given must hold. Those not given do not matter. */
export interface When {
  readonly status?: StatusPattern | readonly StatusPattern[]
  readonly call?: string | readonly string[]
  readonly method?: string | readonly string[]
  readonly scheme?: 'http' | 'https'
  readonly port?: readonly number[]
  /** Exact host names, or an ending when it begins with a dot. */
  readonly host?: string | readonly string[]
  /** Exact paths, or a beginning when it ends with `*`. Lower case, without the query. */
  readonly path?: string | RegExp | readonly string[]
  /** By parameter name: a pattern for its value, `true` for present, `false` for absent. */
  readonly query?: Readonly<Record<string, string | RegExp | boolean>>
  /** The name of the last parameter: some services mind the order. */
  readonly lastParameter?: string
  /** By header name: a pattern for its value, `true` for present, `false` for absent. */
  readonly header?: Readonly<Record<string, RegExp | boolean>>
  /** At least one of these headers is present. */
  readonly anyHeader?: readonly string[]
  readonly redirect?: RedirectKind | readonly RedirectKind[]
  readonly body?: BodyForm | readonly BodyForm[]
  /** By dotted path in a JSON body, `error.code`. */
  readonly field?: Readonly<Record<string, ValuePattern>>
  /** The JSON body has none of these fields. */
  readonly lacks?: readonly string[]
  /** Words in the body, of whatever form. */
  readonly text?: TextPattern
  /** Codes of the transport error, or words of its message; either suffices. */
  readonly transport?: readonly string[]
  readonly transportText?: TextPattern
  /** The service told a wait longer than this. */
  readonly waitOverMs?: number
  /** A person typed the address (told, or because the service is run by people themselves). */
  readonly typed?: boolean
  /** The address has answered rightly before. */
  readonly addressProven?: boolean
  readonly credentialSent?: boolean
  readonly actingUser?: boolean
  /** This settings field already looked wrong offline. */
  readonly suspect?: string
}

/**
 * When the request may be sent again. `told` takes what the service said (`Retry-After` in all its forms);
 * `elseMs` is our guess where it said nothing, without it nothing is promised. `midnightUtc` is a known daily reset.
 */
export type RetryRule =
  | 'never'
  | 'now'
  | { readonly afterMs: number }
  | { readonly told: { readonly elseMs: number } }
  | { readonly told: { readonly elseMidnightUtc: RetryBasis; readonly plusMs?: number } }

/** A cause with everything a person is told of it. `{name}` in texts stands for the service's name. */
export interface Cause {
  readonly kind: Kind
  readonly title: string
  readonly explanation: string
  readonly remedy: readonly RemedyStep[]
  readonly scope: Scope
  readonly retry: RetryRule
  /** A settings field, or `@address` / `@credential` for the one the service uses. */
  readonly field?: string
  readonly link?: string
  /** Belongs to the normal course: never an alert. */
  readonly expected?: boolean
  readonly probe?: Probe
  /** Any one of these shows that it is mended; only where the kind alone would let too much or too little count. */
  readonly provenBy?: readonly Proof[]
}

/** The verdict of a rule: a cause, and where this rule knows better than the cause's usual reading. */
export interface Verdict {
  readonly cause: string
  readonly kind?: Kind
  readonly scope?: Scope
  readonly retry?: RetryRule
  /** `null` takes the cause's field away. */
  readonly field?: string | null
  readonly probe?: Probe
  readonly expected?: boolean
  /** `likely` when not given. */
  readonly confidence?: Confidence
}

export interface Rule {
  readonly when: When
  readonly is: Verdict
  readonly because: string
}

export type Causes = Readonly<Record<string, Cause>>

/** All that is known of one service's failures. */
export interface RuleSet {
  /** Service id, `null` for the defaults alone. */
  readonly service: string | null
  /** As people call it: `TMDb`. */
  readonly name: string
  /** Its own public hosts; any other address was typed by a person. */
  readonly hosts: readonly string[]
  /** People run it themselves. */
  readonly selfHosted: boolean
  readonly addressField: string | null
  readonly credentialField: string | null
  readonly rules: readonly Rule[]
  readonly causes: Causes
}

/** One cause as the documentation lists it. */
export interface CauseEntry {
  readonly code: string
  readonly service: string | null
  readonly kind: Kind
  readonly title: string
  readonly explanation: string
  readonly remedy: readonly RemedyStep[]
  readonly field?: string
  readonly link?: string
  /** The reasons of the rules that lead here, in their order. */
  readonly because?: readonly string[]
}
