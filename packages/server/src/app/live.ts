import type { LiveEvent } from '@cuemark/contract'
import type { Change, Changes } from './ports.ts'
import type { Live } from './use-cases.ts'
import type { Reader } from './views-read.ts'

/** As many missed events a reconnecting page can be given; a longer absence reads everything again. */
const keptEvents = 500

export interface LiveDeps {
  readonly changes: Changes
  readonly reader: Reader
  /**
   * Id before the first event. Above every id that an earlier process gave out, so that a page which was
   * connected to that one is told to read again: a clock's milliseconds do.
   */
  readonly firstId: number
  readonly onError: (error: unknown) => void
}

interface Kept {
  readonly id: number
  readonly event: LiveEvent
}

/** The live stream, and a way to end it: after `close` nothing more is read or sent. */
export interface LiveStream extends Live {
  close(): Promise<void>
}

/** What may have changed: an alert's id, or an integration's. */
type Subject = `${'alert' | 'integration'}:${string}`

const subjectOf = (change: Change): Subject =>
  'alertId' in change ? `alert:${change.alertId}` : `integration:${change.integrationId}`

const integrationEvents = async (reader: Reader, id: string): Promise<readonly LiveEvent[]> => {
  const integration = await reader.integration(id)
  return [integration === null ? { type: 'integration_removed', id } : { type: 'integration', integration }]
}

const alertEvents = async (reader: Reader, id: string): Promise<readonly LiveEvent[]> => {
  const alert = await reader.alert(id)
  const integrationId = await reader.integrationOfAlert(id)
  return [
    alert === null ? { type: 'alert_removed', id } : { type: 'alert', alert },
    // Its card shows the alert too.
    ...(integrationId === null ? [] : await integrationEvents(reader, integrationId)),
  ]
}

/**
 * What is now true of a subject. It is read after the change is durable, so what is sent is never older than
 * what was changed, and a subject that changes a thousand times while one event is read is read once more.
 */
const eventsOf = (reader: Reader, subject: Subject): Promise<readonly LiveEvent[]> => {
  const id = subject.slice(subject.indexOf(':') + 1)
  return subject.startsWith('alert:') ? alertEvents(reader, id) : integrationEvents(reader, id)
}

interface Ring extends Live {
  send(event: LiveEvent): void
}

/** Numbers events, keeps the newest, and tells them to whoever listens. */
const createRing = (deps: Pick<LiveDeps, 'firstId' | 'onError'>): Ring => {
  const listeners = new Set<(id: number, event: LiveEvent) => void>()
  const kept: Kept[] = []
  let lastId = deps.firstId
  return {
    send: (event) => {
      lastId += 1
      kept.push({ id: lastId, event })
      if (kept.length > keptEvents) kept.shift()
      for (const listener of listeners) {
        try {
          listener(lastId, event)
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

export const createLive = (deps: LiveDeps): LiveStream => {
  const ring = createRing(deps)
  const waiting = new Set<Subject>()
  let working: Promise<void> | null = null

  const work = async (): Promise<void> => {
    for (const subject of waiting) {
      waiting.delete(subject)
      try {
        for (const event of await eventsOf(deps.reader, subject)) ring.send(event)
      } catch (error) {
        // What could not be read here, the pages read for themselves.
        deps.onError(error)
        ring.send({ type: 'resync' })
      }
    }
    working = null
  }

  const unsubscribe = deps.changes.subscribe((change) => {
    waiting.add(subjectOf(change))
    working ??= work()
  })

  return {
    subscribe: (listener) => ring.subscribe(listener),
    since: (after) => ring.since(after),
    close: async () => {
      unsubscribe()
      waiting.clear()
      await working
    },
  }
}
