import type { Answer, Call } from './answer.ts'

/** What stands around every answer of Trakt (trakt.md §7). */

/** Only the application itself sends the last two; Cloudflare's own answers have neither. */
export const application: Readonly<Record<string, string>> = {
  server: 'cloudflare',
  'x-request-id': '0c0ffee0-simulated',
  'x-runtime': '0.012',
}

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...application, ...headers },
  body: '',
})

/** A missing User-Agent, or one that only names a library, never reaches the application. */
export const hasOwnUserAgent = (call: Call): boolean => {
  const agent = call.headers['user-agent'] ?? ''
  return agent !== '' && !/^(?:node|undici|node-fetch|axios|curl|python-requests|got)\b/i.test(agent)
}
