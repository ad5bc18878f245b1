import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ServiceId } from '@cuemark/services'

/** Cuemark as its own process, and its API as the demo's administrator uses it. */

export interface RunningCuemark {
  readonly url: string
  /** Resolves with a sentence when the process ends, whoever ended it. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
const lookEveryMs = 100
const startWithinMs = 30_000
const stopWithinMs = 5000

export async function startCuemark(
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<RunningCuemark> {
  const child = spawn(process.execPath, [main], {
    // Settings of a real installation on this machine have no business in the demo.
    env: { ...withoutSettings(process.env), ...environment, CUEMARK_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keepTail = (text: Buffer): void => {
    output = (output + text.toString('utf8')).slice(-4000)
  }
  child.stdout.on('data', keepTail)
  child.stderr.on('data', keepTail)
  let over = false
  const ended = new Promise<string>((resolve) => {
    const end = (why: string): void => {
      over = true
      resolve(why)
    }
    child.once('error', (error) => end(`Cuemark could not be started: ${error.message}`))
    child.once('exit', (code, signal) =>
      end(`Cuemark ended (${signal ?? code ?? 'no code'}). ${output.trim()}`),
    )
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    if (over) return
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
    await ended
    clearTimeout(force)
  }
  const healthy = await isHealthy(url, () => over)
  if (healthy) return { url, ended, stop }
  await stop()
  throw new Error(await ended)
}

const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('CUEMARK_')))

const isHealthy = async (url: string, isOver: () => boolean): Promise<boolean> => {
  const until = Date.now() + startWithinMs
  while (!isOver() && Date.now() < until) {
    const ok = await fetch(`${url}/api/v1/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ok) return true
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  return false
}

export interface Administrator {
  readonly session: Session
  /** Integration ids by service. */
  readonly integrations: ReadonlyMap<ServiceId, string>
  connect(service: ServiceId, settings: Readonly<Record<string, string>>): Promise<void>
  /** Runs the saved test of an integration, so that a change is seen at once. */
  look(service: ServiceId): Promise<void>
}

export interface Credentials {
  readonly name: string
  readonly password: string
}

/** Makes the first administrator and goes on as that person. */
export async function becomeAdministrator(url: string, credentials: Credentials): Promise<Administrator> {
  const session = await openSession(url, credentials, '/setup')
  const integrations = new Map<ServiceId, string>()
  return {
    session,
    integrations,
    connect: async (service, settings) => {
      const saved = await session.post('/integrations', { service, settings })
      integrations.set(service, textAt(saved, 'integration', 'id'))
    },
    look: async (service) => {
      const id = integrations.get(service)
      if (id === undefined) return
      await session.post(`/integrations/${id}/test`, {})
      // Money and pace show only where something is generated (openai.md §1).
      if (service === 'openai') await session.post(`/integrations/${id}/prove`, {})
    },
  }
}

export interface Session {
  get(path: string): Promise<string>
  /** The live stream, as it comes. */
  live(): Promise<AsyncIterable<Uint8Array>>
  post(path: string, body: unknown): Promise<string>
  put(path: string, body: unknown): Promise<string>
}

/** Signs in, or makes the first administrator on the way, and signs in again when the session has ended. */
export async function openSession(
  url: string,
  credentials: Credentials,
  first: '/setup' | '/session',
): Promise<Session> {
  const cookies = new Map<string, string>()
  let csrfToken = ''
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': csrfToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) remember(cookies, line)
    return answer
  }
  const enter = async (path: string): Promise<void> => {
    csrfToken = textAt(await expectOk(await send('GET', '/session'), '/session'), 'csrfToken')
    csrfToken = textAt(await expectOk(await send('POST', path, credentials), path), 'csrfToken')
  }
  const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<string> => {
    const answer = await send(method, path, body)
    if (answer.status !== 401) return expectOk(answer, path)
    await enter('/session')
    return expectOk(await send(method, path, body), path)
  }
  await enter(first)
  return {
    get: (path) => ask('GET', path),
    live: async () => {
      const { body } = await send('GET', '/live')
      if (body === null) throw new Error('Cuemark gave no live stream.')
      return body
    },
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
  }
}

const remember = (cookies: Map<string, string>, line: string): void => {
  const [pair = ''] = line.split(';')
  const mark = pair.indexOf('=')
  const value = pair.slice(mark + 1)
  if (value === '') cookies.delete(pair.slice(0, mark))
  else cookies.set(pair.slice(0, mark), value)
}

const expectOk = async (answer: Response, path: string): Promise<string> => {
  const text = await answer.text()
  if (!answer.ok) throw new Error(`Cuemark answered ${path} with ${answer.status}: ${text.slice(0, 500)}`)
  return text
}

/** What stands at this place of an answer of Cuemark's. */
export const valueAt = (answer: string, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    JSON.parse(answer),
  )

export const textAt = (answer: string, ...path: readonly string[]): string => {
  const found = valueAt(answer, ...path)
  if (typeof found !== 'string') throw new Error(`Cuemark's answer has no text at ${path.join('.')}.`)
  return found
}
