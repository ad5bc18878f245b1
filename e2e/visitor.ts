import type { SessionView } from '@cuemark/contract'
import type { BrowserContext } from 'playwright-core'

/** One person's way to the API, past the pages: with the cookies and the token that a browser would keep. */
export interface Visitor {
  /** Calls the API; throws with the problem document when it is refused. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  /** The same with the answer as it came, line by line where it has lines. */
  read(method: string, path: string, body?: unknown): Promise<string>
  /** The answer itself, a refusal too. */
  send(method: string, path: string, body?: unknown): Promise<Response>
  /** Calls what answers with a session, and goes on as that person. */
  enter(path: string, body: unknown): Promise<SessionView>
  /** Puts the session into a browser, so that its pages are signed in. */
  signIn(context: BrowserContext): Promise<void>
}

/** Comes as a stranger. */
export async function visit(url: string): Promise<Visitor> {
  const jar = new Map<string, string>()
  let csrfToken = ''

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
        'x-csrf-token': csrfToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [key = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(key, value.join('='))
    }
    return response
  }
  async function read(method: string, path: string, body?: unknown): Promise<string> {
    const response = await send(method, path, body)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = await read(method, path, body)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  async function enter(path: string, body: unknown): Promise<SessionView> {
    const session = await call<SessionView>('POST', path, body)
    csrfToken = session.csrfToken
    return session
  }

  csrfToken = (await call<SessionView>('GET', '/session')).csrfToken
  return {
    call,
    read,
    send,
    enter,
    signIn: (context) => context.addCookies([...jar].map(([key, value]) => ({ name: key, value, url }))),
  }
}
