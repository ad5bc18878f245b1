import type { Exchange } from '@cuemark/diagnosis'
import { listOf, objectOf } from '../call.ts'
import { isFields, numberAt, readNumber, textAt } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { SearchHit, TraktAccountClient, TraktProfile } from './account-client.ts'
import { askApi } from './account-requests.ts'
import { titleIn } from './named-title.ts'

/** As many as a person looks through. */
const mostHits = 15
const allTypes = ['movie', 'show', 'episode'] as const

/** `{"list":{"count":5,"item_count":100}}` as `list` 5 and `list_items` 100; one count alone takes the list's name. */
const limitsOf = (told: unknown): Readonly<Record<string, number>> => {
  const limits: Record<string, number> = {}
  for (const [name, value] of Object.entries(isFields(told) ? told : {})) {
    const flat = readNumber(value)
    if (flat !== null) limits[name] = flat
    if (!isFields(value)) continue
    const count = numberAt(value, 'count')
    const items = numberAt(value, 'item_count')
    if (count !== null) limits[name] = count
    if (items !== null) limits[count === null ? name : `${name}_items`] = items
  }
  return limits
}

const vipOf = (user: Fields): boolean | null => {
  const told = [user['vip'], user['vip_ep']].filter((value) => typeof value === 'boolean')
  return told.length === 0 ? null : told.includes(true)
}

const profileOf = (exchange: Exchange): TraktProfile | null => {
  const fields = objectOf(exchange)
  const user = fields?.['user']
  if (fields === null || !isFields(user)) return null
  const ids = isFields(user['ids']) ? user['ids'] : {}
  return {
    name: textAt(user, 'name') ?? textAt(user, 'username'),
    slug: textAt(ids, 'slug'),
    vip: vipOf(user),
    limits: limitsOf(fields['limits']),
  }
}

export const profile: TraktAccountClient['profile'] = async (deps, session) => {
  const { outcome } = await askApi(deps, session, {
    call: 'profile',
    method: 'GET',
    path: '/users/settings',
    proves: ['reachable', 'credential', 'read'],
    parse: profileOf,
  })
  return outcome
}

const hitOf = (value: unknown): SearchHit | null => {
  if (!isFields(value)) return null
  const type = textAt(value, 'type')
  return type === 'movie' || type === 'show' || type === 'episode' ? titleIn(value, type) : null
}

export const search: TraktAccountClient['search'] = async (deps, session, query, types = allTypes) => {
  const words = query.trim()
  if (words === '') return { ok: true, value: [] }
  const isImdbId = /^tt\d+$/.test(words)
  const wanted = types.join(',')
  const { outcome } = await askApi(deps, session, {
    call: 'search',
    method: 'GET',
    path: isImdbId ? `/search/imdb/${words}` : `/search/${wanted}`,
    parameters: [isImdbId ? ['type', wanted] : ['query', words], ['limit', String(mostHits)]],
    proves: ['reachable', 'credential', 'read'],
    parse: (exchange) =>
      listOf(exchange)
        ?.map(hitOf)
        .filter((hit) => hit !== null) ?? null,
  })
  return outcome
}
