import type { Diagnosis } from '@cuemark/diagnosis'
import { tokenAfter, tokenNeed } from '@cuemark/domain'
import type { AccountRow } from '../ports-accounts.ts'
import { AppError } from '../use-cases.ts'
import type { KeeperDeps } from './account-deps.ts'
import { atAccount, type Override, policyOf, putAccount, type Write } from './account-state.ts'
import { cleanDiagnosis, clientChanged, unreadable, withOneAppHint, lockedCauses } from './diagnoses.ts'
import { askProfile } from './profile.ts'
import { refreshOnce } from './refresh.ts'
import { openTokens, type SealedTokens } from './sealed.ts'
import type { TokenKeeper, UsableSession } from './token-keeper.ts'
import { connectedApp, type ConnectedApp } from './trakt-app.ts'

/** While the app is paused or missing, or its secret cannot be opened, asking again is cheap. */
const askAgainMs = 60_000
/** Another process refreshes, or a new pair waits to be written: both take a moment. */
const otherMs = 1000

/** The keeper, with what its own house may ask of it besides. */
export interface AccountTokenKeeper extends TokenKeeper {
  /** Like `session`, and also for an account that is locked: whoever asks wants to know whether it still is. */
  askable(accountId: string): Promise<UsableSession>
  /** Brings what is stored up to date: marks what has ended, warns of what will, refreshes what is due. */
  tend(accountId: string): Promise<AccountRow | null>
  /** Trakt took the sign-in: what was doubted of it, or locked, is well again. */
  accepted(accountId: string): Promise<void>
  /** Resolves when no refresh is under way that could go on now. */
  idle(): Promise<void>
  /** Like `idle`, and a pair that cannot be written is not waited for any longer. */
  stop(): Promise<void>
}

interface Seen {
  readonly row: AccountRow
  readonly connected: ConnectedApp | null
  readonly tokens: SealedTokens | null
}

type Usable = Extract<UsableSession, { ok: true }>

const notNow = (until: number | null, diagnosis: Diagnosis | null): UsableSession => ({
  ok: false,
  until,
  diagnosis,
})

const look = (deps: KeeperDeps, accountId: string): Promise<Seen | null> =>
  deps.store.transaction(async (tx) => {
    const row = await tx.account(accountId)
    if (row === null || row.service !== 'trakt') return null
    const connected = await connectedApp(tx, deps.box, row.clientId)
    return { row, connected, tokens: openTokens(deps.box, row) }
  })

const isOff = ({ row, connected }: Seen): boolean => row.state === 'disconnected' || connected === null

/** What makes a sign-in worthless although its token may live; null where nothing does. */
const worthless = ({ row, connected, tokens }: Seen): Override | null => {
  if (tokens === null) return { state: 'sign_in_again', diagnosis: unreadable }
  if (connected !== null && connected.app.clientId !== row.clientId)
    return { state: 'sign_in_again', diagnosis: clientChanged }
  return null
}

/** Writes what is now true of the account, where that is not what is stored. */
const bringUpToDate = async (deps: KeeperDeps, seen: Seen): Promise<AccountRow | null> => {
  if (isOff(seen)) return seen.row
  const override = worthless(seen)
  const write: Write = (work) => deps.store.transaction(work)
  return atAccount(deps, write, seen.row.id, async (at, row) => {
    // Somebody signed in meanwhile: what was seen is past.
    if (row.version !== seen.row.version) return row
    return putAccount(
      deps,
      at,
      row,
      {
        // The app may have been removed and set up again.
        integrationId: seen.connected?.integrationId ?? row.integrationId,
        ...(wasWorthless(row) && override === null ? { diagnosis: null } : {}),
      },
      override,
    )
  })
}

const wasWorthless = ({ state, diagnosis }: AccountRow): boolean =>
  state === 'sign_in_again' && [clientChanged.cause, unreadable.cause].includes(diagnosis?.cause ?? '')

/** The sign-in as it may be used at this moment. */
const usable = (deps: KeeperDeps, { row, connected, tokens }: Seen): UsableSession => {
  const now = deps.clock.now()
  if (row.state === 'disconnected') return notNow(null, null)
  if (connected === null) return notNow(now + askAgainMs, null)
  if (row.state === 'sign_in_again' || tokens === null) return notNow(null, row.diagnosis)
  if (row.state === 'locked') return notNow(row.nextRefreshAt, row.diagnosis)
  const need = tokenNeed(row.token, now, policyOf(deps))
  if (need.type === 'sign_in_again') return notNow(null, row.diagnosis)
  if (need.type === 'wait') return notNow(need.until, row.diagnosis)
  if (need.type === 'refresh' && !need.usable) return notNow(now + otherMs, row.diagnosis)
  const session = { app: connected.app, accessToken: tokens.accessToken }
  return { ok: true, session, generation: row.token.generation }
}

const unlocked = (seen: Seen): Seen => ({
  ...seen,
  row: seen.row.state === 'locked' ? { ...seen.row, state: 'linked' } : seen.row,
})

const needsRefresh = (deps: KeeperDeps, seen: Seen): boolean =>
  !isOff(seen) &&
  worthless(seen) === null &&
  tokenNeed(seen.row.token, deps.clock.now(), policyOf(deps)).type === 'refresh'

/** One refresh of an account under way, and when its callers need not wait for it any more. */
interface Refreshing {
  readonly ended: Promise<void>
  /** Also where the new pair waits to be written: until then there is nothing to use. */
  readonly answered: Promise<void>
}

const startRefresh = (deps: KeeperDeps, accountId: string, stopping: AbortSignal): Refreshing => {
  let onWait = (): void => undefined
  const waits = new Promise<void>((resolve) => {
    onWait = resolve
  })
  const patience = {
    stopping,
    onWait: () => {
      onWait()
    },
  }
  const ended = refreshOnce(deps, accountId, patience)
  return { ended, answered: Promise.race([ended, waits]) }
}

/** Callers in one process share one refresh of an account. */
const sharedRefresh = (deps: KeeperDeps, stopping: AbortSignal) => {
  const running = new Map<string, Refreshing>()
  const all = (what: keyof Refreshing): Promise<unknown> =>
    Promise.allSettled([...running.values()].map((each) => each[what]))
  return {
    refresh: (accountId: string): Promise<void> => {
      const known = running.get(accountId)
      if (known !== undefined) return known.answered
      const fresh = startRefresh(deps, accountId, stopping)
      running.set(accountId, fresh)
      const forget = (): void => {
        running.delete(accountId)
      }
      fresh.ended.then(forget, forget)
      return fresh.answered
    },
    idle: async (): Promise<void> => {
      await all('answered')
    },
    ended: async (): Promise<void> => {
      await all('ended')
    },
  }
}

const isProbeDue = (deps: KeeperDeps, { row }: Seen): boolean =>
  row.state === 'locked' && (row.nextRefreshAt ?? 0) <= deps.clock.now()

/** Nobody tells when Trakt has unlocked an account, so now and then it is asked. */
const tryLocked = async (deps: KeeperDeps, { row, connected, tokens }: Seen): Promise<void> => {
  if (connected === null || tokens === null) return
  const session = { app: connected.app, accessToken: tokens.accessToken }
  const outcome = await askProfile(deps, row.id, session, { origin: 'check', priority: 'background' })
  if (outcome?.ok === true) await accept(deps, row.id)
}

const accept = (deps: KeeperDeps, accountId: string): Promise<AccountRow | null> =>
  atAccount(
    deps,
    (work) => deps.store.transaction(work),
    accountId,
    async (at, row) =>
      putAccount(deps, at, row, {
        token: tokenAfter(row.token, { type: 'access_accepted' }, at.desk.now, policyOf(deps)),
        ...(row.state === 'locked' ? { state: 'linked', diagnosis: null } : {}),
      }),
  )

/** Brings the row up to date and refreshes where that is due; then what is stored is the truth. */
const createCare = (deps: KeeperDeps, stopping: AbortSignal) => {
  const { refresh, idle, ended } = sharedRefresh(deps, stopping)
  const lookAround = async (accountId: string): Promise<Seen | null> => {
    const seen = await look(deps, accountId)
    if (seen === null || !isProbeDue(deps, seen) || needsRefresh(deps, seen)) return seen
    await tryLocked(deps, seen)
    return look(deps, accountId)
  }
  const settle = async (seen: Seen): Promise<Seen | null> => {
    const row = await bringUpToDate(deps, seen)
    return row === null ? null : { ...seen, row }
  }
  const care = async (accountId: string): Promise<Seen | null> => {
    const first = await lookAround(accountId)
    if (first === null) return null
    if (!needsRefresh(deps, first)) return settle(first)
    await refresh(accountId)
    const after = await look(deps, accountId)
    return after === null ? null : settle(after)
  }
  return { care, idle, ended }
}

const lock = (deps: KeeperDeps, accountId: string, diagnosis: Diagnosis): Promise<AccountRow | null> =>
  atAccount(
    deps,
    (work) => deps.store.transaction(work),
    accountId,
    async (at, row) =>
      row.state === 'disconnected' ? row : putAccount(deps, at, row, {}, { state: 'locked', diagnosis }),
  )

/** The access token of this generation is dead; the reason is kept for the day on which nothing helps any more. */
const noteRefused = (
  deps: KeeperDeps,
  accountId: string,
  generation: number,
  diagnosis: Diagnosis,
): Promise<AccountRow | null> =>
  atAccount(
    deps,
    (work) => deps.store.transaction(work),
    accountId,
    async (at, row) => {
      if (row.token.generation !== generation || row.state === 'disconnected') return row
      const token = tokenAfter(row.token, { type: 'access_refused' }, at.desk.now, policyOf(deps))
      return putAccount(deps, at, row, { token, diagnosis: withOneAppHint(diagnosis, row.vip) })
    },
  )

export const createTokenKeeper = (deps: KeeperDeps): AccountTokenKeeper => {
  const stopping = new AbortController()
  const { care, idle, ended } = createCare(deps, stopping.signal)
  const sessionOf = async (accountId: string, use: (seen: Seen) => UsableSession): Promise<UsableSession> => {
    try {
      const seen = await care(accountId)
      return seen === null ? notNow(null, null) : use(seen)
    } catch (error) {
      // The app's own secret does not open: that has an alert of its own, and mending it wakes nobody here.
      if (!(error instanceof AppError)) throw error
      return notNow(deps.clock.now() + askAgainMs, null)
    }
  }
  const session = (accountId: string): Promise<UsableSession> =>
    sessionOf(accountId, (seen) => usable(deps, seen))
  const accepted = async (accountId: string): Promise<void> => {
    await accept(deps, accountId)
  }
  const prove = async (accountId: string, fresh: Usable): Promise<UsableSession> => {
    const how = { origin: 'traffic', priority: 'background' } as const
    const outcome = await askProfile(deps, accountId, fresh.session, how)
    if (outcome === null || (!outcome.ok && outcome.diagnosis.kind !== 'authentication')) return fresh
    if (outcome.ok) await accepted(accountId)
    else await noteRefused(deps, accountId, fresh.generation, outcome.diagnosis)
    return session(accountId)
  }
  return {
    session,
    refused: async (accountId, generation, found) => {
      const diagnosis = cleanDiagnosis(found, deps.redactText([]))
      if (lockedCauses.has(diagnosis.cause)) {
        const row = await lock(deps, accountId, diagnosis)
        return notNow(row?.nextRefreshAt ?? null, diagnosis)
      }
      await noteRefused(deps, accountId, generation, diagnosis)
      const again = await session(accountId)
      // Refreshed because it was refused: whether the new one is taken shows before anything is sent with it.
      return again.ok && again.generation !== generation ? prove(accountId, again) : again
    },
    askable: (accountId) => sessionOf(accountId, (seen) => usable(deps, unlocked(seen))),
    tend: async (accountId) => (await care(accountId))?.row ?? null,
    accepted,
    idle,
    stop: async () => {
      stopping.abort()
      await ended()
    },
  }
}
