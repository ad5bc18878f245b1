import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { stremioCoreFiles } from './core-files.ts'
import { type Core, type CoreScope, setCoreScope } from './core-scope.ts'

/**
 * The core of the real Stremio client, without its pages (stremio.md §6). One runtime lives in one process, so each
 * scenario is a process of its own, told by messages what to do. Its clock can be moved.
 */

export type CoreOrder =
  | { readonly type: 'start'; readonly apiUrl: string }
  | { readonly type: 'dispatch'; readonly action: unknown; readonly model: string | null }
  | { readonly type: 'state'; readonly id: number; readonly model: string }
  | { readonly type: 'advance'; readonly byMs: number }
  | { readonly type: 'settle'; readonly id: number }

export type CoreAnswer =
  | { readonly type: 'started' }
  | { readonly type: 'state'; readonly id: number; readonly state: unknown }
  | { readonly type: 'settled'; readonly id: number }
  | { readonly type: 'event'; readonly event: unknown }
  | { readonly type: 'refused'; readonly url: string }

const tell = (answer: CoreAnswer): void => {
  process.send?.(answer)
}

/** In Node the client must be led to believe that it lives in the worker of a page. */
const actAsWorker = (): void => {
  const WorkerGlobalScope = { [Symbol.hasInstance]: (value: unknown) => value === globalThis }
  Object.assign(globalThis, { self: globalThis, WorkerGlobalScope })
}

interface Running {
  readonly core: Core
  readonly scope: CoreScope
}

const start = async (apiUrl: string): Promise<Running> => {
  actAsWorker()
  const scope = setCoreScope(apiUrl, (url) => tell({ type: 'refused', url }))
  const { script, wasm } = stremioCoreFiles
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package brings no types
  const core = createRequire(import.meta.url)(script) as Core
  await core.default({ module_or_path: readFileSync(wasm) })
  await core.initialize_runtime((event) => tell({ type: 'event', event }))
  return { core, scope }
}

let running: Running | null = null

const begin = async (apiUrl: string): Promise<void> => {
  running = await start(apiUrl)
  tell({ type: 'started' })
}

const settle = async ({ scope }: Running, id: number): Promise<void> => {
  await scope.settle()
  tell({ type: 'settled', id })
}

process.on('message', (order: CoreOrder) => {
  if (order.type === 'start') void begin(order.apiUrl)
  if (running === null) return
  const { core, scope } = running
  if (order.type === 'settle') void settle(running, order.id)
  if (order.type === 'advance') scope.advance(order.byMs)
  if (order.type === 'dispatch') core.dispatch(order.action, order.model, '#/')
  if (order.type === 'state') tell({ type: 'state', id: order.id, state: core.get_state(order.model) })
})
process.on('disconnect', () => process.exit(0))
