/** What parent and child say to each other. */
export type ToChild =
  /** Move the clock to this moment, and answer when nothing is due any more. */
  { readonly type: 'pass'; readonly turn: number; readonly to: number } | { readonly type: 'stop' }

export type FromChild =
  | { readonly type: 'ready'; readonly url: string }
  | {
      readonly type: 'quiet'
      readonly turn: number
      /** False where something waits for the clock, or for an answer that is slow. */
      readonly idle: boolean
      readonly nextAt: number | null
      /** Lines of the log since the last word. */
      readonly faults: readonly string[]
    }
  | { readonly type: 'broken'; readonly text: string }
