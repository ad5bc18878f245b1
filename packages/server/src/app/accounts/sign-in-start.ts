import type { Diagnosis } from '@cuemark/diagnosis'
import { signInFault } from '@cuemark/services'
import type { IntegrationRow, StoreTx } from '../ports.ts'
import type { SignInRow } from '../ports-accounts.ts'
import { AppError } from '../use-cases.ts'
import type { Accounts, Viewer } from '../use-cases-plays.ts'
import { signInView } from './account-views.ts'
import { cleanDiagnosis } from './diagnoses.ts'
import { outOfBand } from './refresh.ts'
import { noSignInSecrets, sealSignIn, type SignInSecrets } from './sealed.ts'
import { ended, type SignInEndDeps } from './sign-in-end.ts'
import { connectedApp, type ConnectedApp, traktRoad } from './trakt-app.ts'

/** A page that nobody comes back from is given up after this, as is a link that nobody approves. */
const patienceMs = 15 * 60_000
/** Stremio publishes no interval (stremio.md §2). */
const linkIntervalMs = 5000
const shortestIntervalMs = 1000

const callbackPath = '/trakt/callback'

const notConnected = (): AppError =>
  new AppError(
    'not_connected',
    'Trakt is not connected yet. An administrator enters its client ID under Integrations.',
  )

/** An origin and nothing else: `https://cuemark.example`. Null for anything that is none. */
const originOf = (given: string): string | null => {
  if (!URL.canParse(given)) return null
  const { origin, protocol } = new URL(given)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && (given === origin || given === `${origin}/`) ? origin : null
}

/** Trakt compares the redirect address letter by letter, so it is settled before anybody is sent away (trakt.md §2). */
const redirectUriFor = (given: string | undefined, requestOrigin: string): string => {
  const asked = given ?? requestOrigin
  const origin = originOf(asked)
  const refuse = (text: string): never => {
    throw new AppError('invalid_input', text, [{ field: 'origin', text }])
  }
  if (origin === null) return refuse('An origin looks like https://cuemark.example, without a path.')
  if (origin !== originOf(requestOrigin)) {
    return refuse(
      `The page was opened at ${origin}, but its request arrived as ${requestOrigin}. Behind a proxy, let it pass on the host and the scheme; then both agree.`,
    )
  }
  return `${origin}${callbackPath}`
}

/** Only web addresses are shown as links. */
const webAddress = (given: string): string | null =>
  URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) ? given : null

const rowFor = (
  deps: SignInEndDeps,
  viewer: Viewer,
  part: Pick<SignInRow, 'service' | 'integrationId' | 'method'> & Partial<SignInRow>,
  secrets: SignInSecrets,
): SignInRow => {
  const id = deps.ids.next()
  const now = deps.clock.now()
  return {
    id,
    userId: viewer.id,
    state: 'pending',
    stateHash: null,
    sealed: sealSignIn(deps.box, id, secrets),
    userCode: null,
    verificationUrl: null,
    openUrl: null,
    redirectUri: null,
    intervalMs: linkIntervalMs,
    nextPollAt: null,
    expiresAt: now + patienceMs,
    diagnosis: null,
    accountId: null,
    createdAt: now,
    endedAt: null,
    ...part,
  }
}

const failedRow = (
  deps: SignInEndDeps,
  viewer: Viewer,
  part: Pick<SignInRow, 'service' | 'integrationId' | 'method'>,
  diagnosis: Diagnosis,
): SignInRow => ended(rowFor(deps, viewer, part, noSignInSecrets), 'failed', diagnosis, deps.clock.now())

const startDevice = async (
  deps: SignInEndDeps,
  viewer: Viewer,
  { integrationId, app }: ConnectedApp,
): Promise<SignInRow> => {
  const part = { service: 'trakt', integrationId, method: 'device' } as const
  const how = { origin: 'traffic', priority: 'interactive', signIn: true } as const
  // Where the app has no secret, PKCE stands in for it (trakt.md §2).
  const verifier = app.clientSecret === null ? deps.chance.secret() : null
  const outcome = await deps.trakt.deviceCode(
    traktRoad(deps, integrationId, how),
    app,
    ...(verifier === null ? [] : [{ codeChallenge: deps.chance.sha256(verifier) }]),
  )
  if (!outcome.ok) {
    const text = deps.redactText([app.clientSecret ?? ''])
    return failedRow(deps, viewer, part, cleanDiagnosis(outcome.diagnosis, text))
  }
  const { deviceCode, userCode, verificationUrl, expiresInMs, intervalMs } = outcome.value
  const now = deps.clock.now()
  const page = webAddress(verificationUrl)
  const paceMs = Math.max(intervalMs, shortestIntervalMs)
  return rowFor(
    deps,
    viewer,
    {
      ...part,
      userCode,
      verificationUrl: page,
      // With the code in it nothing needs to be typed (trakt.md §1).
      openUrl: page?.endsWith('/activate') === true ? `${page}/${encodeURIComponent(userCode)}` : page,
      redirectUri: outOfBand,
      intervalMs: paceMs,
      nextPollAt: now + paceMs,
      expiresAt: now + expiresInMs,
    },
    { ...noSignInSecrets, deviceCode, verifier },
  )
}

const startCode = (
  deps: SignInEndDeps,
  viewer: Viewer,
  { integrationId, app }: ConnectedApp,
  redirectUri: string,
): SignInRow => {
  const fault = signInFault(deps.hosts, app)
  const part = { service: 'trakt', integrationId, method: 'code' } as const
  if (fault !== null) return failedRow(deps, viewer, part, fault)
  const state = deps.chance.secret()
  const verifier = deps.chance.secret()
  const codeChallenge = deps.chance.sha256(verifier)
  const openUrl = deps.trakt.authorizeUrl(deps.hosts, { app, redirectUri, state, codeChallenge })
  return rowFor(
    deps,
    viewer,
    { ...part, stateHash: deps.chance.sha256(state), redirectUri },
    { ...noSignInSecrets, verifier, openUrl },
  )
}

const stremioRow = (id: string, now: number): IntegrationRow => ({
  id,
  service: 'stremio',
  name: 'Stremio',
  settings: {},
  sealedSecrets: {},
  secretHints: {},
  tested: true,
  pausedAt: null,
  lastProofAt: null,
  lastCheckAt: null,
  nextCheckAt: now,
  checkRung: 0,
  budget: null,
  createdAt: now,
  updatedAt: now,
  version: 1,
})

/** Stremio asks for no settings, so its integration is there as soon as somebody needs it. */
const stremioIntegration = async (deps: SignInEndDeps): Promise<string> => {
  const newId = deps.ids.next()
  const found = await deps.store.transaction(async (tx) => {
    const rows = (await tx.integrations()).filter((row) => row.service === 'stremio')
    const row = rows.find((each) => each.pausedAt === null) ?? rows[0] ?? null
    if (row === null) await tx.insertIntegration(stremioRow(newId, deps.clock.now()))
    return row
  })
  if (found !== null && found.pausedAt !== null)
    throw new AppError('not_connected', 'Stremio is paused. An administrator resumes it under Integrations.')
  if (found === null) deps.changes.publish({ type: 'integration', integrationId: newId })
  return found?.id ?? newId
}

const startLink = async (deps: SignInEndDeps, viewer: Viewer): Promise<SignInRow> => {
  const integrationId = await stremioIntegration(deps)
  const part = { service: 'stremio', integrationId, method: 'device' } as const
  const http = deps.gateway.http({
    integrationId,
    service: 'stremio',
    selfHosted: false,
    origin: 'traffic',
    priority: 'interactive',
    signIn: true,
  })
  const outcome = await deps.stremio.createLink({ http, hosts: deps.hosts })
  if (!outcome.ok) return failedRow(deps, viewer, part, outcome.diagnosis)
  const { code, link } = outcome.value
  const page = webAddress(link)
  return rowFor(
    deps,
    viewer,
    {
      ...part,
      userCode: code,
      verificationUrl: page,
      openUrl: page,
      nextPollAt: deps.clock.now() + linkIntervalMs,
    },
    { ...noSignInSecrets, deviceCode: code },
  )
}

/** One sign-in of a person at a service at a time: a new one takes the place of the one before. */
const cancelOthers = async (
  deps: SignInEndDeps,
  tx: StoreTx,
  fresh: SignInRow,
): Promise<readonly SignInRow[]> => {
  const pending = (await tx.signInsOf(fresh.userId)).filter(
    (row) => row.state === 'pending' && row.service === fresh.service,
  )
  for (const row of pending) await tx.putSignIn(ended(row, 'cancelled', null, deps.clock.now()))
  return pending
}

export const startSignIn =
  (deps: SignInEndDeps): Accounts['startSignIn'] =>
  async (viewer, { service, method, origin }, requestOrigin) => {
    const begin = async (): Promise<SignInRow> => {
      if (service === 'stremio') return startLink(deps, viewer)
      const connected = await deps.store.transaction((tx) => connectedApp(tx, deps.box))
      if (connected === null) throw notConnected()
      return method === 'code'
        ? startCode(deps, viewer, connected, redirectUriFor(origin, requestOrigin))
        : startDevice(deps, viewer, connected)
    }
    const fresh = await begin()
    const cancelled = await deps.store.transaction(async (tx) => {
      const others = await cancelOthers(deps, tx, fresh)
      await tx.putSignIn(fresh)
      return others
    })
    for (const row of [...cancelled, fresh])
      deps.changes.publish({ type: 'sign_in', signInId: row.id, userId: row.userId })
    return signInView(fresh, deps.box)
  }
