import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { LibraryTitle, type StremioTitle } from './library.ts'
import { linkPage } from './link-page.ts'

/** Stremio's account API and its host of link codes, with accounts, libraries and a person who approves (stremio.md §2–3). */
export interface StremioBook {
  /** Base of the account API, as the environment gives it. */
  readonly apiUrl: string
  readonly linkUrl: string
  /** Below it stand the pages of the link codes, on which the first account approves; its own host unless set. */
  pagesUrl: string
  addAccount(name: string): StremioPerson
  /** The person approves a link code. */
  approve(code: string, person: StremioPerson): void
  /** Newest link code that was given out; null when there is none. */
  readonly newestCode: string | null
  weather: 'clear' | 'outage' | 'down'
  /** Methods of the API in the order in which they were called. */
  readonly calls: readonly string[]
  /** Resolves when this method has been called, and has done its work. */
  called(method: string): Promise<void>
  /** What clients sent to be kept as it is: the collection of add-ons, and rows of the library. */
  close(): Promise<void>
}

export interface StremioPerson {
  readonly name: string
  readonly authKey: string
  /** Its row for a title, made when it is missing. */
  title(title: StremioTitle, at: number): LibraryTitle
  /** Rows that a real client has put there itself. */
  readonly putRows: ReadonlyMap<string, unknown>
  readonly addons: readonly unknown[]
  /** Logs out on all devices: the session is gone. */
  endSession(): void
  /** Signs in at Stremio again, which makes a new session. */
  signInAnew(): void
}

interface Person extends StremioPerson {
  authKey: string
  addons: unknown[]
  readonly titles: Map<string, LibraryTitle>
  readonly putRows: Map<string, Readonly<Record<string, unknown>>>
  alive: boolean
}

interface LinkCode {
  person: Person | null
}

const newSession = (): string => randomBytes(24).toString('base64url')

type Fields = Readonly<Record<string, unknown>>

const failure = (message: string, code: number): unknown => ({ error: { message, code } })

const readFields = (body: string): Fields => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const rowTime = (row: Fields): number => Date.parse(String(row['_mtime']))

const methods: Readonly<Record<string, (person: Person, body: Fields) => unknown>> = {
  getUser: (person) => ({ _id: person.name, email: `${person.name}@example.org` }),
  logout: (person) => {
    person.alive = false
    return { success: true }
  },
  saveUser: () => ({ success: true }),
  addonCollectionGet: (person) => ({ addons: person.addons, lastModified: new Date(0).toISOString() }),
  addonCollectionSet: (person, body) => {
    person.addons = Array.isArray(body['addons']) ? [...(body['addons'] as readonly unknown[])] : []
    return { success: true }
  },
  datastoreMeta: (person) => [
    ...[...person.titles.values()].map((title) => [title.title.id, title.modifiedAt]),
    ...[...person.putRows].map(([id, row]) => [id, rowTime(row)]),
  ],
  datastoreGet: (person, body) => {
    const ids = new Set(Array.isArray(body['ids']) ? (body['ids'] as readonly unknown[]).map(String) : [])
    const wanted = (id: string): boolean => body['all'] === true || ids.has(id)
    return [
      ...[...person.titles.values()].filter(({ title }) => wanted(title.id)).map((title) => title.row()),
      ...[...person.putRows].filter(([id]) => wanted(id)).map(([, row]) => row),
    ]
  },
  datastorePut: (person, body) => {
    const changes = Array.isArray(body['changes']) ? (body['changes'] as readonly Fields[]) : []
    for (const row of changes) person.putRows.set(String(row['_id']), row)
    return { success: true }
  },
}

class Book {
  readonly people: Person[] = []
  readonly codes = new Map<string, LinkCode>()
  readonly calls: string[] = []
  weather: StremioBook['weather'] = 'clear'
  pagesUrl = ''
  readonly #waiting = new Set<() => void>()

  async until(holds: () => boolean): Promise<void> {
    while (!holds())
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
      })
  }

  addAccount(name: string): Person {
    const titles = new Map<string, LibraryTitle>()
    const person: Person = {
      name,
      authKey: newSession(),
      addons: [],
      titles,
      putRows: new Map(),
      alive: true,
      title: (title, at) => {
        const known = titles.get(title.id) ?? new LibraryTitle(title, at)
        titles.set(title.id, known)
        return known
      },
      endSession: () => {
        person.alive = false
      },
      signInAnew: () => {
        person.authKey = newSession()
        person.alive = true
      },
    }
    this.people.push(person)
    return person
  }

  link(path: string, query: URLSearchParams): unknown {
    if (path === '/api/v2/create') {
      const code = randomBytes(3).toString('hex')
      this.codes.set(code, { person: null })
      return { result: { code, link: `${this.pagesUrl}/${code}`, qrcode: '' } }
    }
    const person = this.codes.get(query.get('code') ?? '')?.person ?? null
    return person === null ? failure('Not found', 101) : { result: { authKey: person.authKey } }
  }

  /** Null where the address is none of a code. */
  page(method: string, path: string): ReturnType<typeof linkPage> | null {
    const code = /^\/(?<code>[\da-f]{6})$/.exec(path)?.groups?.['code']
    if (code === undefined) return null
    const isWaiting = this.codes.get(code)?.person === null
    return linkPage(method, isWaiting, () => {
      const person = this.people[0] ?? null
      this.codes.set(code, { person })
      return person !== null
    })
  }

  api(method: string, body: Fields): unknown {
    const value = this.#answer(method, body)
    this.calls.push(method)
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
    return value
  }

  #answer(method: string, body: Fields): unknown {
    if (method === 'login') {
      const person = this.people.find(({ name }) => name === body['email'])
      return person === undefined ? failure('User not found', 2) : this.#signedIn(person)
    }
    if (method === 'events') return { result: { success: true } }
    const person = this.people.find(({ authKey, alive }) => alive && authKey === body['authKey'])
    if (person === undefined) return failure('Session does not exist', 1)
    const answer = methods[method]
    return answer === undefined ? failure('Unknown method', 3) : { result: answer(person, body) }
  }

  #signedIn(person: Person): unknown {
    return {
      result: {
        authKey: person.authKey,
        user: {
          _id: person.name,
          email: `${person.name}@example.org`,
          fbId: null,
          avatar: null,
          lastModified: new Date(0).toISOString(),
          dateRegistered: new Date(0).toISOString(),
          gdpr_consent: { tos: true, privacy: true, marketing: false, from: null },
        },
      },
    }
  }
}

const answer = async (book: Book, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://stremio')
  const body = await text(request)
  if (book.weather === 'down') {
    request.socket.resetAndDestroy()
    return
  }
  const cors = { 'access-control-allow-origin': '*', 'content-type': 'application/json; charset=utf-8' }
  if (book.weather === 'outage') {
    response.writeHead(503, cors).end('{"error":"Service unavailable"}')
    return
  }
  const page = book.page(request.method ?? 'GET', url.pathname)
  if (page !== null) {
    response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8' }).end(page.html)
    return
  }
  const isLink = url.pathname.startsWith('/api/v2/')
  const value = isLink
    ? book.link(url.pathname, url.searchParams)
    : book.api(url.pathname.replace(/^\/api\//, ''), readFields(body))
  response.writeHead(200, cors).end(JSON.stringify(value))
}

/** Starts it on loopback. One server plays both hosts. */
export async function startStremioBook(): Promise<StremioBook> {
  const book = new Book()
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // The only way to fail here is a caller that hung up while sending.
    answer(book, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulation has no port.')
  const url = `http://127.0.0.1:${address.port}`
  book.pagesUrl = url
  return {
    apiUrl: url,
    linkUrl: url,
    get pagesUrl() {
      return book.pagesUrl
    },
    set pagesUrl(pagesUrl) {
      book.pagesUrl = pagesUrl
    },
    addAccount: (name) => book.addAccount(name),
    approve: (code, person) => {
      const known = book.people.find(({ authKey }) => authKey === person.authKey) ?? null
      book.codes.set(code, { person: known })
    },
    get newestCode() {
      return [...book.codes.keys()].at(-1) ?? null
    },
    get weather() {
      return book.weather
    },
    set weather(weather) {
      book.weather = weather
    },
    calls: book.calls,
    called: (method) => book.until(() => book.calls.includes(method)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
