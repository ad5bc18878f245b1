import type { PlayerUserView, SourceView } from '@cuemark/contract'
import type { PlayerUserRow, SourceRow } from '../ports-plays.ts'
import type { Store } from '../ports.ts'

/** Reads sources and gives them the shape in which people see them. */
export interface SourceReader {
  views(rows: readonly SourceRow[]): Promise<readonly SourceView[]>
  /** Null for one that is gone. */
  source(id: string): Promise<SourceView | null>
}

function stateOf({ pausedAt, lastFaultAt, lastEventAt }: SourceRow): SourceView['state'] {
  if (pausedAt !== null) return 'paused'
  if (lastFaultAt !== null && lastFaultAt > (lastEventAt ?? 0)) return 'unreadable'
  return lastEventAt === null ? 'quiet' : 'receiving'
}

const playerView = (row: PlayerUserRow, waiting: number): PlayerUserView => ({
  key: row.key,
  name: row.name,
  personId: row.userId,
  ignored: row.ignored,
  firstSeenAt: row.firstSeenAt,
  lastSeenAt: row.lastSeenAt,
  waiting,
})

/** Member by member, so that neither the hash nor the sealed secret can slip out with a spread. */
const sourceView = (row: SourceRow, personName: string, players: readonly PlayerUserView[]): SourceView => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  personId: row.userId,
  personName,
  state: stateOf(row),
  lastEventAt: row.lastEventAt,
  lastEventText: row.lastEventText,
  lastFaultText: row.lastFaultText,
  lastFaultAt: row.lastFaultAt,
  events: row.events,
  players: [...players],
  pausedAt: row.pausedAt,
  createdAt: row.createdAt,
  version: row.version,
})

export function createSourceReader({ store }: { readonly store: Store }): SourceReader {
  const viewOf = async (row: SourceRow): Promise<SourceView> => {
    const person = await store.people.userById(row.userId)
    const { users, held } = await store.transaction(async (tx) => ({
      users: await tx.playerUsers(row.id),
      held: await tx.heldEvents(row.id),
    }))
    const players = users.map((user) => playerView(user, held.get(user.key) ?? 0))
    return sourceView(row, person?.name ?? '', players)
  }
  return {
    views: (rows) => Promise.all(rows.map((row) => viewOf(row))),
    source: async (id) => {
      const row = await store.transaction((tx) => tx.source(id))
      return row === null ? null : viewOf(row)
    },
  }
}
