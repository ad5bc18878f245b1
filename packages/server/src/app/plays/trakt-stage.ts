import type { Exchange } from '@cuemark/diagnosis'
import type { Http, ServiceRequest } from '@cuemark/services'
import type { Clock } from '../ports.ts'

/** A Trakt of two titles in memory, with its own book of plays, for tests of the road to it. */
export interface StageTrakt {
  /** What it has, as "title @ ISO time", in the order of those times. */
  readonly book: () => readonly string[]
  /** Requests as "METHOD path", in order. */
  readonly asked: readonly string[]
  readonly watchlist: ReadonlySet<string>
  readonly ratings: ReadonlyMap<string, number>
  /** Resume points and "watching", as "action title progress". */
  readonly watching: readonly string[]
  /** Posts that came sooner than a second after the one before. */
  readonly tooFast: () => number
  readonly http: Http
  /** `closed` takes no connection; `broken` answers 503 and does nothing; `limited` asks to wait for an hour. */
  weather: 'fine' | 'closed' | 'broken' | 'limited'
  /** So many further writes are done, and their answers are lost. */
  lostAnswers: number
  /** So many further writes never arrive, and nobody can tell. */
  lostRequests: number
  /** Told of every answer before its asker is. */
  onAnswer: () => void
  /** The one access token that counts. */
  token: string
  /** Its 409 does not say of which scrobble it speaks. */
  isConflictBare: boolean
  /** Titles that it does not know, as `S1E7` or an IMDb id. */
  readonly unknown: Set<string>
  /** Somebody watches at another app. */
  add(name: string, watchedAt: number): void
}

interface Entry {
  readonly id: number
  readonly name: string
  readonly watchedAt: number
}

interface Answer {
  readonly status: number
  readonly body?: unknown
}

const movie = { name: 'The Matrix', imdb: 'tt0133093', trakt: 481 }
const show = { name: 'Breaking Bad', imdb: 'tt0903747', trakt: 1388 }
const windowMs = 3_600_000
const firstId = 9_007_199_254_740_993n

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((here, name) => (isObject(here) ? here[name] : undefined), value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const episodeName = (season: unknown, number: unknown): string =>
  `${show.name} S${String(season)}E${String(number)}`

export function startStageTrakt(clock: Clock): StageTrakt {
  const entries: Entry[] = []
  const asked: string[] = []
  const watching: string[] = []
  const watchlist = new Set<string>()
  const ratings = new Map<string, number>()
  const unknown = new Set<string>()
  let nextId = 0
  let lastPostAt = -Infinity
  let tooFast = 0

  const nameOf = (item: unknown): string | null => {
    const isMovie = at(item, 'movie', 'ids', 'imdb') === movie.imdb || at(item, 'ids', 'imdb') === movie.imdb
    if (isMovie) return unknown.has(movie.imdb) ? null : movie.name
    if (at(item, 'show', 'ids', 'imdb') !== show.imdb) return null
    const [season, number] = [at(item, 'episode', 'season'), at(item, 'episode', 'number')]
    return unknown.has(`S${String(season)}E${String(number)}`) ? null : episodeName(season, number)
  }
  const add = (name: string, watchedAt: number): number => {
    entries.push({ id: nextId, name, watchedAt: Math.floor(watchedAt / 1000) * 1000 })
    nextId += 1
    return nextId - 1
  }
  const exactId = (id: number): string => String(firstId + BigInt(id))

  const scrobble = (action: string, body: unknown): Answer => {
    const name = nameOf(body)
    const progress = Number(at(body, 'progress'))
    if (name === null) return { status: 404 }
    if (action !== 'stop' || progress <= 80) {
      watching.push(`${action} ${name} ${String(Math.round(progress))}`)
      return { status: 201, body: { id: 0, action: action === 'stop' ? 'pause' : action } }
    }
    const last = entries.findLast((entry) => entry.name === name)
    if (last !== undefined && clock.now() - last.watchedAt < windowMs) {
      if (trakt.isConflictBare) return { status: 409 }
      return { status: 409, body: { watched_at: new Date(last.watchedAt).toISOString() } }
    }
    return { status: 201, body: `{"id":${exactId(add(name, clock.now()))},"action":"scrobble"}` }
  }
  const addHistory = (body: unknown): Answer => {
    const missing: unknown[] = []
    let added = 0
    const take = (item: unknown, told: unknown, where: unknown): void => {
      const name = nameOf(item)
      if (name === null) missing.push(where)
      else added += 1
      if (name !== null) add(name, Date.parse(String(at(told, 'watched_at'))))
    }
    for (const one of list(at(body, 'movies'))) take(one, one, one)
    for (const one of list(at(body, 'shows'))) {
      for (const season of list(at(one, 'seasons'))) {
        for (const episode of list(at(season, 'episodes'))) {
          const [ids, number] = [at(one, 'ids'), at(season, 'number')]
          const item = { show: { ids }, episode: { season: number, number: at(episode, 'number') } }
          take(item, episode, { ids, seasons: [{ number, episodes: [episode] }] })
        }
      }
    }
    const notFound = {
      movies: missing.filter((one) => at(one, 'seasons') === undefined),
      shows: missing.filter((one) => at(one, 'seasons') !== undefined),
    }
    return { status: 201, body: { added: { movies: 0, episodes: added }, not_found: notFound } }
  }
  const remove = (text: string): Answer => {
    const ids = new Set(/\[([\d,]*)\]/.exec(text)?.[1]?.split(','))
    const left = entries.filter(({ id }) => !ids.has(exactId(id)))
    const deleted = entries.length - left.length
    entries.splice(0, entries.length, ...left)
    return { status: 200, body: { deleted: { movies: deleted, episodes: 0 } } }
  }
  const entryBody = ({ id, name, watchedAt }: Entry): string => {
    const head = `"id":${exactId(id)},"watched_at":"${new Date(watchedAt).toISOString()}"`
    const numbers = /S(\d+)E(\d+)$/.exec(name)
    if (numbers === null) {
      return `{${head},"type":"movie","movie":${JSON.stringify({ title: movie.name, year: 1999, ids: { trakt: movie.trakt, imdb: movie.imdb } })}}`
    }
    const [season, number] = [Number(numbers[1]), Number(numbers[2])]
    const episode = { season, number, title: name, ids: { trakt: 73_000 + season * 100 + number } }
    const shown = { title: show.name, year: 2008, ids: { trakt: show.trakt, imdb: show.imdb } }
    return `{${head},"type":"episode","episode":${JSON.stringify(episode)},"show":${JSON.stringify(shown)}}`
  }
  const readHistory = (url: URL): Answer => {
    const [from, to] = ['start_at', 'end_at'].map((name) => Date.parse(url.searchParams.get(name) ?? ''))
    const isMovies = url.pathname.endsWith('/movies')
    const found = entries.filter(
      ({ name, watchedAt }) =>
        (name === movie.name) === isMovies && watchedAt >= (from ?? 0) && watchedAt <= (to ?? 0),
    )
    return { status: 200, body: `[${found.map(entryBody).join(',')}]` }
  }
  const wish = (path: string, body: unknown): Answer => {
    const [one] = list(at(body, 'movies'))
    const name = nameOf(one)
    if (name === null) return { status: 201, body: { added: {}, not_found: { movies: [one] } } }
    if (path === '/sync/watchlist') watchlist.add(name)
    if (path === '/sync/watchlist/remove') watchlist.delete(name)
    if (path === '/sync/ratings') ratings.set(name, Number(at(one, 'rating')))
    return { status: 201, body: { added: { movies: 1 }, not_found: {} } }
  }
  const search = (): Answer => ({
    status: 200,
    body: [
      {
        type: 'movie',
        movie: { title: movie.name, year: 1999, ids: { trakt: movie.trakt, imdb: movie.imdb } },
      },
      { type: 'show', show: { title: show.name, year: 2008, ids: { trakt: show.trakt, imdb: show.imdb } } },
    ],
  })
  const answer = (request: ServiceRequest): Answer => {
    const url = new URL(request.url)
    const body: unknown = request.body === undefined ? null : JSON.parse(request.body)
    if (request.headers['authorization'] !== `Bearer ${trakt.token}`) {
      return { status: 401, body: { error: 'invalid_token' } }
    }
    const { pathname: path } = url
    if (path.startsWith('/scrobble/')) return scrobble(path.slice('/scrobble/'.length), body)
    if (path.startsWith('/search/')) return search()
    if (path === '/sync/history') return addHistory(body)
    if (path === '/sync/history/remove') return remove(request.body ?? '')
    return path.startsWith('/sync/history/') ? readHistory(url) : wish(path, body)
  }
  const silent = (code: string): Partial<Exchange> => ({
    status: null,
    transportError: { code, message: 'as scripted' },
  })
  const outcomeOf = (request: ServiceRequest): Partial<Exchange> => {
    const isWrite = request.method === 'POST'
    if (trakt.weather === 'closed') return silent('ECONNREFUSED')
    if (isWrite) {
      if (clock.now() - lastPostAt < 1000) tooFast += 1
      lastPostAt = clock.now()
    }
    if (trakt.weather === 'limited') return { status: 429, headers: { 'retry-after': '3600' }, body: '' }
    if (trakt.weather === 'broken') return { status: 503, body: 'Service Unavailable' }
    if (isWrite && trakt.lostRequests > 0) {
      trakt.lostRequests -= 1
      return silent('ECONNRESET')
    }
    const { status, body } = answer(request)
    if (isWrite && trakt.lostAnswers > 0) {
      trakt.lostAnswers -= 1
      return silent('ECONNRESET')
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
    return { status, headers: { 'content-type': 'application/json', 'x-request-id': 'one' }, body: text }
  }
  const http: Http = {
    send: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`)
      const base: Exchange = {
        service: 'trakt',
        method: request.method,
        url: request.url,
        status: null,
        headers: {},
        body: null,
        transportError: null,
        receivedAt: clock.now(),
      }
      const exchange: Exchange = { ...base, ...outcomeOf(request) }
      trakt.onAnswer()
      return Promise.resolve(exchange)
    },
    settled: () => Promise.resolve(),
  }
  const trakt: StageTrakt = {
    book: () =>
      entries
        .toSorted((one, other) => one.watchedAt - other.watchedAt)
        .map(({ name, watchedAt }) => `${name} @ ${new Date(watchedAt).toISOString()}`),
    asked,
    watchlist,
    ratings,
    watching,
    tooFast: () => tooFast,
    http,
    weather: 'fine',
    isConflictBare: false,
    lostAnswers: 0,
    lostRequests: 0,
    onAnswer: () => undefined,
    token: 'first',
    unknown,
    add: (name, watchedAt) => {
      add(name, watchedAt)
    },
  }
  return trakt
}
