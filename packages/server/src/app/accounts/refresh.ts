import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import { tokenAfter, type TokenEvent, tokenNeed } from '@cuemark/domain'
import { isFinalForSignIn, type TraktTokens } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import type { KeeperDeps, TokenLine } from './account-deps.ts'
import { atAccount, policyOf, putAccount, type Write } from './account-state.ts'
import { cleanDiagnosis, untilEnd, withOneAppHint } from './diagnoses.ts'
import { type Held, underLease } from './leases.ts'
import { type Patience, untilWritten } from './until-written.ts'
import { refreshEvent } from './refresh-outcome.ts'
import { openTokens, sealTokens, type SealedTokens } from './sealed.ts'
import { connectedApp, type ConnectedApp, tokenRoad } from './trakt-app.ts'

/** Sent again with every refresh of a device sign-in; it must be registered in the app too (trakt.md §2). */
export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'

/** A refresh that is written down and about to go out. */
interface Begun {
  readonly row: AccountRow
  readonly connected: ConnectedApp
  readonly tokens: SealedTokens & { readonly refreshToken: string }
}

interface Answer {
  readonly event: TokenEvent
  readonly outcome: Outcome<TraktTokens>
}

const log = (
  deps: KeeperDeps,
  row: AccountRow,
  what: TokenLine['what'],
  cause: string | null = null,
): void => {
  deps.log?.({ accountId: row.id, generation: row.token.generation, what, cause })
}

const isDue = (deps: KeeperDeps, row: AccountRow): boolean =>
  row.state !== 'disconnected' && tokenNeed(row.token, deps.clock.now(), policyOf(deps)).type === 'refresh'

/** Reads again under the lease: somebody else may just have done it. A crash from here on is a lost answer. */
const begin = async (deps: KeeperDeps, held: Held, accountId: string): Promise<Begun | null> => {
  let begun: Begun | null = null
  await atAccount(deps, held.write, accountId, async (at, row) => {
    begun = null
    const connected = await connectedApp(at.tx, deps.box, row.clientId)
    const tokens = openTokens(deps.box, row)
    const refreshToken = tokens?.refreshToken ?? null
    if (connected === null || tokens === null || refreshToken === null) return row
    if (connected.app.clientId !== row.clientId || !isDue(deps, row)) return row
    const token = tokenAfter(row.token, { type: 'refresh_sent' }, at.desk.now, policyOf(deps))
    // Its state waits for the answer: what is under way is no reason to warn anybody.
    const { integrationId } = connected
    const sent: AccountRow = { ...row, integrationId, token, version: row.version + 1 }
    if (!(await at.tx.updateAccount(sent))) throw new Error('An account changed within its own transaction.')
    begun = { row: sent, connected, tokens: { ...tokens, refreshToken } }
    return sent
  })
  return begun
}

const change = (
  deps: KeeperDeps,
  row: AccountRow,
  { event, outcome }: Answer,
  secrets: readonly string[],
): Partial<AccountRow> => {
  const token = tokenAfter(row.token, event, deps.clock.now(), policyOf(deps))
  if (outcome.ok) {
    const { accessToken, refreshToken } = outcome.value
    return {
      token,
      diagnosis: null,
      sealedTokens: sealTokens(deps.box, row.id, { accessToken, refreshToken }),
    }
  }
  if (event.type !== 'refresh_refused') return { token }
  const told = cleanDiagnosis(withOneAppHint(outcome.diagnosis, row.vip), deps.redactText(secrets))
  return { token, diagnosis: told }
}

/**
 * A new pair is the only one that still works, so it is written even after the lease was lost: the generation shows
 * whether anybody has signed in or refreshed since.
 */
const keep = async (
  deps: KeeperDeps,
  write: Write,
  { row: sent, connected, tokens }: Begun,
  answer: Answer,
): Promise<void> => {
  const secrets = [tokens.accessToken, tokens.refreshToken, connected.app.clientSecret ?? '']
  const kept = await atAccount(deps, write, sent.id, async (at, row) =>
    row.token.generation !== sent.token.generation || row.state === 'disconnected'
      ? row
      : putAccount(deps, at, row, change(deps, row, answer, secrets)),
  )
  if (kept === null) return
  const cause = answer.outcome.ok ? null : answer.outcome.diagnosis.cause
  if (answer.event.type === 'refresh_refused') log(deps, kept, 'refused', cause)
  else if (answer.event.type === 'refreshed') log(deps, kept, 'refreshed')
  else if (answer.event.type === 'refresh_lost') log(deps, kept, 'refresh_lost', cause)
  else log(deps, kept, 'refresh_failed', cause)
}

/** A renewal that is refused ends nothing yet while the access token lives: people are warned of what comes. */
const readRefusal =
  ({ token }: AccountRow, now: number) =>
  (diagnosis: Diagnosis): Diagnosis =>
    isFinalForSignIn(diagnosis) && token.accessRefusedAt === null && now < token.expiresAt
      ? untilEnd(diagnosis, token.expiresAt)
      : diagnosis

/** Refreshes once, alone over all processes; does nothing where another one is at it. Design §4. */
export const refreshOnce = async (deps: KeeperDeps, accountId: string, patience: Patience): Promise<void> => {
  await underLease(deps, `refresh:${accountId}`, async (held) => {
    const begun = await begin(deps, held, accountId)
    if (begun === null) return
    const { row, connected, tokens } = begun
    log(deps, row, 'refresh_sent')
    const how = { accountId, origin: 'traffic', priority: 'background' } as const
    const read = readRefusal(row, deps.clock.now())
    const outcome = await deps.trakt.refresh(tokenRoad(deps, connected.integrationId, how, read), {
      app: connected.app,
      redirectUri: row.redirectUri ?? outOfBand,
      refreshToken: tokens.refreshToken,
    })
    const answer = { event: refreshEvent(outcome, deps.clock.now()), outcome }
    if (outcome.ok)
      await untilWritten(deps, patience, () =>
        keep(deps, (work) => deps.store.transaction(work), begun, answer),
      )
    else await keep(deps, held.write, begun, answer)
  })
}
