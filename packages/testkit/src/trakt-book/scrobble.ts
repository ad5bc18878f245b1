import { json, type Answer } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import { exactJson, exactNumber } from './exact-json.ts'
import { titleBody, titleOfScrobble, type Fields } from './requested-titles.ts'
import { bookKey, runtimeMsOf, type Watchable } from './titles.ts'
import { addEntry, isoOf, type Person, type World } from './world.ts'

/** `POST /scrobble/start|pause|stop` (trakt.md §11). */

export type ScrobbleAction = 'start' | 'pause' | 'stop'

interface Scrobble {
  readonly world: World
  readonly person: Person
  readonly title: Watchable
  readonly progress: number
}

const watchedPercent = 80
/** Less is an accident. */
const leastPercent = 1

const told = ({ title, progress }: Scrobble, action: string, id: string): Answer =>
  exactJson(201, { id: exactNumber(id), action, progress, ...titleBody(title) })

const invalid = (message: string): Answer => json(422, { message }, application)

const start = (scrobble: Scrobble): Answer => {
  const { world, person, title, progress } = scrobble
  const now = world.now()
  const restMs = runtimeMsOf(title) * (1 - progress / 100)
  person.playback.delete(bookKey(title))
  person.watching = { title, progress, startedAt: now, expiresAt: now + restMs }
  return told(scrobble, 'start', '0')
}

const savePosition = (scrobble: Scrobble): Answer => {
  const { world, person, title, progress } = scrobble
  person.watching = null
  person.playback.set(bookKey(title), {
    id: world.nextPlaybackId(),
    title,
    progress,
    pausedAt: world.now(),
  })
  return told(scrobble, 'pause', '0')
}

const pause = (scrobble: Scrobble): Answer =>
  scrobble.progress >= watchedPercent
    ? invalid(`Progress is ${scrobble.progress}%. Use stop to scrobble.`)
    : savePosition(scrobble)

const stop = (scrobble: Scrobble): Answer => {
  const { world, person, title, progress } = scrobble
  const { settings } = world
  if (progress < leastPercent) return invalid('Progress should be at least 1.0% to pause.')
  const counts = progress > watchedPercent || (progress === watchedPercent && settings.exactlyEightyCounts)
  if (!counts) return savePosition(scrobble)
  const now = world.now()
  const key = bookKey(title)
  const lastAt = person.lastScrobbles.get(key)
  if (lastAt !== undefined && now < lastAt + settings.scrobbleWindowMs) {
    if (settings.bareConflict) return empty(409)
    const expiresAt = lastAt + settings.scrobbleWindowMs
    return json(409, { watched_at: isoOf(lastAt), expires_at: isoOf(expiresAt) }, application)
  }
  person.watching = null
  person.playback.delete(key)
  const entry = addEntry(world, person, { title, how: 'scrobble', watchedAt: now })
  person.lastScrobbles.set(key, entry.watchedAt)
  return told(scrobble, 'scrobble', entry.id)
}

const actions: Readonly<Record<ScrobbleAction, (scrobble: Scrobble) => Answer>> = { start, pause, stop }

export const scrobble = (world: World, person: Person, action: ScrobbleAction, body: Fields): Answer => {
  for (const name of ['app_version', 'app_date']) {
    const value = body[name]
    // Since April 2026; it used to be ignored.
    if (value !== undefined && typeof value !== 'string') return empty(400)
  }
  const { progress = 0 } = body
  if (typeof progress !== 'number' || progress < 0 || progress > 100)
    return invalid('Progress should be a number from 0 to 100.')
  const title = titleOfScrobble(world.catalogue, body)
  if (title === 'invalid') return invalid('A movie or an episode is needed, with ids of the right types.')
  return title === null ? empty(404) : actions[action]({ world, person, title, progress })
}
