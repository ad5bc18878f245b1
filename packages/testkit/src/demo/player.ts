import { tellJellyfin } from '../watching/tell-media-servers.ts'
import type { WatchingSource } from '../watching/facts.ts'
import type { Moment } from '../watching/timeline.ts'
import { bookText, runtimeMsOf, type Watchable } from '../trakt-book/titles.ts'
import { filmAt, unknownEpisodeAt } from './titles.ts'

/** A Jellyfin with one viewer: presses on the page of switches become the messages that it would send. */

export const playerActions = ['start_film', 'stop_film', 'watch_film', 'watch_unknown'] as const
export type PlayerAction = (typeof playerActions)[number]

export interface Player {
  /** What was started and not stopped, as people read it. */
  readonly on: string | null
  /** Sends what belongs to it, and says what was done. */
  act(action: PlayerAction): Promise<string>
}

export interface PlayerDeps {
  /** Secret address of the source. */
  readonly address: string
  readonly viewer: { readonly key: string; readonly name: string }
  readonly now: () => number
}

interface Running {
  readonly title: Watchable
  readonly startedAt: number
}

/** One device plays one thing at a time; what is watched at once to its end runs on the other. */
const rooms = { live: 'living-room', whole: 'bedroom' } as const

class Jellyfin implements Player {
  readonly #deps: PlayerDeps
  readonly #source: WatchingSource
  #running: Running | null = null
  #films = 0
  #unknownEpisodes = 0

  constructor(deps: PlayerDeps) {
    const { viewer } = deps
    this.#deps = deps
    this.#source = {
      id: 'demo',
      kind: 'jellyfin',
      person: viewer.name,
      player: viewer,
      tellsTime: true,
      isPlain: false,
    }
  }

  get on(): string | null {
    return this.#running === null ? null : bookText(this.#running.title)
  }

  act(action: PlayerAction): Promise<string> {
    switch (action) {
      case 'start_film':
        return this.#start(filmAt(this.#films++))
      case 'stop_film':
        return this.#stop()
      case 'watch_film':
        return this.#watch(filmAt(this.#films++))
      case 'watch_unknown':
        return this.#watch(unknownEpisodeAt(this.#unknownEpisodes++))
      // No default: the compiler asks for every action.
    }
  }

  async #start(title: Watchable): Promise<string> {
    await this.#stop()
    const startedAt = this.#deps.now()
    this.#running = { title, startedAt }
    await this.#tell(title, rooms.live, { type: 'start', at: startedAt, positionMs: 0 })
    return `${bookText(title)} is on.`
  }

  async #stop(): Promise<string> {
    if (this.#running === null) return 'Nothing is on.'
    const { title, startedAt } = this.#running
    this.#running = null
    const at = this.#deps.now()
    const positionMs = Math.min(at - startedAt, runtimeMsOf(title))
    await this.#tell(title, rooms.live, { type: 'stop', at, positionMs })
    return `${bookText(title)} was stopped.`
  }

  /** As if it had begun in time to end just now. */
  async #watch(title: Watchable): Promise<string> {
    const endedAt = this.#deps.now()
    const runtimeMs = runtimeMsOf(title)
    await this.#tell(title, rooms.whole, { type: 'start', at: endedAt - runtimeMs, positionMs: 0 })
    await this.#tell(title, rooms.whole, { type: 'stop', at: endedAt, positionMs: runtimeMs })
    return `${bookText(title)} was watched to its end.`
  }

  async #tell(title: Watchable, device: string, moment: Moment): Promise<void> {
    const runtimeMs = runtimeMsOf(title)
    const told = tellJellyfin({
      source: this.#source,
      title,
      runtimeMs,
      lastNumber: null,
      messageId: '',
      moment,
      device,
      isPaused: false,
      isCompleted: moment.positionMs >= runtimeMs,
    })
    if (told === null) return
    const { method, headers, body } = told
    const answer = await fetch(this.#deps.address, { method, headers, body })
    if (!answer.ok) throw new Error(`Cuemark answered the player with ${answer.status}.`)
  }
}

export const createPlayer = (deps: PlayerDeps): Player => new Jellyfin(deps)
