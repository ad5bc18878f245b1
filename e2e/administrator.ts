import type { IntegrationView, SaveResult } from '@cuemark/contract'
import type { BrowserContext } from 'playwright-core'

/** The administrator's way to the API, past the pages: for preparing what a test is not about. */
export interface Administrator {
  readonly name: string
  readonly password: string
  /** Calls the API as signed in; throws with the problem document when it is refused. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  /** The same with the answer as it came, line by line where it has lines. */
  read(method: string, path: string, body?: unknown): Promise<string>
  connect(
    service: string,
    settings: Readonly<Record<string, string>>,
    saveUntested?: boolean,
  ): Promise<IntegrationView>
  /** Tests the saved settings, as a failing or good call that counts. Gives what was answered. */
  test(id: string): Promise<string>
  /** Puts the session into a browser, so that its pages are signed in. */
  signIn(context: BrowserContext): Promise<void>
}

const name = 'owner'
const password = 'a projector needs a dark room'

/** Makes the first administrator of a fresh Cuemark. */
export async function makeAdministrator(url: string): Promise<Administrator> {
  const before = await fetch(`${url}/api/v1/session`)
  const cookiesOf = (response: Response) =>
    response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const jar = new Map<string, string>()
  const keep = (response: Response) => {
    for (const cookie of cookiesOf(response)) {
      const [key = '', ...value] = cookie.split('=')
      jar.set(key, value.join('='))
    }
  }
  keep(before)
  let csrfToken = ((await before.json()) as { csrfToken: string }).csrfToken

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
    keep(response)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(method, path, body)
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  const session = await call<{ csrfToken: string }>('POST', '/setup', { name, password })
  csrfToken = session.csrfToken
  return {
    name,
    password,
    call,
    async read(method, path, body) {
      return (await send(method, path, body)).text()
    },
    async connect(service, settings, saveUntested = false) {
      const { integration } = await call<SaveResult>('POST', '/integrations', {
        service,
        settings,
        saveUntested,
      })
      return integration
    },
    async test(id) {
      return (await send('POST', `/integrations/${id}/test`)).text()
    },
    async signIn(context) {
      await context.addCookies([...jar].map(([key, value]) => ({ name: key, value, url })))
    },
  }
}
