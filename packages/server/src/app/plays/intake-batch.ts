import type { EventRow, PlayerUserRow, SourceKind, SourceRow } from '../ports-plays.ts'
import type { Ids, StoreTx } from '../ports.ts'
import type { Heard } from '../use-cases-plays.ts'

/** What one sender brought. */
export interface Arrival {
  readonly source: SourceRow
  readonly heard: readonly Heard[]
  readonly receivedAt: number
}

/** Null where the source was removed while this was under way. */
export type ArrivalResult = {
  readonly outcomes: readonly ('taken' | 'known')[]
  /** True where something now waits to be processed. */
  readonly stored: boolean
} | null

/** These are one person's by their nature; all others name a user, and nobody is guessed. */
const ownKinds: ReadonlySet<SourceKind> = new Set(['stremio_addon', 'stremio_account', 'api'])
/** Stands for the user of a player that names none, so that a person can say whose these are. */
const unnamed = { key: 'unnamed', name: 'Not named by the player' }
/** How exactly "last seen" of a player's user is kept. */
const seenEveryMs = 60_000
const longestName = 200

/** One source as one transaction sees it. */
interface Door {
  readonly row: SourceRow
  readonly users: Map<string, PlayerUserRow>
  taken: number
  lastAt: number
  lastText: string
}

/** PostgreSQL keeps no zero characters in text, and a player may send them. */
const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD')

async function openDoor(tx: StoreTx, id: string): Promise<Door | null> {
  const row = await tx.source(id)
  if (row === null) return null
  const users = ownKinds.has(row.kind) ? [] : await tx.playerUsers(id)
  return { row, users: new Map(users.map((user) => [user.key, user])), taken: 0, lastAt: 0, lastText: '' }
}

/** The player's user, kept from the first sight on; null where the source has none. */
async function userOf(tx: StoreTx, door: Door, heard: Heard, at: number): Promise<PlayerUserRow | null> {
  if (ownKinds.has(door.row.kind)) return null
  const { key, name } = heard.player ?? unnamed
  const known = door.users.get(key)
  if (known !== undefined && at - known.lastSeenAt < seenEveryMs && known.name === name) return known
  const user: PlayerUserRow = {
    ...(known ?? { sourceId: door.row.id, key, userId: null, ignored: false, firstSeenAt: at }),
    name: storable(name).slice(0, longestName),
    lastSeenAt: at,
  }
  door.users.set(key, user)
  await tx.putPlayerUser(user)
  return user
}

function note(door: Door, heard: Heard, at: number): void {
  door.taken += 1
  door.lastAt = Math.max(door.lastAt, at)
  const text = storable(heard.text)
  door.lastText = door.row.pausedAt === null ? text : `Not kept, because this source is paused: ${text}`
}

async function take(
  tx: StoreTx,
  door: Door,
  heard: Heard,
  at: number,
  ids: Ids,
): Promise<'stored' | 'taken' | 'known'> {
  if (door.row.pausedAt !== null) {
    note(door, heard, at)
    return 'taken'
  }
  const user = await userOf(tx, door, heard, at)
  if (user?.ignored === true) {
    note(door, heard, at)
    return 'taken'
  }
  const userId = user === null ? door.row.userId : user.userId
  const row: EventRow = {
    id: ids.next(),
    sourceId: door.row.id,
    userId,
    playerUser: user?.key ?? null,
    senderId: heard.senderId,
    receivedAt: at,
    event: heard.event,
    state: userId === null ? 'held' : 'new',
  }
  if (!(await tx.insertEvent(row))) return 'known'
  note(door, heard, at)
  return userId === null ? 'taken' : 'stored'
}

/** Writes what several senders brought, in the order in which it came. */
export async function writeArrivals(
  tx: StoreTx,
  arrivals: readonly Arrival[],
  { ids }: { readonly ids: Ids },
): Promise<readonly ArrivalResult[]> {
  const doors = new Map<string, Door | null>()
  const results: ArrivalResult[] = []
  for (const { source, heard, receivedAt } of arrivals) {
    const door = doors.has(source.id) ? (doors.get(source.id) ?? null) : await openDoor(tx, source.id)
    doors.set(source.id, door)
    if (door === null) {
      results.push(null)
      continue
    }
    const outcomes: ('stored' | 'taken' | 'known')[] = []
    for (const each of heard) outcomes.push(await take(tx, door, each, receivedAt, ids))
    results.push({
      outcomes: outcomes.map((outcome) => (outcome === 'stored' ? 'taken' : outcome)),
      stored: outcomes.includes('stored'),
    })
  }
  for (const [sourceId, door] of doors) {
    if (door === null || door.taken === 0) continue
    const { lastAt, lastText, taken } = door
    await tx.noteSource(sourceId, { lastEventAt: lastAt, lastEventText: lastText, events: taken })
  }
  return results
}
