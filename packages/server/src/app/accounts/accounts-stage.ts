import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Alert, defaultAlertPolicy } from '@cuemark/domain'
import { type Http, type StremioAccountClient, traktAccount } from '@cuemark/services'
import { ManualClock } from '../../clock-manual.ts'
import { createIds } from '../../ids.ts'
import { createRedactor, createSecretBox, generateKey } from '../../secrets/index.ts'
import { openStore } from '../../store/index.ts'
import type { AlertDeps } from '../alert-desk.ts'
import { createChanges } from '../live-changes.ts'
import type { Worker } from '../plays/worker.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Change, Gateway, GatewayCall, IntegrationRow, Recorder, Store, UserRow } from '../ports.ts'
import { anIntegration } from '../record-stage.ts'
import { createRecorder } from '../record.ts'
import type { Accounts, Viewer } from '../use-cases-plays.ts'
import { sealSettings } from '../settings-secrets.ts'
import { manifests } from '@cuemark/services'
import type { TokenLine } from './account-deps.ts'
import { createAccounts } from './accounts.ts'
import { StageTrakt } from './accounts-stage-trakt.ts'
import { type AccountTokenKeeper, createTokenKeeper } from './keep-tokens.ts'
import { createRefreshWorker } from './refresh-worker.ts'
import type { SignInEndDeps } from './sign-in-end.ts'
import { createSignInWorker } from './sign-in-worker.ts'

/** Accounts on a real store with the real Trakt client; Trakt itself plays in memory, and time stands still. */

export const sean: Viewer = { id: 'sean', role: 'member' }
export const jill: Viewer = { id: 'jill', role: 'member' }
export const boss: Viewer = { id: 'boss', role: 'administrator' }
export const home = 'https://cuemark.example'

/** What one process has. */
export interface Process {
  readonly deps: SignInEndDeps
  readonly keeper: AccountTokenKeeper
  readonly accounts: Accounts
  readonly signIns: Worker
  readonly refreshes: Worker
}

export interface AccountsStage extends Process {
  readonly clock: ManualClock
  readonly store: Store
  readonly recorder: Recorder
  readonly trakt: StageTrakt
  readonly published: Change[]
  readonly lines: TokenLine[]
  /** Accounts for which what waited was let go, in order. */
  readonly letGo: string[]
  /** What the stage's Stremio answers to "was it approved?". */
  readonly stremio: { authKey: string | null }
  /** Refuses the next transactions, as a full disk does. */
  refuseWrites(times: number): void
  process(owner: string): Process
  account(viewer: Viewer): Promise<AccountRow>
  alerts(): Promise<readonly Alert[]>
  /** Signs a person in by device code. */
  signIn(viewer: Viewer): Promise<AccountRow>
  /** Moves the time on in steps, and lets everything that comes due end. */
  pass(ms: number, stepMs?: number): Promise<void>
  bytesOnDisk(): string
  /** What went wrong in the background so far; what is taken is no fault of the test. */
  takeErrors(): readonly unknown[]
  close(): Promise<void>
}

const noHosts = {
  traktApiUrl: 'https://api.trakt.tv',
  traktAuthUrl: 'https://auth.trakt.tv',
  stremioApiUrl: 'https://api.strem.io',
  stremioLinkUrl: 'https://link.stremio.com',
}

const gatewayTo = (trakt: StageTrakt, recorder: Recorder, clock: ManualClock): Gateway => {
  const http = (call: GatewayCall): Http => ({
    send: async (request) => ({
      service: call.service,
      method: request.method,
      url: request.url,
      receivedAt: clock.now(),
      ...(await trakt.answer(request)),
    }),
    settled: async (request, exchange, diagnosis) => {
      if (call.integrationId === null) return
      await recorder.record({
        integrationId: call.integrationId,
        accountId: call.accountId ?? null,
        signIn: call.signIn ?? false,
        service: call.service,
        call: request.call,
        exchange,
        durationMs: 1,
        diagnosis,
        proofs: diagnosis === null ? request.proves : [],
        origin: call.origin,
      })
    },
  })
  return { http, reset: () => undefined, close: () => Promise.resolve() }
}

const stremioOf = (state: { authKey: string | null }): StremioAccountClient => ({
  createLink: () =>
    Promise.resolve({ ok: true, value: { code: 'LINK-CODE', link: 'https://link.stremio.com/LINK-CODE' } }),
  readLink: () =>
    Promise.resolve({ ok: true, value: state.authKey === null ? null : { authKey: state.authKey } }),
  profile: () => Promise.resolve({ ok: true, value: { id: 'u1', email: 'sean@example.com' } }),
  libraryMeta: () => Promise.resolve({ ok: true, value: [] }),
  library: () => Promise.resolve({ ok: true, value: [] }),
  logout: () => Promise.resolve({ ok: true, value: null }),
})

const aUser = ({ id, role }: Viewer, createdAt: number): UserRow => ({
  id,
  name: `${id[0]?.toUpperCase() ?? ''}${id.slice(1)}`,
  role,
  passwordHash: '',
  createdAt,
})

export const anApp = (
  box: SignInEndDeps['box'],
  clientId: string,
  now: number,
  clientSecret = 'client-secret-of-the-house',
): IntegrationRow => ({
  ...anIntegration('app', now),
  service: 'trakt',
  name: 'Trakt',
  ...sealSettings(box, 'app', manifests.trakt.fields, { clientId, clientSecret }),
})

/** A store whose writes can be refused. */
const refusing = (store: Store, left: { refusals: number }): Store => ({
  ...store,
  transaction: (work) => {
    if (left.refusals === 0) return store.transaction(work)
    left.refusals -= 1
    return Promise.reject(new Error('The disk is full.'))
  },
})

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

export async function setAccountsStage(
  people: readonly Viewer[] = [boss, sean, jill],
): Promise<AccountsStage> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-accounts-'))
  const clock = new ManualClock()
  const real = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.db') })
  const left = { refusals: 0 }
  const store = refusing(real, left)
  const errors: unknown[] = []
  const published: Change[] = []
  const lines: TokenLine[] = []
  const letGo: string[] = []
  const stremio: AccountsStage['stremio'] = { authKey: null }
  const changes = createChanges((error) => {
    throw error
  })
  changes.subscribe((change) => {
    published.push(change)
  })
  const ids = createIds(clock)
  const alertDeps: AlertDeps = { store, changes, clock, ids, policy: defaultAlertPolicy }
  const recorder = createRecorder(alertDeps)
  const trakt = new StageTrakt(clock)
  const box = createSecretBox([generateKey()])
  const process = (owner: string): Process => {
    const keeperDeps = {
      ...alertDeps,
      box,
      gateway: gatewayTo(trakt, recorder, clock),
      hosts: noHosts,
      trakt: traktAccount,
      owner,
      redactText: (secrets: readonly string[]) => createRedactor(secrets).text,
      onError: (error: unknown) => {
        errors.push(error)
      },
      signedIn: (_: unknown, accountId: string) => {
        letGo.push(accountId)
        return Promise.resolve()
      },
      log: (line: TokenLine) => {
        lines.push(line)
      },
    }
    const keeper = createTokenKeeper(keeperDeps)
    let count = 0
    const deps: SignInEndDeps = {
      ...keeperDeps,
      keeper,
      stremio: stremioOf(stremio),
      chance: {
        secret: () => `unguessable-${owner}-${String((count += 1))}`,
        sha256: (text) => createHash('sha256').update(text).digest('base64url'),
      },
    }
    return {
      deps,
      keeper,
      accounts: createAccounts(deps),
      signIns: createSignInWorker(deps),
      refreshes: createRefreshWorker(deps),
    }
  }
  await real.transaction(async (tx) => {
    await tx.insertIntegration(anApp(box, 'client-of-the-house', clock.now()))
  })
  for (const person of people) await real.people.insertUser(aUser(person, clock.now()))
  const first = process('p1')
  const pass: AccountsStage['pass'] = async (ms, stepMs = ms) => {
    for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
      clock.advance(Math.min(stepMs, leftMs))
      await first.signIns.idle()
      await first.refreshes.idle()
    }
  }
  const account: AccountsStage['account'] = async (viewer) => {
    const [row] = await real.transaction((tx) => tx.accounts({ userId: viewer.id, service: 'trakt' }))
    if (row === undefined) throw new Error('nobody has signed in')
    return row
  }
  return {
    ...first,
    clock,
    store,
    recorder,
    trakt,
    published,
    lines,
    letGo,
    stremio,
    process,
    account,
    pass,
    refuseWrites: (times) => {
      left.refusals = times
    },
    alerts: () => real.transaction((tx) => tx.alertsIn(['open'], null)),
    signIn: async (viewer) => {
      const before = trakt.codeState
      trakt.codeState = 'approved'
      await first.accounts.startSignIn(viewer, { service: 'trakt', method: 'device' }, home)
      first.signIns.start()
      await first.signIns.idle()
      await pass(5000)
      await first.signIns.stop()
      trakt.codeState = before
      return account(viewer)
    },
    takeErrors: () => errors.splice(0),
    bytesOnDisk: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n'),
    close: async () => {
      await first.signIns.stop()
      await first.refreshes.stop()
      await turn()
      await real.close()
      rmSync(folder, { recursive: true })
      if (errors.length > 0) throw new AggregateError(errors, 'something failed in the background')
    },
  }
}
