import type { LiveEvent } from '@cuemark/contract'
import type { Live } from '../app/use-cases.ts'

export interface FeedEvent {
  /** `<start of this process>-<number>`: a number of an earlier life is never taken for one of this. */
  readonly id: string
  readonly event: LiveEvent
  /** Whose it is: a person's id, or null for what only administrators see. */
  readonly audience: string | null
}

/** One listener at the live stream for all readers, who can come back and miss nothing. */
export class LiveFeed {
  readonly #live: Live
  readonly #life: string
  readonly #listeners = new Set<(event: FeedEvent) => void>()
  readonly #stop: () => void
  /** Numbers start anywhere; 0 stands for "before the first". */
  #firstNumber = 1
  #lastNumber = 0

  constructor(live: Live, startedAt: number) {
    this.#live = live
    this.#life = startedAt.toString(36)
    this.#stop = live.subscribe((number, event, audience) => {
      if (this.#lastNumber === 0) this.#firstNumber = number
      this.#lastNumber = number
      for (const listener of this.#listeners) listener({ id: this.#id(number), event, audience })
    })
  }

  /** Id of the newest event: what a reader who begins now has seen. */
  get lastId(): string {
    return this.#id(this.#lastNumber)
  }

  /** Tells what came after `lastId` at once, then everything new. The answer ends it. */
  follow(lastId: string | null, listener: (event: FeedEvent) => void): () => void {
    this.#listeners.add(listener)
    for (const missed of this.#missed(lastId)) listener(missed)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#stop()
    this.#listeners.clear()
  }

  #missed(lastId: string | null): readonly FeedEvent[] {
    if (lastId === null || lastId === this.lastId) return []
    const [life, number] = lastId.split('-')
    const seen = Number(number) === 0 ? this.#firstNumber - 1 : Number(number)
    const known = life === this.#life && /^\d+$/.test(number ?? '') ? this.#live.since(seen) : null
    if (known === null) return [{ id: this.lastId, event: { type: 'resync' }, audience: null }]
    return known.map(({ id, ...rest }) => ({ id: this.#id(id), ...rest }))
  }

  #id(number: number): string {
    return `${this.#life}-${number}`
  }
}
