import type { AccountView, CleanSlateResult, SignInView } from '@cuemark/contract'
import type { AccountRow, AccountSettingsRow, SignInRow } from '../ports-accounts.ts'
import { AppError } from '../use-cases.ts'
import type { Accounts, Viewer } from '../use-cases-plays.ts'
import { clearSignIns, forget, revoke, revokeAllOf } from './account-leave.ts'
import { testAccount } from './account-test.ts'
import { type AccountReader, createAccountReader, signInView } from './account-views.ts'
import { endPending, expire, type SignInEndDeps } from './sign-in-end.ts'
import { finishSignIn } from './sign-in-finish.ts'
import { startSignIn } from './sign-in-start.ts'
import { isTraktReady } from './trakt-app.ts'

interface UseCases {
  readonly deps: SignInEndDeps
  readonly reader: AccountReader
}

const gone = (): AppError => new AppError('not_found', 'This account does not exist any more.')

/** What is another's is not found, so that nobody learns that it exists. */
const accountOf = async (deps: SignInEndDeps, viewer: Viewer, id: string): Promise<AccountRow> => {
  const row = await deps.store.transaction((tx) => tx.account(id))
  if (row === null || (viewer.role !== 'administrator' && row.userId !== viewer.id)) throw gone()
  return row
}

const viewOf = async ({ reader }: UseCases, id: string): Promise<AccountView> => {
  const view = await reader.account(id)
  if (view === null) throw gone()
  return view
}

/** Nobody signs in for another. One whose time is over is told so, also where no worker has looked yet. */
const signInOf = async (deps: SignInEndDeps, viewer: Viewer, id: string): Promise<SignInRow> => {
  const read = async (): Promise<SignInRow> => {
    const row = await deps.store.transaction((tx) => tx.signIn(id))
    if (row === null || row.userId !== viewer.id)
      throw new AppError('not_found', 'This sign-in does not exist any more.')
    return row
  }
  const row = await read()
  if (row.state !== 'pending' || row.expiresAt > deps.clock.now()) return row
  await expire(deps, row)
  return read()
}

/** Whatever is left out stays as it is. */
const settingsWith = (
  before: AccountSettingsRow,
  given: Parameters<Accounts['change']>[2]['settings'],
): AccountSettingsRow => ({
  plays: given.plays ?? before.plays,
  nowWatching: given.nowWatching ?? before.nowWatching,
  ratings: given.ratings ?? before.ratings,
  watchlist: given.watchlist ?? before.watchlist,
  removals: given.removals ?? before.removals,
  watchedPercent: given.watchedPercent ?? before.watchedPercent,
})

const change =
  (cases: UseCases): Accounts['change'] =>
  async (viewer, id, { settings, version }) => {
    const { deps } = cases
    await accountOf(deps, viewer, id)
    const changed = await deps.store.transaction(async (tx) => {
      const row = await tx.account(id)
      if (row === null) throw gone()
      if (row.version !== version)
        throw new AppError('stale', 'This account was changed meanwhile. Look at it again.')
      await tx.updateAccount({
        ...row,
        settings: settingsWith(row.settings, settings),
        updatedAt: deps.clock.now(),
        version: row.version + 1,
      })
      return row
    })
    deps.changes.publish({ type: 'account', accountId: id, userId: changed.userId })
    return viewOf(cases, id)
  }

const disconnect =
  (cases: UseCases): Accounts['disconnect'] =>
  async (viewer, id) => {
    const row = await accountOf(cases.deps, viewer, id)
    if (row.state !== 'disconnected') {
      await revoke(cases.deps, row)
      await forget(cases.deps, id)
    }
    return viewOf(cases, id)
  }

const cleanSlate =
  (cases: UseCases): Accounts['cleanSlate'] =>
  async (viewer, id) => {
    const { deps } = cases
    const row = await accountOf(deps, viewer, id)
    const service = row.service === 'trakt' ? 'Trakt' : 'Stremio'
    const steps: CleanSlateResult['steps'] = []
    if (row.state === 'disconnected') steps.push({ text: 'There was no saved sign-in to revoke.', ok: true })
    else {
      const asked = await revoke(deps, row)
      steps.push({
        text: asked
          ? `${service} was asked to revoke the sign-in.`
          : `${service} could not be asked to revoke the sign-in. Remove Cuemark from the connected apps there.`,
        ok: asked,
      })
    }
    await forget(deps, id)
    steps.push({ text: 'The saved sign-in was forgotten and its alerts were ended.', ok: true })
    const cleared = await clearSignIns(deps, row.userId, row.service)
    steps.push({
      text: cleared === 0 ? 'No sign-in was on its way.' : 'The sign-in that was on its way was ended.',
      ok: true,
    })
    steps.push({ text: 'Plays and settings are kept.', ok: true })
    return { steps, account: await viewOf(cases, id) }
  }

const signIns = ({ deps }: UseCases): Pick<Accounts, 'signIns' | 'signIn' | 'cancelSignIn'> => {
  const view = (row: SignInRow): SignInView => signInView(row, deps.box)
  return {
    signIns: async (viewer) => {
      const rows = await deps.store.transaction((tx) => tx.signInsOf(viewer.id))
      const newest = rows.toSorted((one, other) => other.createdAt - one.createdAt)
      const lastEnded = newest.find((row) => row.state !== 'pending')
      return newest.filter((row) => row.state === 'pending' || row === lastEnded).map(view)
    },
    signIn: async (viewer, id) => view(await signInOf(deps, viewer, id)),
    cancelSignIn: async (viewer, id) => {
      await signInOf(deps, viewer, id)
      const how = { state: 'cancelled', diagnosis: null } as const
      await endPending(deps, (work) => deps.store.transaction(work), id, how)
      return view(await signInOf(deps, viewer, id))
    },
  }
}

/** Accounts at Trakt and Stremio: whose they are, how they stand, and the ways in and out. */
export const createAccounts = (deps: SignInEndDeps): Accounts => {
  const cases: UseCases = { deps, reader: createAccountReader(deps) }
  return {
    list: async (viewer) => {
      const { rows, traktReady } = await deps.store.transaction(async (tx) => ({
        rows: await tx.accounts(viewer.role === 'administrator' ? {} : { userId: viewer.id }),
        traktReady: await isTraktReady(tx),
      }))
      return { items: await cases.reader.accountViews(rows), traktReady }
    },
    get: async (viewer, id) => {
      await accountOf(deps, viewer, id)
      return viewOf(cases, id)
    },
    change: change(cases),
    test: async (viewer, id) => testAccount(deps, await accountOf(deps, viewer, id)),
    disconnect: disconnect(cases),
    cleanSlate: cleanSlate(cases),
    startSignIn: startSignIn(deps),
    finishSignIn: finishSignIn(deps),
    ...signIns(cases),
    revokeAllOf: revokeAllOf(deps),
  }
}
