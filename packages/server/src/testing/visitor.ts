import { type Client, createClient } from '@cuemark/sdk'

/** The SDK with a browser's cookies. `send` is how a request goes out, for those who must move time meanwhile. */
export function visit(
  url: string,
  send: (input: RequestInfo | URL, init: RequestInit) => Promise<Response> = fetch,
): { client: Client; cookies: Map<string, string> } {
  const cookies = new Map<string, string>()
  const client = createClient({
    baseUrl: url,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const answer = await send(input, { ...init, headers })
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
        cookies.set(name, value)
      }
      return answer
    },
  })
  return { client, cookies }
}
