import { type Core, type CoreScope, setCoreScope } from '../packages/testkit/src/stremio-core/core-scope.ts'

/** The core of the real Stremio client as its web pages run it: in a worker of a page. Bundled by the test. */

export type WorkerOrder =
  | { readonly type: 'start'; readonly apiUrl: string }
  | { readonly type: 'dispatch'; readonly action: unknown; readonly model: string | null }
  | { readonly type: 'state'; readonly model: string }
  | { readonly type: 'next_event' }
  | { readonly type: 'advance'; readonly byMs: number }
  | { readonly type: 'settle' }

declare global {
  /** The client's script, which is bundled in front of this one. */
  var stremioCore: Core
}

interface Running {
  readonly core: Core
  readonly scope: CoreScope
}

let running: Running | null = null
let waiting: (() => void)[] = []

const start = async (apiUrl: string): Promise<void> => {
  const scope = setCoreScope(apiUrl, () => undefined)
  const core = stremioCore
  await core.default({ module_or_path: `${location.origin}/core.wasm` })
  await core.initialize_runtime(() => {
    const told = waiting
    waiting = []
    for (const tell of told) tell()
  })
  running = { core, scope }
}

const follow = async (order: WorkerOrder): Promise<unknown> => {
  if (order.type === 'start') return start(order.apiUrl)
  if (running === null) throw new Error('The client has not started.')
  const { core, scope } = running
  switch (order.type) {
    case 'dispatch':
      return core.dispatch(order.action, order.model, '#/')
    case 'state':
      return core.get_state(order.model)
    case 'advance':
      return scope.advance(order.byMs)
    case 'settle':
      return scope.settle()
    case 'next_event':
      return new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    // No default: the compiler asks for every order.
  }
}

addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly id: number; readonly order: WorkerOrder }>) => {
    void follow(data.order).then((value) => postMessage({ id: data.id, value: value ?? null }))
  },
)
