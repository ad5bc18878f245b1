import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CoreAnswer, CoreOrder } from './core-child.ts'

/** A real Stremio client without pages, in a process of its own. */
export interface StremioCore {
  dispatch(action: unknown, model?: string): void
  /** State of a model as the client's pages would get it. */
  state(model: string): Promise<unknown>
  /** Asks for a model's state after every event of the client, until it is as wanted. */
  until(model: string, wanted: (state: unknown) => boolean): Promise<unknown>
  /** Resolves when it has done what it was told, and has an answer to all that it asked. */
  settled(): Promise<void>
  /** Moves the client's clock: it writes to the library every 90 s. */
  advance(byMs: number): void
  /** Addresses outside this machine that it wanted and did not get. */
  readonly refused: readonly string[]
  close(): Promise<void>
}

const child = fileURLToPath(new URL('./core-child.ts', import.meta.url))

/** Orders to a child, and what it tells. */
interface Line {
  readonly order: (message: CoreOrder) => void
  readonly ask: (orderOf: (id: number) => CoreOrder) => Promise<unknown>
  /** Resolves at the next event of the client. */
  readonly nextEvent: () => Promise<void>
  readonly started: Promise<void>
  readonly refused: readonly string[]
}

const lineTo = (running: ChildProcess): Line => {
  const refused: string[] = []
  const asked = new Map<number, (state: unknown) => void>()
  const watchers = new Set<() => void>()
  let lastId = 0
  const order = (message: CoreOrder): void => void running.send(message)
  const reply = (id: number, state: unknown): void => {
    asked.get(id)?.(state)
    asked.delete(id)
  }
  const started = new Promise<void>((resolve, reject) => {
    running.once('exit', () => reject(new Error('The Stremio client ended.')))
    running.on('message', (answer: CoreAnswer) => {
      if (answer.type === 'started') resolve()
      if (answer.type === 'refused') refused.push(answer.url)
      if (answer.type === 'settled') reply(answer.id, null)
      if (answer.type === 'state') reply(answer.id, answer.state)
      if (answer.type === 'event') {
        const told = [...watchers]
        watchers.clear()
        for (const tell of told) tell()
      }
    })
  })
  return {
    order,
    started,
    refused,
    ask: (orderOf) =>
      new Promise((resolve) => {
        lastId += 1
        asked.set(lastId, resolve)
        order(orderOf(lastId))
      }),
    nextEvent: () =>
      new Promise((resolve) => {
        watchers.add(resolve)
      }),
  }
}

/** Starts it with its own API at `apiUrl`. */
export async function startStremioCore(apiUrl: string): Promise<StremioCore> {
  const running = fork(child, [], { stdio: 'ignore', serialization: 'json' })
  const { order, ask, nextEvent, started, refused } = lineTo(running)
  order({ type: 'start', apiUrl })
  await started
  const state = (model: string): Promise<unknown> => ask((id) => ({ type: 'state', id, model }))
  return {
    dispatch: (action, model) => order({ type: 'dispatch', action, model: model ?? null }),
    state,
    until: async (model, wanted) => {
      for (;;) {
        const told = nextEvent()
        const now = await state(model)
        if (wanted(now)) return now
        await told
      }
    },
    settled: async () => void (await ask((id) => ({ type: 'settle', id }))),
    advance: (byMs) => order({ type: 'advance', byMs }),
    refused,
    close: () =>
      new Promise((resolve) => {
        running.once('exit', () => resolve())
        running.kill('SIGKILL')
      }),
  }
}
