import { request as httpRequest } from 'node:http'
import { sessionViewSchema } from '@cuemark/contract'
import { pino } from 'pino'
import type { Intake } from '../../app/use-cases-plays.ts'
import { ManualClock } from '../../clock-manual.ts'
import { createIds } from '../../ids.ts'
import { sourceReaders } from '../../sources/index.ts'
import { createPeople, type People } from '../../people/people.ts'
import { hashPassword } from '../../people/passwords.ts'
import type { HttpOptions } from '../options.ts'
import { createHttpServer } from '../server.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'
import { createMemoryPeople } from './memory-people.ts'

export const password = 'correct horse battery'

/** A browser's cookies and token, over real HTTP. */
export interface Visitor {
  readonly cookies: Map<string, string>
  /** Sends the token for changes when `token` is given. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>
  /** Asks for the session first, as the pages do, then calls with its token. */
  change(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}
interface CallOptions {
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly signal?: AbortSignal
}

export interface Stage {
  readonly url: string
  readonly app: FakeApp
  readonly people: People
  readonly clock: ManualClock
  readonly logged: string[]
  /** People whose sign-ins at services were revoked. */
  readonly revoked: readonly string[]
  visitor(): Visitor
  /** Somebody who is signed in. */
  signedIn(role: 'administrator' | 'member'): Promise<Visitor>
  close(): Promise<void>
}

function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>()
  const call: Visitor['call'] = async (method, path, options = {}) => {
    const headers: Record<string, string> = { ...options.headers }
    if (cookies.size > 0)
      headers['cookie'] = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const init: RequestInit = { method, headers, redirect: 'manual' }
    if (options.body !== undefined) {
      headers['content-type'] ??= 'application/json'
      init.body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body)
    }
    if (options.signal !== undefined) init.signal = options.signal
    const answer = await fetch(`${url}${path}`, init)
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1) === '') cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
  return {
    cookies,
    call,
    change: async (method, path, body, headers = {}) => {
      const session = sessionViewSchema.parse(await (await call('GET', '/api/v1/session')).json())
      return call(method, path, { body, headers: { 'x-csrf-token': session.csrfToken, ...headers } })
    },
  }
}

/** A whole HTTP edge on loopback, over an app that a test decides. */
export async function openStage(options: Partial<HttpOptions> = {}, intake?: Intake): Promise<Stage> {
  const clock = new ManualClock()
  const ids = createIds(clock)
  const store = createMemoryPeople()
  const revoked: string[] = []
  const people = createPeople({ store, clock, ids, revokeAllOf: async (id) => void revoked.push(id) })
  const app = createFakeApp()
  if (intake !== undefined) Object.assign(app, { intake })
  const logged: string[] = []
  const server = await createHttpServer(
    {
      app,
      people,
      clock,
      readers: sourceReaders,
      log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
      translate: () => null,
      version: '0.1.0',
    },
    {
      loopbackOnly: true,
      allowedHosts: [],
      trustedProxies: ['loopback'],
      webRoot: null,
      requestsPerMinute: 10_000,
      ...options,
    },
  )
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const visitor = (): Visitor => createVisitor(url)
  return {
    url,
    app,
    people,
    clock,
    logged,
    revoked,
    visitor,
    signedIn: async (role) => {
      const name = `${role}-${ids.next()}`
      const passwordHash = await hashPassword(password)
      await store.insertUser({ id: ids.next(), name, role, passwordHash, createdAt: clock.now() })
      const somebody = visitor()
      await somebody.change('POST', '/api/v1/session', { name, password })
      return somebody
    },
    close: () => server.close(),
  }
}

/** A request with headers that `fetch` does not let anybody set, such as `Host`. */
export function rawRequest(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string; cookies: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: options.method ?? 'GET', headers: options.headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, text, cookies: answer.headers['set-cookie'] ?? [] })
      })
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}
