import type { Diagnosis } from '@cuemark/diagnosis'
import {
  defaultTokenPolicy,
  refreshDueAt,
  tokenNeed,
  type TokenPolicy,
  type TokenState,
} from '@cuemark/domain'
import { aboutOf, type AlertDesk, createAlertDesk } from '../alert-desk.ts'
import { standingStates } from '../integrations-state.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Change, StoreTx } from '../ports.ts'
import { signInAlert } from '../record-subjects.ts'
import type { KeeperDeps } from './account-deps.ts'
import { endsSoon, hasEnded, untilEnd } from './diagnoses.ts'

/** People are warned at the last quarter of a life, and two days before its end at the earliest. */
const warnShare = 0.25
const longestWarningMs = 2 * 86_400_000
/** A renewal on its way looks like one whose answer was lost, until its lease has ended. */
const onItsWayMs = 60_000
/** A locked account is asked again so often: only Trakt can unlock it, and nobody tells when it did. */
const lockedProbeEveryMs = 86_400_000

export const policyOf = (deps: Pick<KeeperDeps, 'tokenPolicy'>): TokenPolicy =>
  deps.tokenPolicy ?? defaultTokenPolicy

const warnAt = ({ issuedAt, expiresAt }: TokenState): number =>
  expiresAt - Math.min((expiresAt - issuedAt) * warnShare, longestWarningMs)

/** When people are to hear that it will end; null while it renews itself. */
const endTellsAt = (token: TokenState): number | null => {
  if (!token.refreshable) return warnAt(token)
  if (token.refreshLostAt === null) return null
  return Math.max(warnAt(token), token.refreshLostAt + onItsWayMs)
}

type Standing = Pick<AccountRow, 'state' | 'diagnosis' | 'nextRefreshAt'>

/** The warning has come true, or what refused it tells. */
const whyEnded = ({ diagnosis }: AccountRow): Diagnosis => {
  if (diagnosis === null || diagnosis.cause === endsSoon.cause) return hasEnded
  const { worksUntil: _, ...why } = diagnosis
  return why
}

/** How a sign-in stands by its token alone. */
const standingOf = (row: AccountRow, now: number, policy: TokenPolicy): Standing => {
  const { token } = row
  if (tokenNeed(token, now, policy).type === 'sign_in_again')
    return { state: 'sign_in_again', diagnosis: whyEnded(row), nextRefreshAt: null }
  const ending = (why: Diagnosis): Standing => ({
    state: 'ending',
    diagnosis: untilEnd(why, token.expiresAt),
    nextRefreshAt: token.expiresAt,
  })
  if (token.refusedAt !== null) return ending(row.diagnosis ?? endsSoon)
  const tellAt = endTellsAt(token)
  if (tellAt !== null && now >= tellAt) return ending(endsSoon)
  const moments = [refreshDueAt(token, policy), tellAt].filter((at) => at !== null)
  return { state: 'linked', diagnosis: null, nextRefreshAt: Math.min(token.expiresAt, ...moments) }
}

/** `probeAt` is when it is asked next; one that has passed was used. */
const lockedOf = (
  { diagnosis }: Pick<AccountRow, 'diagnosis'>,
  standing: Standing,
  probeAt: number | null,
  now: number,
): Standing => {
  const nextProbeAt = probeAt !== null && probeAt > now ? probeAt : now + lockedProbeEveryMs
  return {
    state: 'locked',
    diagnosis,
    nextRefreshAt: Math.min(standing.nextRefreshAt ?? Infinity, nextProbeAt),
  }
}

/** What is set against the account although its token is fine. */
export interface Override {
  readonly state: 'locked' | 'sign_in_again'
  readonly diagnosis: Diagnosis
}

const standingWith = (
  row: AccountRow,
  byToken: Standing,
  override: Override | null,
  now: number,
): Standing => {
  if (row.state === 'disconnected') return { state: 'disconnected', diagnosis: null, nextRefreshAt: null }
  // Nothing but a person moves it.
  if (override?.state === 'sign_in_again') return { ...override, nextRefreshAt: null }
  if (override !== null) return lockedOf(override, byToken, null, now)
  // A lock outlives a renewed token; a person is asked for what the token needs all the same.
  const isLocked = row.state === 'locked' && byToken.state !== 'sign_in_again'
  return isLocked ? lockedOf(row, byToken, row.nextRefreshAt, now) : byToken
}

/** Works like a transaction of the store: the store's own, or one under a lease. */
export type Write = <T>(work: (tx: StoreTx) => Promise<T>) => Promise<T>

const raise = async (tx: StoreTx, desk: AlertDesk, row: AccountRow, diagnosis: Diagnosis): Promise<void> => {
  const asked = diagnosis.kind === 'authentication' ? await signInAlert(tx, row.id) : null
  const before = asked ?? (await tx.latestAlert(row.id, diagnosis.cause))
  // The call that showed it may have been recorded already: then it is the same failure.
  const count = before !== null && standingStates.includes(before.state) ? 0 : 1
  // Good calls with what is left of a sign-in do not show that it goes on: only a new one ends the alert.
  const lasting: Diagnosis = { ...diagnosis, provenBy: [] }
  await desk.send(
    before,
    { type: 'failure', diagnosis: lasting, count },
    { subject: row.id, integrationId: row.integrationId },
  )
}

/** Ends what stands against the sign-in of an account. */
export const endSignInAlerts = async (
  tx: StoreTx,
  desk: AlertDesk,
  accountId: string,
  because: 'signed_in' | 'signed_out',
): Promise<void> => {
  for (const alert of await tx.alertsIn([...standingStates, 'pending'], accountId)) {
    const isMended = because === 'signed_out' || alert.kind === 'authentication' || alert.kind === 'account'
    if (isMended) await desk.send(alert, { type: 'end', because }, aboutOf(alert))
  }
}

const same = (one: AccountRow, other: AccountRow): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Writes a change of an account together with what follows from it: its state, its alerts, and what waited for it.
 * The row must have been read in this transaction.
 */
export const putAccount = async (
  deps: KeeperDeps,
  { tx, desk }: { readonly tx: StoreTx; readonly desk: AlertDesk },
  before: AccountRow,
  change: Partial<AccountRow>,
  override: Override | null = null,
): Promise<AccountRow> => {
  const { now } = desk
  const changed: AccountRow = { ...before, ...change }
  const byToken = standingOf(changed, now, policyOf(deps))
  const next: AccountRow = { ...changed, ...standingWith(changed, byToken, override, now) }
  if (same(before, next)) return before
  const row: AccountRow = { ...next, updatedAt: now, version: before.version + 1 }
  // It was read in this very transaction, so nobody can have been faster.
  if (!(await tx.updateAccount(row))) throw new Error('An account changed within its own transaction.')
  if (row.state === 'linked' && before.state !== 'linked') {
    await endSignInAlerts(tx, desk, row.id, 'signed_in')
    await deps.signedIn(tx, row.id)
  }
  const isNew = row.state !== before.state || row.diagnosis?.cause !== before.diagnosis?.cause
  if (row.state !== 'linked' && row.diagnosis !== null && isNew) await raise(tx, desk, row, row.diagnosis)
  return row
}

/** One transaction about an account; what it changed is told after it is durable. Null where it is gone. */
export const atAccount = async (
  deps: KeeperDeps,
  write: Write,
  accountId: string,
  work: (at: { readonly tx: StoreTx; readonly desk: AlertDesk }, row: AccountRow) => Promise<AccountRow>,
): Promise<AccountRow | null> => {
  const done = await write(async (tx) => {
    const before = await tx.account(accountId)
    if (before === null) return null
    // Made anew for each try, so that a transaction that is run again tells nothing twice.
    const desk = createAlertDesk(tx, deps)
    const row = await work({ tx, desk }, before)
    return { before, row, changes: desk.changes() }
  })
  if (done === null) return null
  const { before, row, changes } = done
  const { id, userId } = row
  const told: readonly Change[] = [
    ...changes.filter((change) => change.type !== 'account' || change.accountId !== id),
    ...(row === before ? [] : [{ type: 'account', accountId: id, userId } as const]),
    ...(row.state === 'linked' && row.token.generation !== before.token.generation
      ? [{ type: 'deliveries', accountId: id, userId } as const]
      : []),
  ]
  for (const change of told) deps.changes.publish(change)
  return row
}
