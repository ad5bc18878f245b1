import { parseIsoInstant } from '@cuemark/diagnosis'
import type { Exchange, Outcome } from '@cuemark/diagnosis'
import { ask } from '../call.ts'
import type { Call } from '../call.ts'
import { isFields, numberAt, readNumber, textAt } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { LibraryItem, LinkCode, StremioAccountClient, StremioDeps } from './account-client.ts'
import { apiCall, linkRequest, unwrapped } from './calls.ts'

/** Part of a library asked for at once (stremio.md §3.2). */
const partSize = 50

const outcomeOf = async <T>(deps: StremioDeps, call: Call<T>): Promise<Outcome<T>> =>
  (await ask(deps.http, call)).outcome

const linkCodeOf = (exchange: Exchange): LinkCode | null => {
  const fields = unwrapped(exchange)
  const code = fields === null ? null : textAt(fields, 'code')
  const link = fields === null ? null : textAt(fields, 'link')
  return code === null || link === null ? null : { code, link }
}

interface Read {
  readonly authKey: string | null
}

/** Any answer of the link host without a session means "not yet" (stremio.md §2). */
const readOf = (exchange: Exchange): Read | null => {
  const { status } = exchange
  if (status === null || status >= 500) return null
  const fields = unwrapped(exchange)
  return { authKey: fields === null ? null : textAt(fields, 'authKey') }
}

const isPage = (body: string | null): boolean => /^\s*</.test(body ?? '')

const momentAt = (fields: Fields, name: string): number | null => parseIsoInstant(textAt(fields, name) ?? '')

const libraryItemOf = (value: unknown): LibraryItem | null => {
  if (!isFields(value)) return null
  const id = textAt(value, '_id')
  const modifiedAt = momentAt(value, '_mtime')
  const state = isFields(value['state']) ? value['state'] : {}
  if (id === null || modifiedAt === null) return null
  return {
    id,
    name: textAt(value, 'name'),
    type: textAt(value, 'type') ?? 'other',
    removed: value['removed'] === true,
    temp: value['temp'] === true,
    modifiedAt,
    lastWatchedAt: momentAt(state, 'lastWatched'),
    videoId: textAt(state, 'video_id'),
    timeOffsetMs: numberAt(state, 'timeOffset') ?? 0,
    timeWatchedMs: numberAt(state, 'timeWatched') ?? 0,
    overallTimeWatchedMs: numberAt(state, 'overallTimeWatched') ?? 0,
    durationMs: numberAt(state, 'duration') ?? 0,
    timesWatched: numberAt(state, 'timesWatched') ?? 0,
    flaggedWatched: numberAt(state, 'flaggedWatched') === 1 || state['flaggedWatched'] === true,
    watched: textAt(state, 'watched'),
  }
}

const library: StremioAccountClient['library'] = async (deps, authKey, ids) => {
  const items: LibraryItem[] = []
  for (let from = 0; from < ids.length; from += partSize) {
    const part = await outcomeOf(
      deps,
      apiCall(deps.hosts, {
        method: 'datastoreGet',
        authKey,
        body: { collection: 'libraryItem', ids: ids.slice(from, from + partSize), all: false },
        proves: ['reachable', 'credential', 'read'],
        parse: (result) => (Array.isArray(result) ? result.map(libraryItemOf) : null),
      }),
    )
    if (!part.ok) return part
    // A row of a shape of its own must not hide the others.
    items.push(...part.value.filter((item) => item !== null))
  }
  return { ok: true, value: items }
}

const metaRowOf = (row: unknown): { readonly id: string; readonly modifiedAt: number } | null => {
  if (!Array.isArray(row)) return null
  const [id, modifiedAt] = row as readonly unknown[]
  const at = readNumber(modifiedAt)
  return typeof id === 'string' && at !== null ? { id, modifiedAt: at } : null
}

/** A person's calls to Stremio (stremio.md §2). The password is never seen: the person approves a link code. */
export const stremioAccount: StremioAccountClient = {
  createLink: (deps) =>
    outcomeOf(deps, {
      request: linkRequest(deps.hosts, 'create', null),
      parse: linkCodeOf,
      knowledge: { call: 'link_create', credentialSent: false, addressTyped: false },
    }),
  readLink: async (deps, code) => {
    const read = await outcomeOf(deps, {
      request: linkRequest(deps.hosts, 'read', code),
      parse: readOf,
      knowledge: { call: 'link_read', credentialSent: false, addressTyped: false },
      accept: (diagnosis, exchange) =>
        diagnosis.service === 'stremio' && !isPage(exchange.body) ? readOf(exchange) : null,
    })
    if (!read.ok) return read
    const { authKey } = read.value
    return { ok: true, value: authKey === null ? null : { authKey } }
  },
  profile: (deps, authKey) =>
    outcomeOf(
      deps,
      apiCall(deps.hosts, {
        method: 'getUser',
        authKey,
        body: { type: 'GetUser' },
        proves: ['reachable', 'credential', 'read'],
        parse: (result) =>
          isFields(result) ? { id: textAt(result, '_id'), email: textAt(result, 'email') } : null,
      }),
    ),
  libraryMeta: (deps, authKey) =>
    outcomeOf(
      deps,
      apiCall(deps.hosts, {
        method: 'datastoreMeta',
        authKey,
        body: { collection: 'libraryItem' },
        proves: ['reachable', 'credential', 'read'],
        parse: (result) =>
          Array.isArray(result) ? result.map(metaRowOf).filter((row) => row !== null) : null,
      }),
    ),
  library,
  logout: async (deps, authKey) => {
    const request = { method: 'logout', authKey, body: { type: 'Logout' }, proves: [] }
    const done = await outcomeOf(deps, apiCall(deps.hosts, { ...request, parse: () => true }))
    return done.ok ? { ok: true, value: null } : done
  },
}
