/** The players: they send what they have to say, and say it again where nobody took it. */
import { Agent, request } from 'node:http'
import type { PlayerMessage } from '@cuemark/testkit'
import type { Sender } from './household.ts'

export type Outcome =
  | 'taken'
  /** It was told that nothing was kept. */
  | 'refused'
  /** Nobody knows whether it was kept. */
  | 'unanswered'

const agent = new Agent({ keepAlive: true })
/** A server that was killed closes its connections; one that hangs is a fault, and shows as such. */
const longestMs = 20_000

export interface Sent {
  readonly outcome: Outcome
  readonly status: number | null
}

/** Sends one message; `onSent` is called when all of it has left. */
export function send(
  url: string,
  sender: Sender,
  message: Pick<PlayerMessage, 'method' | 'path' | 'headers' | 'body'>,
  onSent: () => void = () => undefined,
): Promise<Sent> {
  const { method, path, headers, body } = message
  return new Promise((resolve) => {
    const asked = request(`${url}${sender.path}${path}`, {
      method,
      agent,
      headers: {
        ...headers,
        ...(sender.token === null ? {} : { authorization: `Bearer ${sender.token}` }),
        ...(method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
      timeout: longestMs,
    })
    asked.once('response', (answer) => {
      const status = answer.statusCode ?? 0
      answer.resume()
      answer.once('end', () => resolve({ outcome: status < 300 ? 'taken' : 'refused', status }))
      answer.once('error', () => resolve({ outcome: 'unanswered', status: null }))
    })
    asked.once('timeout', () => asked.destroy(new Error('No answer came.')))
    asked.once('error', () => resolve({ outcome: 'unanswered', status: null }))
    asked.once('finish', onSent)
    asked.end(method === 'GET' ? undefined : body)
  })
}
