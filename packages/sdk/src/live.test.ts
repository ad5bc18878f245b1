import { type LiveEvent, liveEventSchema } from '@cuemark/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, type LiveState } from './index.ts'

/** A browser's stream that a test opens, breaks and speaks through. */
class ScriptedSource extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: ScriptedSource[] = []
  readonly url: string
  readyState = 0
  constructor(url: string | URL) {
    super()
    this.url = String(url)
    ScriptedSource.all.push(this)
  }
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  /** The answer was an error: a browser gives up then. */
  refuse(): void {
    this.readyState = 2
    this.dispatchEvent(new Event('error'))
  }
  /** The line broke: a browser tries again by itself. */
  breakOff(): void {
    this.readyState = 0
    this.dispatchEvent(new Event('error'))
  }
  say(event: LiveEvent, id: string): void {
    this.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event), lastEventId: id }))
  }
  close(): void {
    this.readyState = 2
  }
}
const newest = (): ScriptedSource => {
  const source = ScriptedSource.all.at(-1)
  if (source === undefined) throw new Error('No stream was opened.')
  return source
}

let session: string
let events: LiveEvent[]
let states: LiveState[]
let stop: () => void
beforeEach(() => {
  vi.useFakeTimers()
  ScriptedSource.all = []
  session = 'signed_in'
  events = []
  states = []
  const client = createClient({
    // Only what the client uses of it is played.
    eventSource: ScriptedSource as unknown as typeof EventSource,
    baseUrl: 'http://cuemark.test',
    fetch: async () =>
      Response.json({ state: session, codeNeeded: false, person: null, csrfToken: 't', liveId: null }),
  })
  stop = client.live((event) => events.push(event), { onState: (state) => states.push(state) })
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('the live stream of the client', () => {
  it('listens for every event of the contract', () => {
    newest().open()
    const types = liveEventSchema.options.map(({ shape }) => shape.type.value)
    for (const type of types)
      newest().dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ type }), lastEventId: '1' }))
    expect(events.map(({ type }) => type)).toEqual(types)
  })

  it('hands on what is told', () => {
    newest().open()
    newest().say({ type: 'alert_removed', id: 'a1' }, 'x-1')
    expect(events).toEqual([{ type: 'alert_removed', id: 'a1' }])
    expect(states).toEqual(['connecting', 'open'])
  })

  it('begins where it is told that the page began to read', () => {
    stop()
    const client = createClient({
      eventSource: ScriptedSource as unknown as typeof EventSource,
      baseUrl: 'http://cuemark.test',
    })
    stop = client.live(() => undefined, { from: 'x-3' })
    expect(newest().url).toBe('http://cuemark.test/api/v1/live?lastEventId=x-3')
  })

  it('leaves a broken line to the browser', async () => {
    newest().open()
    newest().breakOff()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ScriptedSource.all).toHaveLength(1)
    expect(states.at(-1)).toBe('offline')
  })

  it('opens a refused stream again after the last event seen, with growing pauses', async () => {
    newest().open()
    newest().say({ type: 'alert_removed', id: 'a1' }, 'x-7')
    newest().refuse()
    await vi.advanceTimersByTimeAsync(1000)
    expect(newest().url).toBe('http://cuemark.test/api/v1/live?lastEventId=x-7')
    newest().refuse()
    await vi.advanceTimersByTimeAsync(1999)
    expect(ScriptedSource.all).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(ScriptedSource.all).toHaveLength(3)
    newest().open()
    expect(events).toHaveLength(1)
  })

  it('has everything read again when it cannot say what it saw last', async () => {
    newest().open()
    newest().refuse()
    await vi.advanceTimersByTimeAsync(1000)
    newest().open()
    expect(events).toEqual([{ type: 'resync' }])
  })

  it('ends when nobody is signed in any more', async () => {
    session = 'signed_out'
    newest().open()
    newest().refuse()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states.at(-1)).toBe('signed_out')
    expect(ScriptedSource.all).toHaveLength(1)
  })

  it('ends when it is stopped', async () => {
    newest().open()
    stop()
    newest().refuse()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ScriptedSource.all).toHaveLength(1)
    expect(states.at(-1)).toBe('open')
  })
})
