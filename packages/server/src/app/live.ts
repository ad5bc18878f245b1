import type { LiveEvent } from '@cuemark/contract'
import { type LiveReader, type Subject, subjectsOf, type Told } from './live-subjects.ts'
import type { Changes, Clock } from './ports.ts'
import type { Live } from './use-cases.ts'

/** As many missed events a reconnecting page can be given; a longer absence reads everything again. */
const keptEvents = 500
/** What people watch changes all the time: told this often at most, and so many subjects at a time. */
const busyEveryMs = 250
const busyAtOnce = 40

export interface LiveDeps {
  readonly changes: Changes
  readonly reader: LiveReader
  readonly clock: Clock
  /**
   * Id before the first event. Above every id that an earlier process gave out, so that a page which was
   * connected to that one is told to read again: a clock's milliseconds do.
   */
  readonly firstId: number
  readonly onError: (error: unknown) => void
}

interface Kept extends Told {
  readonly id: number
}

/** The live stream, and a way to end it: after `close` nothing more is read or sent. */
export interface LiveStream extends Live {
  close(): Promise<void>
}

interface Ring extends Live {
  send(told: Told): void
}

/** Numbers events, keeps the newest, and tells them to whoever listens. */
const createRing = (deps: Pick<LiveDeps, 'firstId' | 'onError'>): Ring => {
  const listeners = new Set<(id: number, event: LiveEvent, audience: string | null) => void>()
  const kept: Kept[] = []
  let lastId = deps.firstId
  return {
    send: ({ event, audience }) => {
      lastId += 1
      kept.push({ id: lastId, event, audience })
      if (kept.length > keptEvents) kept.shift()
      for (const listener of listeners) {
        try {
          listener(lastId, event, audience)
        } catch (error) {
          deps.onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    since: (after) => {
      const first = kept[0]?.id ?? lastId + 1
      if (after > lastId || after < first - 1) return null
      return kept.filter(({ id }) => id > after)
    },
  }
}

/** Subjects that wait to be read; one that changes a thousand times while another is read is read once more. */
type Waiting = Map<string, Subject>

const take = (waiting: Waiting, atMost: number): readonly Subject[] => {
  const taken = [...waiting.values()].slice(0, atMost)
  for (const { key } of taken) waiting.delete(key)
  return taken
}

const tellNow = async ({ reader, onError }: LiveDeps, ring: Ring, { read }: Subject): Promise<void> => {
  try {
    for (const told of await read(reader)) ring.send(told)
  } catch (error) {
    // What could not be read here, the pages read for themselves.
    onError(error)
    ring.send({ event: { type: 'resync' }, audience: null })
  }
}

export const createLive = (deps: LiveDeps): LiveStream => {
  const { clock } = deps
  const ring = createRing(deps)
  const waiting: Waiting = new Map()
  const busy: Waiting = new Map()
  /** Counts down to the next time that busy subjects are told; null while none was told lately. */
  let pause: (() => void) | null = null
  let working: Promise<void> | null = null

  const tell = (subject: Subject): Promise<void> => tellNow(deps, ring, subject)
  const mayTellBusy = (): boolean => pause === null && busy.size > 0
  const work = async (): Promise<void> => {
    while (waiting.size > 0 || mayTellBusy()) {
      for (const subject of take(waiting, 1)) await tell(subject)
      if (waiting.size > 0 || !mayTellBusy()) continue
      pause = clock.after(busyEveryMs, () => {
        pause = null
        wake()
      })
      for (const subject of take(busy, busyAtOnce)) await tell(subject)
    }
    working = null
  }
  const wake = (): void => {
    if (waiting.size > 0 || mayTellBusy()) working ??= work()
  }

  const unsubscribe = deps.changes.subscribe((change) => {
    for (const subject of subjectsOf(change)) {
      // What was removed must not be followed by a reading from before.
      busy.delete(subject.key)
      const lane = subject.isBusy ? busy : waiting
      lane.set(subject.key, subject)
    }
    wake()
  })

  return {
    subscribe: (listener) => ring.subscribe(listener),
    since: (after) => ring.since(after),
    close: async () => {
      unsubscribe()
      pause?.()
      waiting.clear()
      busy.clear()
      await working
    },
  }
}
