import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type LiveEvent,
  type PersonRow,
  type PlayerUserView,
  sourceKinds,
  type SourceView,
} from '@cuemark/contract'

/**
 * A stand-in for the server with sources and people alone: `node dev/mock-house.ts`, then `vite`. `POST
 * /api/v1/mock/NAME` changes the scene: some, empty, many, member, stranger, ended, event, fault.
 */
const minute = 60_000
const hour = 60 * minute
const ago = (ms: number): number => Date.now() - ms

const person = (id: string, name: string, over: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name,
  role: 'member',
  state: 'active',
  createdAt: ago(900 * hour),
  lastSeenAt: ago(3 * hour),
  linkExpiresAt: null,
  accounts: 1,
  ...over,
})
const user = (key: string, over: Partial<PlayerUserView> = {}): PlayerUserView => ({
  key,
  name: key,
  personId: null,
  ignored: false,
  firstSeenAt: ago(90 * hour),
  lastSeenAt: ago(20 * minute),
  waiting: 0,
  ...over,
})
const source = (id: string, over: Partial<SourceView> = {}): SourceView => ({
  id,
  kind: 'jellyfin',
  name: 'Jellyfin',
  personId: 'p1',
  personName: 'admin',
  state: 'receiving',
  lastEventAt: ago(4 * minute),
  lastEventText: 'paused The Matrix at 42 %',
  lastFaultText: null,
  lastFaultAt: null,
  events: 1204,
  players: [],
  pausedAt: null,
  createdAt: ago(900 * hour),
  version: 1,
  ...over,
})

const somePeople = (): PersonRow[] => [
  person('p1', 'admin', { role: 'administrator', accounts: 2, lastSeenAt: ago(minute) }),
  person('p2', 'second person'),
  person('p3', 'invited one', {
    state: 'invited',
    lastSeenAt: null,
    accounts: 0,
    linkExpiresAt: Date.now() + 90 * hour,
  }),
  person('p4', 'late one', { state: 'invited', lastSeenAt: null, accounts: 0 }),
]
const someSources = (): SourceView[] => [
  source('s1', {
    players: [
      user('living room', { personId: 'p1' }),
      user('guest', { waiting: 14 }),
      user('child', { ignored: true }),
      user('somebody', { personId: 'p2' }),
    ],
  }),
  source('s2', {
    kind: 'stremio_addon',
    name: 'Stremio add-on',
    state: 'quiet',
    lastEventAt: null,
    lastEventText: null,
    events: 0,
  }),
  source('s3', {
    kind: 'tautulli',
    name: 'Tautulli in the cellar, whose name somebody made rather long',
    state: 'unreadable',
    lastFaultAt: ago(2 * minute),
    lastFaultText: 'The body is no JSON. Paste the template again under Data, for each of the five triggers.',
  }),
  source('s4', {
    kind: 'stremio_account',
    name: 'Stremio account',
    personId: 'p2',
    personName: 'second person',
  }),
  source('s5', { kind: 'api', name: 'My script', state: 'paused', pausedAt: ago(hour) }),
]

let scene = 'some'
let sources = someSources()
let people = somePeople()
const streams = new Set<ServerResponse>()
let eventId = 0

function tell(event: LiveEvent): void {
  eventId += 1
  for (const stream of streams)
    stream.write(`id: ${eventId}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
}

function changed(id: string, over: Partial<SourceView>): SourceView | undefined {
  sources = sources.map((one) => (one.id === id ? { ...one, ...over, version: one.version + 1 } : one))
  const found = sources.find((one) => one.id === id)
  if (found !== undefined) tell({ type: 'source', source: found })
  return found
}

function setScene(name: string): void {
  if (name === 'event') {
    const arrived = { lastEventAt: Date.now(), lastEventText: 'started The Matrix', events: 1 }
    changed('s2', { state: 'receiving', ...arrived })
    return
  }
  scene = name
  people = name === 'empty' ? somePeople().slice(0, 1) : somePeople()
  sources = name === 'empty' ? [] : someSources()
  if (name === 'member') sources = sources.map((one) => ({ ...one, personId: 'p1' }))
  if (name === 'many') {
    sources = Array.from({ length: 60 }, (_, n) => source(`m${n}`, { name: `Jellyfin ${n}` }))
    sources[0] = source('m0', {
      players: Array.from({ length: 300 }, (_, n) => user(`user ${n}`, { waiting: n % 4 })),
    })
    people = Array.from({ length: 200 }, (_, n) => person(`q${n}`, `person ${n}`))
  }
  tell({ type: 'resync' })
}

const session = (): unknown => {
  const isOut = scene === 'stranger' || scene === 'ended'
  return {
    state: isOut ? 'signed_out' : 'signed_in',
    codeNeeded: false,
    person: isOut ? null : { id: 'p1', name: 'admin', role: scene === 'member' ? 'member' : 'administrator' },
    csrfToken: 't',
    liveId: null,
  }
}

function json(res: ServerResponse, value: unknown, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(value))
}
function problem(res: ServerResponse, status: number, code: string, detail: string): void {
  res.writeHead(status, { 'content-type': 'application/problem+json' })
  res.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }))
}

const counts = { playing: 0, waiting: 0, attention: 0, nextAt: null }
const overview = {
  integrations: [],
  alerts: [],
  openAlerts: 0,
  worst: null,
  version: '0.1.0',
  playing: [],
  activity: counts,
}
const gets: Readonly<Record<string, () => unknown>> = {
  session,
  overview: () => overview,
  sources: () => ({ items: sources }),
  people: () => ({ items: people }),
  accounts: () => ({ items: [], traktReady: true }),
  playing: () => ({ items: [], counts }),
}

const addressOf = (id: string, secret: string): unknown => {
  const kind = sources.find((one) => one.id === id)?.kind
  if (kind === 'api') return { path: null, token: secret }
  const path = kind === 'stremio_addon' ? `/stremio/${secret}/manifest.json` : `/hooks/${secret}`
  return { path, token: null }
}
const secrets = {
  address: 'not-a-real-secret-7f3aQx0zT19bcKd2',
  renew: 'not-a-real-secret-either-90d2a41eNQ',
}

const linkOf = (one: PersonRow): unknown => ({
  person: one,
  path: '/welcome#not-a-real-token-7f3aQx0zT19bcKd2a41e',
  expiresAt: Date.now() + 168 * hour,
})

type Body = Readonly<Record<string, unknown>>

function changeSource(res: ServerResponse, parts: readonly string[], method: string, body: Body): void {
  const [, id = '', more, key = ''] = parts
  if (id === '') {
    const made = source(`n${sources.length}`, {
      kind: sourceKinds.find((kind) => kind === body['kind']) ?? 'api',
      name: String(body['kind']),
      state: 'quiet',
      lastEventAt: null,
      lastEventText: null,
      events: 0,
    })
    sources = [...sources, made]
    return json(res, { source: made, address: addressOf(made.id, secrets.address) })
  }
  if (more === 'address' || more === 'renew') return json(res, addressOf(id, secrets[more]))
  if (more === 'players') {
    const players = (sources.find((one) => one.id === id)?.players ?? []).map((one) =>
      one.key === decodeURIComponent(key) ? { ...one, ...body, waiting: 0 } : one,
    )
    return json(res, changed(id, { players }))
  }
  if (method === 'DELETE') {
    sources = sources.filter((one) => one.id !== id)
    tell({ type: 'source_removed', id })
    return void res.writeHead(204).end()
  }
  const { name, paused } = body
  const over: Partial<SourceView> =
    typeof name === 'string' ? { name } : { state: paused === true ? 'paused' : 'receiving' }
  json(res, changed(id, over))
}

function changePeople(res: ServerResponse, parts: readonly string[], method: string, body: Body): void {
  const [, id = '', more] = parts
  const found = people.find((one) => one.id === id)
  if (id === '' && people.some((one) => one.name === body['name']))
    return problem(res, 409, 'duplicate_name', 'Somebody has this name already.')
  if (id === '') {
    const made = person(`p${people.length + 1}`, String(body['name']), {
      state: 'invited',
      lastSeenAt: null,
      accounts: 0,
      linkExpiresAt: Date.now() + 168 * hour,
    })
    people = [...people, made]
    return json(res, linkOf(made))
  }
  if (found === undefined) return problem(res, 404, 'not_found', 'This person does not exist any more.')
  if (more === 'password-link') return json(res, linkOf(found))
  if (found.role === 'administrator' && (method === 'DELETE' || body['role'] === 'member'))
    return problem(res, 409, 'last_administrator', 'This is the only administrator.')
  if (method === 'DELETE') {
    people = people.filter((one) => one.id !== id)
    return void res.writeHead(204).end()
  }
  const next = { ...found, ...body }
  people = people.map((one) => (one.id === id ? next : one))
  json(res, next)
}

function answerChange(res: ServerResponse, parts: readonly string[], method: string, body: Body): void {
  const [what, id = ''] = parts
  if (what === 'mock') return (setScene(id), json(res, {}))
  if (what === 'sources') return changeSource(res, parts, method, body)
  if (what === 'people') return changePeople(res, parts, method, body)
  if (what === 'password-link') {
    if (scene === 'ended') return problem(res, 410, 'link_ended', 'This link has ended.')
    if (id === 'use') scene = 'some'
    return json(res, id === 'use' ? session() : { name: 'invited one', expiresAt: Date.now() + 90 * hour })
  }
  if (id === 'password')
    return body['current'] === 'wrong'
      ? problem(res, 401, 'wrong_password', 'The present password is not right.')
      : json(res, session())
  res.writeHead(204).end()
}

async function bodyOf(req: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  const body: Body = text === '' ? {} : JSON.parse(text)
  return body
}

createServer((req: IncomingMessage, res: ServerResponse) => {
  const parts = new URL(req.url ?? '/', 'http://mock').pathname.replace('/api/v1/', '').split('/')
  if (parts[0] === 'live') {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    streams.add(res)
    res.on('close', () => streams.delete(res))
    return
  }
  const get = gets[parts[0] ?? '']
  if (req.method === 'GET') return json(res, get === undefined ? { items: [], nextCursor: null } : get())
  void bodyOf(req).then((body) => answerChange(res, parts, req.method ?? 'POST', body))
}).listen(Number(process.env['MOCK_PORT'] ?? 3524), '127.0.0.1')
