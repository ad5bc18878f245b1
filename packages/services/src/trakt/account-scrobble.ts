import { parseIsoInstant } from '@cuemark/diagnosis'
import type { Diagnosis, Exchange, Outcome } from '@cuemark/diagnosis'
import { objectOf } from '../call.ts'
import { isFields, parseJson, textAt } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { Scrobbled, TraktAccountClient, TraktItem } from './account-client.ts'
import { askApi, ownFault } from './account-requests.ts'
import { idText, withExactIds } from './exact-ids.ts'
import { idsBody, isTitleUsable } from './title-body.ts'

const itemBody = (item: TraktItem): object => {
  if (item.type === 'movie') return { movie: { ids: idsBody(item.ids) } }
  if (item.type === 'episode') return { episode: { ids: idsBody(item.ids) } }
  return { show: { ids: idsBody(item.show) }, episode: { season: item.season, number: item.number } }
}

/** What Trakt made of it decides, not what was asked: a stop below its threshold is a pause (trakt.md §11). */
const takenOf = (exchange: Exchange): Scrobbled | null => {
  const fields = objectOf(withExactIds(exchange)) ?? {}
  const action = textAt(fields, 'action')
  if (action !== 'start' && action !== 'pause' && action !== 'scrobble') return null
  return { type: 'taken', action, historyId: idText(fields['id']) }
}

const momentIn = (fields: Fields, name: string): number | null => parseIsoInstant(textAt(fields, name) ?? '')

/** No word-for-word body of a 409 is known: its moments are read at the top, one level below, or not at all. */
const alreadyOf = ({ body }: Exchange): Scrobbled => {
  const told = parseJson(body ?? '')
  const places = isFields(told) ? [told, ...Object.values(told).filter(isFields)] : []
  const find = (name: string): number | null =>
    places.map((fields) => momentIn(fields, name)).find((at) => at !== null) ?? null
  return { type: 'already', watchedAt: find('watched_at'), expiresAt: find('expires_at') }
}

const faultOf = (item: TraktItem, progress: number): Diagnosis | null => {
  if (!isTitleUsable(item)) return ownFault('trakt.item_unmatched', 'the title has no id that Trakt takes')
  return Number.isFinite(progress) && progress >= 0 && progress <= 100
    ? null
    : ownFault('trakt.progress_refused', 'the progress is no percentage')
}

export const scrobble: TraktAccountClient['scrobble'] = async (
  deps,
  session,
  { action, item, progress },
): Promise<Outcome<Scrobbled>> => {
  const fault = faultOf(item, progress)
  if (fault !== null) return { ok: false, diagnosis: fault }
  const { outcome } = await askApi(deps, session, {
    call: `scrobble_${action}`,
    method: 'POST',
    path: `/scrobble/${action}`,
    // Without `app_version`: null in it is refused with 400 (trakt.md §11).
    body: JSON.stringify({ progress, ...itemBody(item) }),
    proves: ['reachable', 'credential', ...(action === 'stop' ? (['write'] as const) : [])],
    parse: takenOf,
    accept: (diagnosis, exchange) =>
      diagnosis.cause === 'trakt.already_scrobbled' ? alreadyOf(exchange) : null,
  })
  return outcome
}
