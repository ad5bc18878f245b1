import type { Diagnosis, Exchange } from '@cuemark/diagnosis'

/** What was made of something a person had in hand. */
export interface Explanation {
  /** How the text was read; `nothing` when no sign of a failure was found in it. */
  readonly readAs: 'address' | 'transcript' | 'log' | 'json' | 'sentence' | 'nothing'
  readonly exchange: Exchange
  /** Null when nothing is wrong, or when nothing could be read. */
  readonly diagnosis: Diagnosis | null
  /** True when the text shows an answer and the answer is good. */
  readonly healthy: boolean
  /** Where the fault is in the address or the request: the right one, ready to copy. */
  readonly corrected: {
    readonly what: 'address' | 'request'
    readonly value: string
    readonly because: string
  } | null
}
