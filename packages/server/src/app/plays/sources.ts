import type { SourceAddress, SourceView } from '@cuemark/contract'
import type { Chance } from '../accounts/account-deps.ts'
import type { SourceKind, SourceRow } from '../ports-plays.ts'
import type { Change, Changes, Clock, Ids, SecretBox, Store, StoreTx } from '../ports.ts'
import type { Sources, Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { createSourceReader } from './sources-views.ts'

export interface SourcesDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly box: SecretBox
  readonly changes: Changes
  readonly chance: Chance
}

const kindNames: Record<SourceKind, string> = {
  stremio_addon: 'Stremio add-on',
  stremio_account: 'Stremio library',
  jellyfin: 'Jellyfin',
  emby: 'Emby',
  plex: 'Plex',
  tautulli: 'Tautulli',
  kodi: 'Kodi',
  api: 'API',
}

/** Binds the sealed secret of an address to its source. */
const contextOf = (id: string): string => `source/${id}`

const gone = (): AppError => new AppError('not_found', 'This source does not exist any more.')
const changedMeanwhile = (): AppError =>
  new AppError('stale', 'This source was changed meanwhile. Look at it again, then change it.')

/** The source where the viewer may change it; what is another's is not found. */
async function ownRow(tx: StoreTx, viewer: Viewer, id: string): Promise<SourceRow> {
  const row = await tx.source(id)
  if (row === null || (row.userId !== viewer.id && viewer.role !== 'administrator')) throw gone()
  return row
}

function addressOf(kind: SourceKind, token: string): SourceAddress {
  if (kind === 'api') return { path: null, token }
  return {
    path: kind === 'stremio_addon' ? `/stremio/${token}/manifest.json` : `/hooks/${token}`,
    token: null,
  }
}

/** The part of a row that a new secret fills. */
function newSecret(
  { box, chance }: SourcesDeps,
  id: string,
): { token: string; kept: Pick<SourceRow, 'tokenHash' | 'sealedToken'> } {
  const token = chance.secret()
  return { token, kept: { tokenHash: chance.sha256(token), sealedToken: box.seal(token, contextOf(id)) } }
}

const told = (row: SourceRow): Change => ({ type: 'source', sourceId: row.id, userId: row.userId })

async function save(tx: StoreTx, row: SourceRow): Promise<SourceRow> {
  const next = { ...row, version: row.version + 1 }
  if (!(await tx.updateSource(next))) throw changedMeanwhile()
  return next
}

async function create(
  deps: SourcesDeps,
  viewer: Viewer,
  { kind, name }: Parameters<Sources['create']>[1],
): Promise<{ readonly row: SourceRow; readonly address: SourceAddress }> {
  const id = deps.ids.next()
  const { token, kept } = newSecret(deps, id)
  const row: SourceRow = {
    id,
    userId: viewer.id,
    kind,
    name: name ?? kindNames[kind],
    ...kept,
    accountId: null,
    pausedAt: null,
    lastEventAt: null,
    lastEventText: null,
    lastFaultAt: null,
    lastFaultText: null,
    events: 0,
    createdAt: deps.clock.now(),
    version: 1,
  }
  await deps.store.transaction((tx) => tx.insertSource(row))
  return { row, address: addressOf(kind, token) }
}

const change = (
  { store, clock }: SourcesDeps,
  viewer: Viewer,
  id: string,
  { name, paused, version }: Parameters<Sources['change']>[2],
): Promise<SourceRow> =>
  store.transaction(async (tx) => {
    const before = await ownRow(tx, viewer, id)
    if (before.version !== version) throw changedMeanwhile()
    const pausedAt = paused === true ? (before.pausedAt ?? clock.now()) : null
    return save(tx, {
      ...before,
      name: name ?? before.name,
      pausedAt: paused === undefined ? before.pausedAt : pausedAt,
    })
  })

/** Only for the source's own person: an administrator may renew another's address, and not read it. */
async function address({ store, box }: SourcesDeps, viewer: Viewer, id: string): Promise<SourceAddress> {
  const row = await store.transaction((tx) => ownRow(tx, viewer, id))
  if (row.userId !== viewer.id) {
    throw new AppError('not_allowed', 'Only its own person can see the address of a source.')
  }
  if (row.sealedToken === null) {
    throw new AppError('wrong_state', 'This source has no address: it is asked by Cuemark.')
  }
  return addressOf(row.kind, box.open(row.sealedToken, contextOf(id)))
}

async function renew(
  deps: SourcesDeps,
  viewer: Viewer,
  id: string,
): Promise<{ readonly row: SourceRow; readonly address: SourceAddress }> {
  const { token, kept } = newSecret(deps, id)
  const row = await deps.store.transaction(async (tx) => {
    const before = await ownRow(tx, viewer, id)
    if (before.sealedToken === null) {
      throw new AppError('wrong_state', 'This source has no address: it is asked by Cuemark.')
    }
    return save(tx, { ...before, ...kept })
  })
  const isOwn = row.userId === viewer.id
  return { row, address: isOwn ? addressOf(row.kind, token) : { path: null, token: null } }
}

type Assignment = Parameters<Sources['assignPlayer']>[3]

/** Says whose plays a player's user are. What waited for it goes on, or is let go. */
async function assign(
  deps: SourcesDeps,
  viewer: Viewer,
  { id, key }: { readonly id: string; readonly key: string },
  { personId, ignored }: Assignment,
): Promise<{ readonly row: SourceRow; readonly released: number }> {
  if (personId !== null && personId !== viewer.id && viewer.role !== 'administrator') {
    throw new AppError('not_allowed', 'You can name only yourself. An administrator can name others.')
  }
  if (personId !== null && (await deps.store.people.userById(personId)) === null) {
    throw new AppError('not_found', 'This person does not exist any more.')
  }
  return deps.store.transaction(async (tx) => {
    const row = await ownRow(tx, viewer, id)
    const user = (await tx.playerUsers(id)).find((each) => each.key === key)
    if (user === undefined) throw new AppError('not_found', 'This source has told of no such user.')
    await tx.putPlayerUser({ ...user, userId: ignored ? null : personId, ignored })
    if (ignored) await tx.dropHeld(id, key)
    const released = ignored || personId === null ? 0 : await tx.releaseHeld(id, key, personId)
    return { row, released }
  })
}

/** Where playback comes from, and whose it is. */
export function createSources(deps: SourcesDeps): Sources {
  const { store, changes } = deps
  const reader = createSourceReader(deps)
  const viewOf = async (row: SourceRow): Promise<SourceView> => {
    const view = await reader.source(row.id)
    if (view === null) throw gone()
    return view
  }
  return {
    list: async (viewer) => {
      const filter = viewer.role === 'administrator' ? {} : { userId: viewer.id }
      return reader.views(await store.transaction((tx) => tx.sources(filter)))
    },
    get: async (viewer, id) => viewOf(await store.transaction((tx) => ownRow(tx, viewer, id))),
    create: async (viewer, input) => {
      const made = await create(deps, viewer, input)
      changes.publish(told(made.row))
      return { source: await viewOf(made.row), address: made.address }
    },
    change: async (viewer, id, input) => {
      const row = await change(deps, viewer, id, input)
      changes.publish(told(row))
      return viewOf(row)
    },
    remove: async (viewer, id) => {
      const row = await store.transaction(async (tx) => {
        const found = await ownRow(tx, viewer, id)
        await tx.deleteSource(id)
        return found
      })
      changes.publish({ type: 'source_removed', sourceId: id, userId: row.userId })
    },
    address: (viewer, id) => address(deps, viewer, id),
    renew: async (viewer, id) => {
      const renewed = await renew(deps, viewer, id)
      changes.publish(told(renewed.row))
      return renewed.address
    },
    assignPlayer: async (viewer, id, key, input) => {
      const { row, released } = await assign(deps, viewer, { id, key }, input)
      if (released > 0) changes.publish({ type: 'events' })
      changes.publish(told(row))
      return viewOf(row)
    },
  }
}
