import { jsonBody, type Answer, type Call } from '../simulation/answer.ts'
import { cloudflareRefusal } from '../simulation/pages.ts'
import { empty, hasOwnUserAgent } from '../simulation/trakt-front.ts'
import { addHistory, readHistory, removeHistory } from './history.ts'
import { limited } from './limits.ts'
import {
  addRatings,
  addToWatchlist,
  readPlayback,
  readRatings,
  readWatchlist,
  removeFromWatchlist,
  removePlayback,
  removeRatings,
} from './lists.ts'
import { searchId, searchText, settingsOf, summary, trending, usageOf, watchingOf } from './look-up.ts'
import { scrobble, type ScrobbleAction } from './scrobble.ts'
import type { Fields } from './requested-titles.ts'
import type { Person, World } from './world.ts'

/** Calls to the API host: who may make them, and which there are. */

interface Asked {
  readonly world: World
  readonly call: Call
  /** What the pattern of the address caught. */
  readonly parts: readonly string[]
  readonly body: Fields
}

interface Route {
  readonly method: string
  /** As counted in `calls`. */
  readonly name: string
  readonly pattern: RegExp
  readonly answer: (asked: Asked, person: Person | null) => Answer
}

/** For the person of the access token alone. */
const own = (
  method: string,
  name: string,
  pattern: RegExp,
  answer: (asked: Asked, person: Person) => Answer,
): Route => ({
  method,
  name,
  pattern,
  answer: (asked, person) =>
    person === null ? unauthorized(null) : (conditionFault(person, asked.call) ?? answer(asked, person)),
})
/** For anybody. */
const open = (name: string, pattern: RegExp, answer: (asked: Asked) => Answer): Route => ({
  method: 'GET',
  name,
  pattern,
  answer,
})
const scrobbleRoute = (action: ScrobbleAction): Route =>
  own('POST', `/scrobble/${action}`, new RegExp(`^/scrobble/${action}$`), ({ world, body }, person) =>
    scrobble(world, person, action, body),
  )

const routes: readonly Route[] = [
  scrobbleRoute('start'),
  scrobbleRoute('pause'),
  scrobbleRoute('stop'),
  own(
    'GET',
    '/sync/history',
    /^\/sync\/history(?:\/(movies|shows|episodes)(?:\/(\d+))?)?$/,
    ({ world, call, parts }, person) => readHistory(world, person, call, parts),
  ),
  own('POST', '/sync/history', /^\/sync\/history$/, ({ world, body }, person) =>
    addHistory(world, person, body),
  ),
  own('POST', '/sync/history/remove', /^\/sync\/history\/remove$/, ({ world, body, call }, person) =>
    removeHistory(world, person, body, call.body),
  ),
  own(
    'GET',
    '/sync/watchlist',
    /^\/sync\/watchlist(?:\/(movies|shows|episodes))?(?:\/\w+)?$/,
    ({ call, parts }, person) => readWatchlist(person, call, parts),
  ),
  own('POST', '/sync/watchlist', /^\/sync\/watchlist$/, ({ world, body }, person) =>
    addToWatchlist(world, person, body),
  ),
  own('POST', '/sync/watchlist/remove', /^\/sync\/watchlist\/remove$/, ({ world, body }, person) =>
    removeFromWatchlist(world, person, body),
  ),
  own(
    'GET',
    '/sync/ratings',
    /^\/sync\/ratings(?:\/(movies|shows|episodes))?(?:\/[\d,]+)?$/,
    ({ call, parts }, person) => readRatings(person, call, parts),
  ),
  own('POST', '/sync/ratings', /^\/sync\/ratings$/, ({ world, body }, person) =>
    addRatings(world, person, body),
  ),
  own('POST', '/sync/ratings/remove', /^\/sync\/ratings\/remove$/, ({ world, body }, person) =>
    removeRatings(world, person, body),
  ),
  own('GET', '/sync/playback', /^\/sync\/playback(?:\/(movies|episodes))?$/, ({ call, parts }, person) =>
    readPlayback(person, call, parts),
  ),
  own('DELETE', '/sync/playback', /^\/sync\/playback\/(\d+)$/, ({ parts }, person) =>
    removePlayback(person, parts),
  ),
  own('GET', '/users/settings', /^\/users\/settings$/, (_, person) => settingsOf(person)),
  own('GET', '/users/me/usage', /^\/users\/me\/usage$/, (_, person) => usageOf(person)),
  own('GET', '/users/me/watching', /^\/users\/me\/watching$/, ({ world }, person) =>
    watchingOf(world, person),
  ),
  open('/search/id', /^\/search\/(imdb|tmdb|tvdb|trakt)\/([\w-]+)$/, ({ world, call, parts }) =>
    searchId(world, call, parts),
  ),
  open('/search', /^\/search\/([\w,]+)$/, ({ world, call, parts }) => searchText(world, call, parts)),
  open('/trending', /^\/(movies|shows)\/(?:trending|popular|anticipated)$/, ({ world, call, parts }) =>
    trending(world, call, parts),
  ),
  open('/summary', /^\/(movies|shows)\/([\w-]+)$/, ({ world, parts }) => summary(world, parts)),
]

interface Match {
  readonly route: Route
  readonly parts: readonly string[]
}

const routeOf = (call: Call): Match | null => {
  for (const route of routes) {
    const found = route.method === call.method ? route.pattern.exec(call.path) : null
    // A part that the address leaves out is undefined, whatever the type says.
    if (found !== null)
      return { route, parts: found.slice(1).filter((part: string | undefined) => part !== undefined) }
  }
  return null
}

export const apiCallName = (call: Call): string => `${call.method} ${routeOf(call)?.route.name ?? call.path}`

/** What every request needs, whoever asks (trakt.md §7). */
const headerFault = ({ app }: World, call: Call): Answer | null => {
  if (!hasOwnUserAgent(call)) return cloudflareRefusal()
  if (!app.exists || call.headers['trakt-api-key'] !== app.clientId) return empty(403)
  if (call.headers['trakt-api-version'] !== '2') return empty(412)
  const type = call.headers['content-type'] ?? ''
  if (/^application\/json\b/i.test(type)) return null
  return type.startsWith('text/plain') ? empty(403) : empty(412)
}

const unauthorized = (text: string | null): Answer =>
  empty(401, {
    'www-authenticate':
      text === null
        ? 'Bearer realm="Trakt"'
        : `Bearer realm="Trakt", error="invalid_token", error_description="${text}"`,
  })

const personOf = ({ credentials, people, now }: World, call: Call): Person | Answer | null => {
  const header = call.headers['authorization']
  if (header === undefined) return null
  const owner = credentials.personOf(header.replace(/^bearer /i, ''), now())
  if (owner === 'dead') return unauthorized('The access token is invalid')
  if (owner === 'expired') return unauthorized('The access token expired')
  return people.find(({ name }) => name === owner.person) ?? unauthorized('The access token is invalid')
}

const upgrade = { 'x-upgrade-url': 'https://app.trakt.tv/vip' }

const conditionFault = ({ condition, vip }: Person, call: Call): Answer | null => {
  const isWrite = call.method !== 'GET'
  switch (condition) {
    case 'good':
      return null
    case 'locked':
      return empty(423, { 'x-account-locked': 'true', 'x-account-deactivated': 'false' })
    case 'deactivated':
      return empty(423, { 'x-account-locked': 'false', 'x-account-deactivated': 'true' })
    case 'account_limit':
      return isWrite ? empty(420, { ...upgrade, 'x-vip-user': String(vip), 'x-account-limit': '5' }) : null
    case 'vip_only':
      return isWrite ? empty(426, upgrade) : null
    // No default: the compiler asks for every condition.
  }
}

export const answerApi = (world: World, call: Call): Answer => {
  const fault = headerFault(world, call)
  if (fault !== null) return fault
  const match = routeOf(call)
  const person = personOf(world, call)
  if (person !== null && 'status' in person) return person
  const over = limited(world, call, person)
  if (over !== null) return over
  if (match === null) return empty(404)
  const body = call.method === 'POST' ? jsonBody(call) : {}
  return body === null ? empty(400) : match.route.answer({ world, call, parts: match.parts, body }, person)
}
