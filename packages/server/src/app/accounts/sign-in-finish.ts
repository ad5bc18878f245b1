import { withRedirectUri } from '@cuemark/services'
import type { SignInRow } from '../ports-accounts.ts'
import { AppError } from '../use-cases.ts'
import type { Accounts } from '../use-cases-plays.ts'
import { signInView } from './account-views.ts'
import { cleanDiagnosis, codeWasUsed, sentBack } from './diagnoses.ts'
import { type Held, underLease } from './leases.ts'
import { openSignIn, sealSignIn } from './sealed.ts'
import { endPending, expire, finishTrakt, type SignInEndDeps } from './sign-in-end.ts'
import { connectedApp, tokenRoad } from './trakt-app.ts'

type Back = Parameters<Accounts['finishSignIn']>[1]

/**
 * Notes that the code goes out, before it does. False where it went out before: whoever sends a code twice loses what
 * the first time gave (trakt.md §3.1).
 */
const noteCodeSent = (deps: SignInEndDeps, held: Held, signInId: string): Promise<string | null> =>
  held.write(async (tx) => {
    const row = await tx.signIn(signInId)
    const secrets = row === null ? null : openSignIn(deps.box, row)
    if (row === null || secrets === null || secrets.codeSent || secrets.verifier === null) return null
    await tx.putSignIn({ ...row, sealed: sealSignIn(deps.box, row.id, { ...secrets, codeSent: true }) })
    return secrets.verifier
  })

const exchange = async (
  deps: SignInEndDeps,
  held: Held,
  { id, redirectUri }: SignInRow,
  code: string,
): Promise<void> => {
  const fail = (diagnosis: ReturnType<typeof codeWasUsed>) =>
    endPending(deps, (work) => held.write(work), id, { state: 'failed', diagnosis })
  const connected = await held.write((tx) => connectedApp(tx, deps.box))
  if (connected === null || redirectUri === null)
    throw new AppError('not_connected', 'Trakt is not connected any more.')
  const codeVerifier = await noteCodeSent(deps, held, id)
  if (codeVerifier === null) {
    await fail(codeWasUsed())
    return
  }
  const { integrationId, app } = connected
  const road = tokenRoad(deps, integrationId, { origin: 'traffic', priority: 'interactive', signIn: true })
  const outcome = await deps.trakt.exchangeCode(road, { app, redirectUri, code, codeVerifier })
  if (!outcome.ok) {
    const text = deps.redactText([code, codeVerifier, app.clientSecret ?? ''])
    const { cause, remedy } = outcome.diagnosis
    const told = { ...outcome.diagnosis, remedy: withRedirectUri(cause, remedy, redirectUri) }
    await fail(cleanDiagnosis(told, text))
    return
  }
  const given = { service: 'trakt', tokens: outcome.value, clientId: app.clientId, redirectUri } as const
  await finishTrakt(deps, held, id, given, connected)
}

/** A state that came back is answered once; the browser may bring it again by reload or by going back. */
const handle = async (deps: SignInEndDeps, held: Held, signInId: string, back: Back): Promise<void> => {
  const row = await deps.store.transaction((tx) => tx.signIn(signInId))
  if (row === null || row.state !== 'pending') return
  if (row.expiresAt <= deps.clock.now()) await expire(deps, row)
  else if (back.error !== undefined && back.error !== '') {
    const text = deps.redactText([back.state])
    const diagnosis = cleanDiagnosis(sentBack(back.error, back.errorDescription), text)
    await endPending(deps, (work) => held.write(work), row.id, { state: 'failed', diagnosis })
  } else if (back.code !== undefined && back.code !== '') await exchange(deps, held, row, back.code)
  else {
    const text = 'Neither a code nor an error came back from Trakt.'
    throw new AppError('invalid_input', text, [{ field: 'code', text }])
  }
}

export const finishSignIn =
  (deps: SignInEndDeps): Accounts['finishSignIn'] =>
  async (viewer, back) => {
    const stateHash = deps.chance.sha256(back.state)
    const row = await deps.store.transaction((tx) => tx.signInByState(stateHash))
    // Also another person's: whoever began it must be who comes back.
    if (row === null || row.userId !== viewer.id)
      throw new AppError('not_found', 'This sign-in was not started here. Start it again.')
    if (row.state === 'pending')
      await underLease(deps, `sign_in:${row.id}`, (held) => handle(deps, held, row.id, back))
    const after = await deps.store.transaction((tx) => tx.signIn(row.id))
    return signInView(after ?? row, deps.box)
  }
