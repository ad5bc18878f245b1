import type { LiveEvent } from '@cuemark/contract'

export type LiveState = 'connecting' | 'open' | 'offline' | 'signed_out'

export interface LiveOptions {
  /** Told when the stream opens, is lost, or ends because the session did. */
  readonly onState?: (state: LiveState) => void
  /** Id after which to begin, from the session; left out, the stream begins with what is new. */
  readonly from?: string
  /** Pause before a refused stream is tried again; grows with each attempt up to thirty times this. */
  readonly retryMs?: number
}

interface LiveDeps {
  readonly address: string
  readonly eventSource: typeof EventSource
  readonly signedIn: () => Promise<boolean>
  readonly onEvent: (event: LiveEvent) => void
  readonly options: LiveOptions
}

/** A stream hands on only what it listens for by name, so none may be forgotten: the compiler counts them. */
const types: Readonly<Record<LiveEvent['type'], true>> = {
  alert: true,
  alert_removed: true,
  integration: true,
  integration_removed: true,
  account: true,
  account_removed: true,
  sign_in: true,
  source: true,
  source_removed: true,
  play: true,
  now_playing: true,
  now_playing_ended: true,
  activity: true,
  resync: true,
}

/**
 * A browser repeats a broken stream by itself, but gives up for good when the answer is an error (a proxy's 502
 * while the server restarts). Then this opens a new one, from the last event seen.
 */
class LiveStream {
  readonly #deps: LiveDeps
  #source: EventSource | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #lastId = ''
  #attempt = 0
  #stopped = false

  constructor(deps: LiveDeps) {
    this.#deps = deps
    this.#lastId = deps.options.from ?? ''
  }

  open(): void {
    const { address, eventSource, onEvent } = this.#deps
    const query = this.#lastId === '' ? '' : `?lastEventId=${encodeURIComponent(this.#lastId)}`
    const source = new eventSource(`${address}${query}`)
    this.#source = source
    this.#tell('connecting')
    const blind = this.#attempt > 0 && this.#lastId === ''
    source.addEventListener('open', () => {
      this.#attempt = 0
      // Nothing says where the broken stream ended, so anything may have been missed.
      if (blind) onEvent({ type: 'resync' })
      this.#tell('open')
    })
    source.addEventListener('error', () => {
      if (this.#stopped) return
      this.#tell('offline')
      if (source.readyState === eventSource.CLOSED) void this.#refused()
    })
    for (const type of Object.keys(types)) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        this.#lastId = message.lastEventId
        const event: LiveEvent = JSON.parse(message.data)
        onEvent(event)
      })
    }
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#source?.close()
  }

  #tell(state: LiveState): void {
    this.#deps.options.onState?.(state)
  }

  async #refused(): Promise<void> {
    const signedIn = await this.#deps.signedIn().catch(() => true)
    if (this.#stopped) return
    if (!signedIn) {
      this.stop()
      this.#tell('signed_out')
      return
    }
    const pauseMs = (this.#deps.options.retryMs ?? 1000) * Math.min(30, 2 ** this.#attempt)
    this.#attempt += 1
    this.#timer = setTimeout(() => this.open(), pauseMs)
  }
}

/** Opens the stream; the answer ends it. */
export function openLive(deps: LiveDeps): () => void {
  const stream = new LiveStream(deps)
  stream.open()
  return () => stream.stop()
}
