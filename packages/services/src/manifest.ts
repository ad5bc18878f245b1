/**
 * What a service is and needs, as data. The settings form, its validation, redaction, pace, command line
 * questions and documentation page are all drawn from this one value.
 */

import type { Kind, Proof } from '@cuemark/diagnosis'

export const serviceIds = ['tmdb', 'omdb', 'trakt', 'mdblist', 'seerr', 'openai', 'stremio'] as const
export type ServiceId = (typeof serviceIds)[number]

/** Settings as typed by a person, by field name. Empty optional fields are left out. */
export type Settings = Readonly<Record<string, string>>

/** A remark on one field while typing. `error` blocks a test; `warning` and `info` never do. */
export interface FieldNote {
  readonly field: string
  readonly level: 'error' | 'warning' | 'info'
  /** Stable code, for example `seerr.key_cut`. */
  readonly code: string
  readonly text: string
}

/** One settings field. Labels and help are written for the person who fills it in. */
export interface Field {
  readonly name: string
  readonly label: string
  /** `secret` is sealed at rest and never shown again; `url` is an address a person types. */
  readonly type: 'secret' | 'text' | 'url' | 'number' | 'choice'
  readonly required: boolean
  readonly help: string
  readonly placeholder?: string
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly defaultValue?: string
  /** Shown under "Advanced". */
  readonly advanced?: boolean
  /** The service's own page where the value is found. */
  readonly link?: string
}

export { proofs, type Proof } from '@cuemark/diagnosis'

export interface Limits {
  /** Steady pace towards the service, per integration. */
  readonly requestsPerSecond: number
  readonly burst: number
  readonly concurrency: number
  /**
   * Pace of one person's account, where the service counts each by itself: such calls then leave the integration's own
   * pace alone.
   */
  readonly accountLimits?: Pick<Limits, 'requestsPerSecond' | 'burst' | 'concurrency'>
  /** One bound over connecting, answering and reading the body. */
  readonly timeoutMs: number
  /** Longest answer that is read. */
  readonly maxBodyBytes: number
  /** A standing allowance, where the service has one. `perDay` is the smallest plan's. */
  readonly budget?: { readonly perDay: number; readonly resets: 'midnight_utc' | 'unpublished' }
}

export interface CheckPlan {
  /** Interval while healthy. Never so short that it eats a scarce budget. */
  readonly healthyEveryMs: number
  /** What one check costs, in words. */
  readonly cost: string
  /** What a good answer proves. */
  readonly proves: readonly Proof[]
  /**
   * Kinds of alerts that neither check nor test can clear; a person's click on the full proof does, and costs something.
   */
  readonly leavesOpen?: readonly Kind[]
}

/** The quality list every service answers, as `done` or with the reason why it does not apply. */
export const qualityRules = [
  'tested_before_saved',
  'test_proves_credential',
  'names_field_at_fault',
  'typing_is_inspected',
  'honours_retry_after',
  'parses_every_answer',
  'html_is_never_success',
  'aborts_cleanly',
  'bounds_answer_size',
  'redacts_secrets',
  'documents_limits',
  'background_check_is_cheap',
] as const
export type QualityRule = (typeof qualityRules)[number]
export type Quality = Readonly<Record<QualityRule, 'done' | { readonly exempt: string }>>

export interface Manifest {
  readonly id: ServiceId
  readonly name: string
  readonly summary: string
  /** Own simple sign of the service, no logo: SVG path data in a field of 24, drawn as a line. */
  readonly mark: string
  /** What the service asks products to say where they name it. */
  readonly notice?: string
  /** True where people run it themselves: private addresses are then allowed and the address is theirs to mend. */
  readonly selfHosted: boolean
  /** Address used when none is set; `null` where a person must give one. */
  readonly baseUrl: string | null
  /** Nothing is entered for the house: each person signs in with an own account. */
  readonly accountsOnly?: boolean
  readonly fields: readonly Field[]
  readonly limits: Limits
  readonly check: CheckPlan
  readonly docsLinks: readonly { readonly label: string; readonly url: string }[]
  readonly capabilities: readonly string[]
  readonly quality: Quality
  /**
   * Cleans what was typed or pasted (white space, quotes, a whole address in a key field) and remarks on it.
   * Pure; runs in the browser on every key press and in the server before every test and save.
   */
  readonly inspect: (settings: Settings) => {
    readonly cleaned: Settings
    readonly notes: readonly FieldNote[]
  }
}
