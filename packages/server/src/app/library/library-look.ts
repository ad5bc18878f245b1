import type { Title } from '@cuemark/domain'
import { datedItem, type Inflate, type LibraryItem, type StremioAccountClient } from '@cuemark/services'
import { stremioUnreadable } from '../accounts/diagnoses.ts'
import { openAuthKey } from '../accounts/sealed.ts'
import type { WayDeps } from '../plays/deliver-way.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { SecretBox, Store } from '../ports.ts'
import { futureMs, named, type TitleOf } from './library-heard.ts'
import { isAtRest } from './library-reading.ts'
import { openWay, wayToStremio } from './library-way.ts'

/** What was watched in Stremio in a range, as far as its library has the time. */
export interface LibraryViewing {
  readonly title: Title
  readonly watchedAt: number
  /** 0 where the library does not know it. */
  readonly lengthMs: number
  readonly sourceId: string | null
}

export type LibraryLook =
  | {
      readonly ok: true
      readonly viewings: readonly LibraryViewing[]
      /** Names of titles with more marked as watched than can be dated, which may lie in the range; the latest first. */
      readonly undated: readonly string[]
    }
  | { readonly ok: false; readonly because: string }

export interface LibraryRange {
  readonly userId: string
  readonly from: number
  readonly to: number
  /** From this share of its length on, a video counts as seen. */
  readonly watchedShare: number
}

/** Null where the person has not signed in to Stremio. */
export type LookIntoLibrary = (range: LibraryRange) => Promise<LibraryLook | null>

export interface LibraryLookDeps extends WayDeps {
  readonly store: Store
  readonly clock: { readonly now: () => number }
  readonly box: SecretBox
  readonly stremio: StremioAccountClient
  readonly inflate: Inflate
  readonly titleOf: TitleOf
}

/** A row is written at the end of what it tells of, by the clock of some device. */
const clockMarginMs = 3_600_000

const signInFirst = 'Sign in to Stremio again'
const notAsked = 'Stremio is paused, or no longer connected'

interface Library {
  readonly row: AccountRow
  readonly sourceId: string | null
  readonly integrationId: string | null
}

const libraryOf = (deps: LibraryLookDeps, userId: string): Promise<Library | null> =>
  deps.store.transaction(async (tx) => {
    const rows = await tx.accounts({ userId, service: 'stremio' })
    const row = rows.find(({ state }) => state !== 'disconnected')
    if (row === undefined) return null
    const [source] = await tx.sources({ accountId: row.id })
    return { row, sourceId: source?.id ?? null, integrationId: await openWay(tx, row) }
  })

/** Rows that nobody has touched since the range began tell of nothing in it. */
const readItems = async (
  deps: LibraryLookDeps,
  { row, integrationId }: Library,
  from: number,
): Promise<
  | { readonly ok: true; readonly items: readonly LibraryItem[] }
  | { readonly ok: false; readonly because: string }
> => {
  if (row.state !== 'linked') return { ok: false, because: row.diagnosis?.title ?? signInFirst }
  if (integrationId === null) return { ok: false, because: notAsked }
  const authKey = openAuthKey(deps.box, row)
  if (authKey === null) return { ok: false, because: stremioUnreadable.title }
  const api = wayToStremio(deps, { accountId: row.id, integrationId }, 'interactive')
  const rows = await deps.stremio.libraryMeta(api, authKey)
  if (!rows.ok) return { ok: false, because: rows.diagnosis.title }
  const touched = rows.value.filter(({ modifiedAt }) => modifiedAt >= from - clockMarginMs)
  const ids = touched.map(({ id }) => id)
  const read = await deps.stremio.library(api, authKey, ids)
  return read.ok ? { ok: true, items: read.value } : { ok: false, because: read.diagnosis.title }
}

/** Reads the library by itself, without what the poller remembers of it: it may have been away in the range. */
export const createLibraryLook =
  (deps: LibraryLookDeps): LookIntoLibrary =>
  async ({ userId, from, to, watchedShare }) => {
    const library = await libraryOf(deps, userId)
    if (library === null) return null
    const { sourceId } = library
    const read = await readItems(deps, library, from)
    if (!read.ok) return read
    const { inflate, titleOf } = deps
    const now = deps.clock.now()
    const isInRange = (at: number): boolean => at >= from && at <= Math.min(to, now + futureMs)
    const viewings: LibraryViewing[] = []
    const undated: { name: string; at: number }[] = []
    for (const item of read.items) {
      const { id, type, name, durationMs: lengthMs } = item
      // What is being watched right now is not over.
      if (!isAtRest(item.modifiedAt, now)) continue
      const { seen, isMoreMarked } = datedItem(item, { inflate, watchedShare })
      if (seen !== null && isInRange(seen.at)) {
        const title = named(titleOf(type, seen.videoId), name)
        viewings.push({ title, watchedAt: seen.at, lengthMs, sourceId })
      }
      const at = item.lastWatchedAt ?? item.modifiedAt
      if (isMoreMarked && at >= from) undated.push({ name: name ?? id, at })
    }
    const latest = undated.toSorted((one, other) => other.at - one.at)
    return { ok: true, viewings, undated: latest.map((each) => each.name) }
  }
