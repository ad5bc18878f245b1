import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AlertView, IntegrationView, LiveEvent, TestStepView } from '@cuemark/contract'
import { accountAlert } from './mock-accounts.ts'
import { answerPlayback, playback, setPlaybackScene, tellBy } from './mock-playback.ts'
import { alert, alerts, checks, integration, integrations } from './mock-data.ts'

/**
 * A stand-in for the server while screens are built: `node dev/mock-api.ts`, then `vite`. `POST /api/v1/mock/NAME`
 * changes the scene: well, empty, one, many, broken, member, revoked, revoked-other, not-ready, mended, setup,
 * signed-out, stranger, failing, throttled, stale; sign-done, -expired, -cancelled, -denied and -mismatch end a
 * sign-in. Sources and people stand in `dev/mock-house.ts`.
 */
let scene = 'broken'
let ints = integrations()
let open = alerts()
const streams = new Set<ServerResponse>()
let eventId = 0

function tell(event: LiveEvent): void {
  eventId += 1
  for (const stream of streams)
    stream.write(`id: ${eventId}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
}

function setScene(name: string): void {
  setPlaybackScene(name)
  if (name.startsWith('sign-')) return
  scene = name
  if (name === 'mended') {
    const mended = alert(1, { state: 'recovered', endedAt: Date.now(), recoveredBy: 'test', version: 9 })
    open = open.map((one) => (one.id === mended.id ? mended : one))
    return tell({ type: 'alert', alert: mended })
  }
  if (name === 'breaking') {
    const broken = alert(7, {
      title: 'MDBList: the API key is not valid',
      integrationName: 'MDBList',
      service: 'mdblist',
      integrationId: 'int_4',
      openedAt: Date.now(),
      lastSeenAt: Date.now(),
      count: 1,
      relapse: false,
    })
    open = [broken, ...open]
    return tell({ type: 'alert', alert: broken })
  }
  ints = name === 'empty' ? [] : integrations()
  open = name === 'empty' || name === 'well' ? [] : alerts()
  if (name === 'well')
    ints = ints.map((one) => ({
      ...one,
      state: one.state === 'paused' ? 'paused' : 'connected',
      openAlerts: 0,
    }))
  if (name === 'member') ints = []
  if (name === 'revoked') open = [accountAlert('acc_1', 'somebody')]
  if (name === 'revoked-other') open = [accountAlert('acc_3', 'second')]
  if (name === 'many') {
    ints = Array.from({ length: 230 }, (_, n) =>
      integration(n, { service: 'seerr', name: `Seerr ${n}`, settings: { url: `http://10.0.0.${n}:5055` } }),
    )
  }
  tell({ type: 'resync' })
}

const session = (): unknown => {
  const out = { person: null, csrfToken: 't', liveId: null }
  if (scene === 'setup' || scene === 'stranger')
    return { ...out, state: 'setup_needed', codeNeeded: scene === 'stranger' }
  if (scene === 'signed-out' || scene === 'throttled')
    return { ...out, state: 'signed_out', codeNeeded: false }
  return {
    ...out,
    state: 'signed_in',
    codeNeeded: false,
    person: { id: 'p', name: 'admin', role: scene === 'member' ? 'member' : 'administrator' },
  }
}

function problem(res: ServerResponse, status: number, code: string, detail: string, more: object = {}): void {
  res.writeHead(status, { 'content-type': 'application/problem+json' })
  res.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail, ...more }))
}

function json(res: ServerResponse, value: unknown): void {
  res.writeHead(200, { 'content-type': 'application/json' })
  res.end(JSON.stringify(value))
}

function page(res: ServerResponse, items: readonly unknown[], url: URL): void {
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const next = from + limit < items.length ? String(from + limit) : null
  json(res, { items: items.slice(from, from + limit), nextCursor: next })
}

const failedStep = (): TestStepView => ({
  id: 'identity',
  label: 'This is a Seerr',
  state: 'failed',
  detail: 'A login page answered.',
  durationMs: 84,
  field: 'url',
  diagnosis: {
    service: 'seerr',
    kind: 'configuration',
    cause: 'seerr.not_a_seerr',
    title: 'A login page answers at this address',
    explanation:
      'The address is reached, but what stands there is the sign-in page of a proxy and not Seerr.',
    remedy: [{ text: 'Give the address of Seerr behind the proxy, with its port.', action: 'edit_address' }],
    scope: 'integration',
    retry: { when: 'never' },
    confidence: 'certain',
    expected: false,
    field: 'url',
    evidence: [
      { part: 'header', text: 'content-type text/html' },
      { part: 'body', text: 'a form with a password field' },
    ],
  },
})

async function streamTest(res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const good = (id: string, label: string): TestStepView => ({
    id,
    label,
    state: 'passed',
    detail: 'As it should be.',
    durationMs: 31,
  })
  const steps = [
    good('dns', 'The name resolves'),
    good('tcp', 'The port answers'),
    scene === 'failing' ? failedStep() : good('key', 'The key is right'),
  ]
  for (const step of steps) {
    await new Promise((resolve) => setTimeout(resolve, 350))
    res.write(`${JSON.stringify({ type: 'step', step })}\n`)
  }
  const ok = scene !== 'failing'
  const facts = ok
    ? [
        { label: 'Version', value: '2.7.3' },
        { label: 'User', value: 'admin' },
      ]
    : []
  const diagnosis = ok ? null : failedStep().diagnosis
  res.end(
    `${JSON.stringify({ type: 'result', result: { ok, steps, diagnosis, field: ok ? null : 'url', facts, cleanedFields: [] } })}\n`,
  )
}

const inView = (one: AlertView, view: string): boolean =>
  view === 'history' ? one.state === 'recovered' || one.state === 'dismissed' : one.state === view

function overview(): unknown {
  const now = open.filter((one) => one.state === 'open')
  return {
    integrations: ints,
    alerts: now.slice(0, 3),
    openAlerts: now.length,
    worst: now[0]?.severity ?? null,
    version: '0.1.0',
    ...Object(playback()),
  }
}

function changeAlert(res: ServerResponse, id: string, what: string): void {
  const found = open.find((one) => one.id === id)
  if (found === undefined) return problem(res, 404, 'not_found', 'No such alert.')
  const state = what === 'dismiss' ? 'dismissed' : what === 'snooze' ? 'snoozed' : 'open'
  const changed: AlertView = {
    ...found,
    state,
    version: found.version + 1,
    endedAt: state === 'dismissed' ? Date.now() : null,
  }
  open = open.map((one) => (one.id === id ? changed : one))
  tell({ type: 'alert', alert: changed })
  json(res, changed)
}

function changeIntegration(res: ServerResponse, id: string, over: Partial<IntegrationView>): IntegrationView {
  const found = ints.find((one) => one.id === id) ?? integration(0)
  const changed = { ...found, ...over, version: found.version + 1 }
  ints = ints.map((one) => (one.id === id ? changed : one))
  tell({ type: 'integration', integration: changed })
  return changed
}

function answerGet(res: ServerResponse, parts: readonly string[], url: URL): void {
  const [what, id, more] = parts
  if (what === 'session') return json(res, session())
  if (what === 'overview') return json(res, overview())
  if (what === 'sessions') {
    const agent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0'
    return json(res, {
      items: [
        { id: 's1', current: true, createdAt: 1, lastSeenAt: Date.now(), userAgent: agent },
        {
          id: 's2',
          current: false,
          createdAt: 1,
          lastSeenAt: Date.now() - 9e7,
          userAgent: 'Mozilla/5.0 (iPhone) Safari/604',
        },
      ],
    })
  }
  if (what === 'integrations' && more === 'checks') return page(res, checks(), url)
  if (what === 'integrations' && id === undefined) return page(res, ints, url)
  if (what === 'integrations') {
    const found = ints.find((one) => one.id === id)
    return found === undefined ? problem(res, 404, 'not_found', 'No such integration.') : json(res, found)
  }
  if (what === 'alerts' && more === 'events')
    return json(res, {
      items: [
        { at: Date.now() - 7e6, what: 'opened', text: 'Trakt: sign in again' },
        { at: Date.now() - 2e6, what: 'relapsed', text: 'Broken again after it was mended by a test.' },
      ],
    })
  if (what === 'alerts' && id === undefined) {
    const of = url.searchParams.get('integrationId')
    return page(
      res,
      open.filter(
        (one) =>
          inView(one, url.searchParams.get('view') ?? 'open') && (of === null || one.integrationId === of),
      ),
      url,
    )
  }
  const found = open.find((one) => one.id === id)
  return found === undefined ? problem(res, 404, 'not_found', 'No such alert.') : json(res, found)
}

function answerChange(res: ServerResponse, parts: readonly string[], method: string): void | Promise<void> {
  const [what, id = '', more] = parts
  if (what === 'mock') return (setScene(id), json(res, {}))
  if (what === 'session' && scene === 'throttled')
    return problem(res, 429, 'too_many_attempts', 'Too many tries.', { retryAfterMs: 42_000 })
  if (what === 'session' && method === 'POST' && scene === 'signed-out')
    return problem(res, 401, 'wrong_password', 'Name or password is not right.')
  if (what === 'session' && method === 'DELETE') scene = 'signed-out'
  if (id === 'test' || more === 'test') return streamTest(res)
  if (what === 'alerts') return changeAlert(res, id, more ?? '')
  if (what === 'integrations' && method === 'PATCH' && scene === 'stale')
    return ((scene = 'broken'), problem(res, 409, 'stale', 'Changed elsewhere.'))
  if (more === 'pause')
    return json(res, changeIntegration(res, id, { state: 'paused', pausedAt: Date.now() }))
  if (more === 'resume') return json(res, changeIntegration(res, id, { state: 'connected', pausedAt: null }))
  if (what === 'integrations' && method === 'PATCH')
    return json(res, { integration: changeIntegration(res, id, {}), test: null })
  if (what === 'integrations' && method === 'POST') return json(res, { integration: ints[4], test: null })
  res.writeHead(204).end()
}

async function bodyOf(req: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  const body: Readonly<Record<string, unknown>> = text === '' ? {} : JSON.parse(text)
  return body
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://mock')
  const parts = url.pathname.replace('/api/v1/', '').split('/')
  const method = req.method ?? 'GET'
  if (parts[0] === 'live') {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    streams.add(res)
    res.on('close', () => streams.delete(res))
    return
  }
  const answered = answerPlayback({ parts, method, url, body: await bodyOf(req) })
  if (answered === null) return problem(res, 404, 'not_found', 'No such thing.')
  if (answered !== undefined) return json(res, answered)
  if (method === 'GET') return answerGet(res, parts, url)
  await answerChange(res, parts, method)
}

tellBy(tell)
createServer((req, res) => void answer(req, res)).listen(
  Number(process.env['MOCK_PORT'] ?? 3524),
  '127.0.0.1',
)
