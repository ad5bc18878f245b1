import { expect } from 'vitest'
import { startTraktBook } from './start.ts'
import type { TraktBook, TraktBookOptions } from './trakt-book.ts'
import type { TraktPerson } from './world.ts'

/** A book with a clock of its own, one person who is signed in, and a caller with the right headers. */
export interface BookStage {
  readonly book: TraktBook
  readonly ada: TraktPerson
  /** UTC milliseconds; set it to let time pass. */
  readonly clock: { at: number }
  /** Asks the API as Ada, unless other headers are given; a null header is left out. */
  api(method: string, path: string, body?: unknown, headers?: Headers): Promise<Told>
  /** Asks the sign-in server. */
  auth(path: string, body: unknown, headers?: Headers): Promise<Told>
}

type Headers = Readonly<Record<string, string | null>>

export interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body as JSON, undefined when it is none. */
  readonly json: unknown
}

const startedAt = Date.UTC(2026, 10, 21, 20)

const ask = async (url: string, method: string, headers: Headers, body: unknown): Promise<Told> => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
    ...(body === undefined ? {} : { body: text }),
  })
  const told = await answer.text()
  let json: unknown
  try {
    json = JSON.parse(told)
  } catch {
    json = undefined
  }
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: told, json }
}

export async function stageBook(options: TraktBookOptions = {}): Promise<BookStage> {
  const clock = { at: startedAt }
  const book = await startTraktBook({ now: () => clock.at, ...options })
  const ada = book.addPerson('Ada')
  const { accessToken } = book.signIn(ada)
  const common = { 'user-agent': 'Cuemark/0.1', 'content-type': 'application/json' }
  return {
    book,
    ada,
    clock,
    api: (method, path, body, headers = {}) =>
      ask(
        `${book.apiUrl}${path}`,
        method,
        {
          ...common,
          'trakt-api-key': book.clientId,
          'trakt-api-version': '2',
          authorization: `Bearer ${accessToken}`,
          ...headers,
        },
        body,
      ),
    auth: (path, body, headers = {}) =>
      ask(`${book.authUrl}${path}`, 'POST', { ...common, ...headers }, body),
  }
}

/** A field of an answer that must be text. */
export const textIn = (told: Told, name: string): string => {
  expect(told.json).toHaveProperty(name, expect.any(String))
  return String((told.json as Readonly<Record<string, unknown>>)[name])
}
