import type { Diagnosis } from '@cuemark/diagnosis'
import { isAppFault } from '@cuemark/services'
import type { SignInRow } from '../ports-accounts.ts'
import { cleanDiagnosis } from './diagnoses.ts'
import { type Held, underLease } from './leases.ts'
import { link } from './link.ts'
import { outOfBand } from './refresh.ts'
import { openSignIn } from './sealed.ts'
import { endPending, expire, finishTrakt, type SignInEndDeps } from './sign-in-end.ts'
import { connectedApp, tokenRoad } from './trakt-app.ts'

const pendingCause = 'trakt.device.pending'
const tooFastCause = 'trakt.device.slow_down'
/** Trakt wants at least this added after a poll that came too soon (trakt.md §4). */
const slowerByMs = 1000

/** What a poll that gave no tokens means for the sign-in. */
type Verdict =
  | { readonly type: 'wait'; readonly intervalMs: number; readonly delayMs: number }
  | { readonly type: 'end'; readonly state: 'failed' | 'expired'; readonly diagnosis: Diagnosis }

/** Trouble on the way or at Trakt says nothing of the person, who may be typing the code right now. */
const isFinal = (diagnosis: Diagnosis): boolean =>
  diagnosis.expected || isAppFault(diagnosis) || ['account', 'own_code'].includes(diagnosis.scope)

/** What Trakt itself asks for: as a time, or as a moment where the answer's own moment is known. A guess is none. */
const toldDelayMs = ({ retry }: Diagnosis, now: number): number => {
  if (retry.when === 'at') return retry.basis === 'guess' ? 0 : Math.max(0, retry.at - now)
  return retry.when === 'after' && retry.basis !== 'guess' ? retry.delayMs : 0
}

const verdictOf = (row: SignInRow, diagnosis: Diagnosis, now: number): Verdict => {
  const { intervalMs } = row
  if (diagnosis.cause === pendingCause) return { type: 'wait', intervalMs, delayMs: intervalMs }
  if (diagnosis.cause === tooFastCause) {
    const slower = intervalMs + slowerByMs
    return { type: 'wait', intervalMs: slower, delayMs: Math.max(slower, toldDelayMs(diagnosis, now)) }
  }
  if (!isFinal(diagnosis))
    return { type: 'wait', intervalMs, delayMs: Math.max(intervalMs, toldDelayMs(diagnosis, now)) }
  const isOver = diagnosis.cause === 'trakt.device.expired'
  return { type: 'end', state: isOver ? 'expired' : 'failed', diagnosis }
}

const waitOn = async (
  deps: SignInEndDeps,
  held: Held,
  row: SignInRow,
  { intervalMs, delayMs }: { readonly intervalMs: number; readonly delayMs: number },
): Promise<void> => {
  await held.write(async (tx) => {
    const now = await tx.signIn(row.id)
    if (now === null || now.state !== 'pending') return
    await tx.putSignIn({ ...now, intervalMs, nextPollAt: deps.clock.now() + delayMs })
  })
  deps.changes.publish({ type: 'sign_in', signInId: row.id, userId: row.userId })
}

const pollTrakt = async (deps: SignInEndDeps, held: Held, row: SignInRow): Promise<void> => {
  const connected = await held.write((tx) => connectedApp(tx, deps.box))
  const secrets = openSignIn(deps.box, row)
  const deviceCode = secrets?.deviceCode ?? null
  const codeVerifier = secrets?.verifier ?? null
  // Paused or gone: it may be back before the code's time is over.
  if (connected === null || deviceCode === null) {
    await waitOn(deps, held, row, { intervalMs: row.intervalMs, delayMs: row.intervalMs })
    return
  }
  const { integrationId, app } = connected
  const road = tokenRoad(deps, integrationId, { origin: 'traffic', priority: 'background', signIn: true })
  const outcome = await deps.trakt.pollDevice(
    road,
    app,
    deviceCode,
    ...(codeVerifier === null ? [] : [{ codeVerifier }]),
  )
  if (outcome.ok) {
    const given = {
      service: 'trakt',
      tokens: outcome.value,
      clientId: app.clientId,
      redirectUri: outOfBand,
    } as const
    await finishTrakt(deps, held, row.id, given, connected)
    return
  }
  const text = deps.redactText([deviceCode, codeVerifier ?? '', app.clientSecret ?? ''])
  const verdict = verdictOf(row, cleanDiagnosis(outcome.diagnosis, text), deps.clock.now())
  if (verdict.type === 'wait') await waitOn(deps, held, row, verdict)
  else await endPending(deps, (work) => held.write(work), row.id, verdict)
}

const pollStremio = async (deps: SignInEndDeps, held: Held, row: SignInRow): Promise<void> => {
  const code = openSignIn(deps.box, row)?.deviceCode ?? ''
  const http = deps.gateway.http({
    integrationId: row.integrationId,
    service: 'stremio',
    selfHosted: false,
    origin: 'traffic',
    priority: 'background',
    signIn: true,
  })
  const outcome = await deps.stremio.readLink({ http, hosts: deps.hosts }, code)
  // Whatever is not an approval means "not yet" until the time is over (stremio.md §2).
  const authKey = outcome.ok ? (outcome.value?.authKey ?? null) : null
  if (authKey === null) await waitOn(deps, held, row, { intervalMs: row.intervalMs, delayMs: row.intervalMs })
  else await link(deps, held, row.id, { service: 'stremio', authKey })
}

/** One step of a pending sign-in, alone over all processes. */
export const stepSignIn = async (deps: SignInEndDeps, signInId: string): Promise<void> => {
  await underLease(deps, `sign_in:${signInId}`, async (held) => {
    const now = deps.clock.now()
    const row = await deps.store.transaction((tx) => tx.signIn(signInId))
    if (row === null || row.state !== 'pending') return
    if (row.expiresAt <= now) await expire(deps, row)
    else if (row.nextPollAt !== null && row.nextPollAt <= now) {
      if (row.service === 'stremio') await pollStremio(deps, held, row)
      else await pollTrakt(deps, held, row)
    }
  })
}
