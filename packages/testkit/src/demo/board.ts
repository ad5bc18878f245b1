import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { serviceIds, type ServiceId } from '@cuemark/services'
import { scenes, type SimulatedService } from '../service.ts'
import type { BookPlay } from '../trakt-book/trakt-book.ts'
import type { Waiting } from './household.ts'
import { playerActions, type Player } from './player.ts'
import { breakAll, firstScenes, labelOf, playerWords, sceneWords, serviceNames } from './words.ts'

/** The page of switches: one row a service, one button a scene; and a player to watch something with. */

export interface BoardDeps {
  readonly services: Readonly<Record<ServiceId, SimulatedService>>
  readonly cuemarkUrl: string
  /** Makes Cuemark test the service, so that what changed shows at once. */
  readonly look: (service: ServiceId) => Promise<void>
  readonly player: Player
  /** What Trakt has, in the order in which it came. */
  readonly plays: () => readonly BookPlay[]
  /** What Cuemark still has to bring there. */
  readonly waiting: () => Promise<Waiting>
}

export interface Board {
  readonly url: string
  close(): Promise<void>
}

interface Switch {
  readonly scene: string
  readonly label: string
  readonly line: string
  readonly group: 'first' | 'own' | 'more'
}

const files: ReadonlyMap<string, readonly [name: string, type: string]> = new Map([
  ['/', ['board.html', 'text/html; charset=utf-8']],
  ['/board.css', ['board.css', 'text/css; charset=utf-8']],
  ['/board.js', ['board.js', 'text/javascript; charset=utf-8']],
  ['/element.js', ['element.js', 'text/javascript; charset=utf-8']],
  ['/watch.js', ['watch.js', 'text/javascript; charset=utf-8']],
])

const safeHeaders = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

export async function startBoard(port: number, deps: BoardDeps): Promise<Board> {
  const server = createServer((request, response) => {
    answer(request, response, deps).catch((error: unknown) => {
      reply(response, 500, { text: error instanceof Error ? error.message : 'The switch failed.' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const reply = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { ...safeHeaders, 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}

/** A page elsewhere must not switch anything: it can send neither JSON without asking nor our own name. */
const isOwnPage = (request: IncomingMessage): boolean =>
  /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '') &&
  (request.method === 'GET' || request.headers['content-type'] === 'application/json')

const answer = async (request: IncomingMessage, response: ServerResponse, deps: BoardDeps): Promise<void> => {
  const path = request.url ?? '/'
  if (!isOwnPage(request)) {
    reply(response, 403, { text: 'Only the page of switches on this machine may do this.' })
    return
  }
  const file = request.method === 'GET' ? files.get(path) : undefined
  if (file !== undefined) {
    response.writeHead(200, { ...safeHeaders, 'content-type': file[1] })
    response.end(readFileSync(new URL(`./${file[0]}`, import.meta.url)))
    return
  }
  const order = request.method === 'POST' ? orders.get(path) : undefined
  if (order === undefined && path !== '/state') {
    reply(response, 404, { text: 'There is nothing here.' })
    return
  }
  const said = order === undefined ? '' : await order(await text(request), deps)
  if (said === null) reply(response, 400, { text: 'There is no such switch.' })
  else reply(response, 200, { ...(await stateOf(deps)), said })
}

/** Does what the page asks for, and says what was done; null where there is no such switch. */
type Order = (body: string, deps: BoardDeps) => Promise<string | null>

const setScenes: Order = async (body, deps) => {
  const wanted = readWanted(body, deps)
  if (wanted === null) return null
  await turn(wanted, deps)
  return ''
}

const watch: Order = async (body, { player }) => {
  const asked: unknown = JSON.parse(body)
  const wanted = typeof asked === 'object' && asked !== null && 'action' in asked ? asked.action : null
  const action = playerActions.find((known) => known === wanted)
  return action === undefined ? null : player.act(action)
}

const orders: ReadonlyMap<string, Order> = new Map([
  ['/scene', setScenes],
  ['/watch', watch],
])

/** Scenes to set, by service. `all` breaks or mends every one. */
type Wanted = readonly (readonly [ServiceId, string])[]

const readWanted = (body: string, deps: BoardDeps): Wanted | null => {
  const asked: unknown = JSON.parse(body)
  if (typeof asked !== 'object' || asked === null) return null
  if ('all' in asked)
    return serviceIds.map((id) => [id, asked.all === 'broken' ? breakAll[id] : 'healthy'] as const)
  if (!('service' in asked) || !('scene' in asked)) return null
  const id = serviceIds.find((known) => known === asked.service)
  const known =
    id === undefined ? undefined : switchesOf(deps.services[id]).find(({ scene }) => scene === asked.scene)
  return id === undefined || known === undefined ? null : [[id, known.scene]]
}

/** Sets the scenes first and lets Cuemark look afterwards, in the background: a silent service takes its time. */
const turn = async (wanted: Wanted, { services, look }: BoardDeps): Promise<void> => {
  for (const [id, scene] of wanted) services[id].set(scene)
  const looking = wanted.map(([id]) => look(id).catch(() => undefined))
  const moment = new Promise((resolve) => setTimeout(resolve, 300))
  await Promise.race([Promise.all(looking), moment])
}

const switchesOf = (service: SimulatedService): readonly Switch[] => [
  ...scenes.map((scene) => ({
    scene,
    ...sceneWords[scene],
    group: firstScenes.includes(scene) ? ('first' as const) : ('more' as const),
  })),
  ...Object.entries(service.oddities).map(([scene, line]) => ({
    scene,
    label: labelOf(scene),
    line,
    group: 'own' as const,
  })),
]

const shownPlays = 4

const watchStateOf = async ({ player, plays, waiting }: BoardDeps): Promise<unknown> => {
  const book = plays()
  return {
    on: player.on,
    actions: playerActions.map((action) => ({ action, ...playerWords[action] })),
    /** The newest first. */
    plays: book
      .slice(-shownPlays)
      .reverse()
      .map(({ id, text: title, watchedAt, addedAt }) => ({ id, title, watchedAt, addedAt })),
    total: book.length,
    // The page of switches works without Cuemark as well.
    waiting: await waiting().catch(() => null),
  }
}

const stateOf = async (deps: BoardDeps): Promise<object> => ({
  cuemarkUrl: deps.cuemarkUrl,
  watch: await watchStateOf(deps),
  services: serviceIds.map((id) => {
    const service = deps.services[id]
    const last = service.requests.at(-1)
    return {
      id,
      name: serviceNames[id],
      url: service.url,
      scene: service.scene,
      switches: switchesOf(service),
      lastAskedAt: last?.at ?? null,
    }
  }),
})
