import type { PlayEventInput } from '@cuemark/contract'
import type { SourceKind } from './ports-plays.ts'
import type { Heard } from './use-cases-plays.ts'

/** What a player sent, before anybody has understood it. */
export interface Message {
  readonly contentType: string | null
  /** Of a form; a file is here only where it is text. */
  readonly fields: ReadonlyMap<string, string>
  /** Empty where the fields say all. */
  readonly body: string
  readonly receivedAt: number
}

export type Reading =
  | { readonly type: 'heard'; readonly heard: readonly Heard[] }
  /** Understood, and nothing to keep: a test, music, a new title in the library. */
  | { readonly type: 'nothing'; readonly because: string }
  /** `text` says what to change at the player. */
  | { readonly type: 'unreadable'; readonly text: string }

export type ReadMessage = (message: Message) => Reading

/** Players that post to a secret address. */
export type HookKind = Exclude<SourceKind, 'stremio_addon' | 'stremio_account' | 'api'>

/** Reading of what arrives, for the HTTP edge. Nothing a player sends makes one throw. */
export interface SourceReaders {
  readonly hooks: Readonly<Record<HookKind, ReadMessage>>
  /** Fields `resource`, `type` and `id` of the path, and what stands in its extra part. */
  readonly addon: ReadMessage
  /** One for each event, in order. Throws `invalid_input` for what the schema cannot refuse. */
  readonly api: (events: readonly PlayEventInput[], receivedAt: number) => readonly Heard[]
}
