import type { ServiceId } from '@cuemark/services'
import type { Scene } from '../service.ts'
import type { Respond } from './answer.ts'

/** Scenes that are a matter of bytes and sockets: the same for every service. */
export type WireScene = Extract<
  Scene,
  'timeout' | 'nonsense' | 'slow_drip' | 'huge_body' | 'redirect_loop' | 'connection_reset' | 'truncated'
>

/** Scenes that each service says in its own words. */
export type SpokenScene = Exclude<Scene, WireScene>

export interface Oddity {
  /** What it shows, in one line. */
  readonly line: string
  readonly respond: Respond
}

/** How one service behaves. Data and pure functions: the server that plays it is the same for all. */
export interface Script {
  readonly service: ServiceId
  readonly goodSettings: (url: string) => Readonly<Record<string, string>>
  readonly badSettings: (url: string) => Readonly<Record<string, string>>
  readonly scenes: Readonly<Record<SpokenScene, Respond>>
  readonly oddities: Readonly<Record<string, Oddity>>
}

/** `Retry-After` of the scenes that name one: short enough to watch it pass in the demo. */
export const retryAfterSeconds = 17
export const retryAfter: Readonly<Record<string, string>> = { 'retry-after': String(retryAfterSeconds) }
