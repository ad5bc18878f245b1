import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { type Alert, defaultAlertPolicy, type Delivery, type Play, titleText } from '@cuemark/domain'
import { stremioAccount, traktAccount } from '@cuemark/services'
import { directHttp, startStremioBook, type StremioBook, type StremioPerson } from '@cuemark/testkit'
import { ManualClock } from '../../clock-manual.ts'
import { createIds } from '../../ids.ts'
import { createRedactor, createSecretBox, generateKey } from '../../secrets/index.ts'
import { titleOfStremioId } from '../../sources/stremio-ids.ts'
import { openStore } from '../../store/index.ts'
import { sourceRow } from '../../store/plays.fixtures.ts'
import { createAccounts } from '../accounts/accounts.ts'
import { createTokenKeeper } from '../accounts/keep-tokens.ts'
import { createSignInWorker } from '../accounts/sign-in-worker.ts'
import { createChanges } from '../live-changes.ts'
import { createIntake } from '../plays/intake.ts'
import { accountId as traktAccountId, anna, fill } from '../plays/plays.fixtures.ts'
import { createProcessor } from '../plays/processor.ts'
import type { Worker } from '../plays/worker.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { SourceEvent, SourceRow } from '../ports-plays.ts'
import type { Gateway, Recorder, Store } from '../ports.ts'
import { createRecorder } from '../record.ts'
import type { Accounts, Intake } from '../use-cases-plays.ts'
import type { LibraryPollDeps } from './library-poll.ts'
import { createLibraryPoller } from './library-poller.ts'

/** Libraries of Stremio on a real store, read from the simulated account, with a clock that is moved by hand. */
export interface LibraryStage {
  readonly clock: ManualClock
  readonly store: Store
  readonly book: StremioBook
  readonly accounts: Accounts
  /** Another process on the same database. */
  process(): void
  /** Signs Anna in to Stremio by a link code that this person approves there, and lets the library be read. */
  signIn(person: StremioPerson): Promise<void>
  /** Lets time pass with all that comes due in it. */
  pass(forMs: number): Promise<void>
  account(): Promise<AccountRow>
  source(): Promise<SourceRow>
  /** Tells of playback as the add-on does. */
  addon(...events: readonly SourceEvent[]): Promise<void>
  plays(): Promise<readonly Play[]>
  /** Titles of the plays in words, oldest first. */
  seen(): Promise<readonly string[]>
  deliveries(): Promise<readonly Delivery[]>
  alerts(): Promise<readonly Alert[]>
  /** How often a method of the account API was called. */
  calls(method: string): number
  /** Puts rows into the library as some client might. */
  put(person: StremioPerson, rows: readonly object[]): Promise<void>
  /** The next write after something was found fails, as on a full disk. */
  failAfterFinding(): void
  takeErrors(): readonly unknown[]
  close(): Promise<void>
}

const dayMs = 86_400_000

const gatewayTo = (recorder: Recorder, clock: ManualClock): Gateway => ({
  http: (call) => {
    const direct = directHttp({ service: call.service, timeoutMs: 20_000, maxBodyBytes: 16_777_216 })
    return {
      send: async (request) => ({ ...(await direct.send(request)), receivedAt: clock.now() }),
      settled: async (request, exchange, diagnosis) => {
        await recorder.record({
          integrationId: call.integrationId ?? '',
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
    }
  },
  reset: () => undefined,
  close: () => Promise.resolve(),
})

const inflate: LibraryPollDeps['inflate'] = (packed) => {
  try {
    return inflateSync(Buffer.from(packed, 'base64'))
  } catch {
    return null
  }
}

const addonSource = (now: number): SourceRow =>
  sourceRow('addon', {
    userId: anna.id,
    kind: 'stremio_addon',
    name: 'Stremio',
    sealedToken: null,
    createdAt: now,
  })

/** A store of which a write can be made to fail. */
const failing = (store: Store, left: { refusals: number }): Store => ({
  ...store,
  transaction: async (work) => {
    if (left.refusals === 0) return store.transaction(work)
    left.refusals -= 1
    throw Object.assign(new Error('The disk is full.'), { code: 'disk_full' })
  },
})

/** What all processes have in common. */
interface Shared {
  readonly store: Store
  readonly clock: ManualClock
  readonly book: StremioBook
  readonly onError: (error: unknown) => void
}

const depsFor = ({ store, clock, book, onError }: Shared): Omit<LibraryPollDeps, 'intake' | 'owner'> => {
  const changes = createChanges(onError)
  const ids = createIds(clock)
  const alertDeps = { store, changes, clock, ids, policy: defaultAlertPolicy }
  return {
    ...alertDeps,
    box: createSecretBox([generateKey()]),
    gateway: gatewayTo(createRecorder(alertDeps), clock),
    hosts: {
      traktApiUrl: 'https://api.trakt.example',
      traktAuthUrl: 'https://auth.trakt.example',
      stremioApiUrl: book.apiUrl,
      stremioLinkUrl: book.linkUrl,
    },
    trakt: traktAccount,
    stremio: stremioAccount,
    redactText: (secrets) => createRedactor(secrets).text,
    onError,
    signedIn: () => Promise.resolve(),
    inflate,
    titleOf: titleOfStremioId,
  }
}

const chance = {
  secret: () => randomBytes(32).toString('base64url'),
  sha256: (text: string) => createHash('sha256').update(text).digest('base64url'),
}

interface House {
  readonly accounts: Accounts
  readonly intake: Intake
  readonly process: () => void
  readonly workers: readonly Worker[]
  readonly failAfterFinding: () => void
}

const houseOf = (deps: Omit<LibraryPollDeps, 'intake' | 'owner'>, left: { refusals: number }): House => {
  let fails = false
  const door = createIntake({ ...deps, chance })
  const intake: Intake = {
    ...door,
    take: async (source, heard) => {
      const taken = await door.take(source, heard)
      if (fails) left.refusals = 1
      fails = false
      return taken
    },
  }
  const withOwner = { ...deps, chance, owner: 'pages' }
  const withKeeper = { ...withOwner, keeper: createTokenKeeper(withOwner) }
  const workers: Worker[] = []
  const start = (...begun: readonly Worker[]): void => {
    for (const worker of begun) {
      worker.start()
      workers.push(worker)
    }
  }
  start(createSignInWorker(withKeeper), createProcessor({ ...deps, owner: 'processor' }))
  return {
    accounts: createAccounts(withKeeper),
    intake,
    workers,
    process: () => start(createLibraryPoller({ ...deps, intake, owner: deps.ids.next() })),
    failAfterFinding: () => {
      fails = true
    },
  }
}

export async function setLibraryStage(): Promise<LibraryStage> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-library-'))
  const real = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.db') })
  const clock = new ManualClock()
  const book = await startStremioBook()
  const errors: unknown[] = []
  const left = { refusals: 0 }
  const store = failing(real, left)
  const deps = depsFor({ store, clock, book, onError: (error) => void errors.push(error) })
  const house = houseOf(deps, left)
  await fill(real, clock.now())
  await real.transaction((tx) => tx.insertSource(addonSource(clock.now())))
  house.process()
  const idle = async (): Promise<void> => {
    // What one finds is work for another.
    for (const _ of house.workers) for (const worker of house.workers) await worker.idle()
  }
  const pass = async (forMs: number): Promise<void> => {
    const until = clock.now() + forMs
    await idle()
    for (let next = clock.nextAt; next !== null && next <= until; next = clock.nextAt) {
      clock.advance(Math.max(0, next - clock.now()))
      await idle()
    }
    clock.advance(Math.max(0, until - clock.now()))
    await idle()
  }
  const only = async <T>(
    read: (tx: Parameters<Parameters<Store['transaction']>[0]>[0]) => Promise<readonly T[]>,
  ) => {
    const [row] = await real.transaction(read)
    if (row === undefined) throw new Error('Anna has not signed in.')
    return row
  }
  const account = (): Promise<AccountRow> =>
    only((tx) => tx.accounts({ userId: anna.id, service: 'stremio' }))
  const plays = (): Promise<readonly Play[]> =>
    real.transaction(async (tx) => {
      const found = await tx.playsBetween(anna.id, 0, clock.now() + 9 * dayMs)
      return found.toSorted((one, other) => one.watchedAt - other.watchedAt)
    })
  return {
    clock,
    store: real,
    book,
    accounts: house.accounts,
    process: house.process,
    pass,
    account,
    plays,
    signIn: async (person) => {
      await house.accounts.startSignIn(anna, { service: 'stremio', method: 'device' }, 'http://cuemark')
      book.approve(book.newestCode ?? '', person)
      await pass(6000)
    },
    source: async () => {
      const { id } = await account()
      return only((tx) => tx.sources({ accountId: id }))
    },
    addon: async (...events) => {
      const heard = events.map((event) => ({ event, senderId: null, player: null, text: event.type }))
      await house.intake.take(addonSource(clock.now()), heard)
      await idle()
    },
    seen: async () => (await plays()).map(({ title }) => titleText(title)),
    deliveries: () => real.transaction((tx) => tx.deliveriesIn(traktAccountId, ['waiting'])),
    alerts: () => real.transaction((tx) => tx.alertsIn(['open'], null)),
    calls: (method) => book.calls.filter((call) => call === method).length,
    put: async ({ authKey }, rows) => {
      const body = JSON.stringify({ authKey, collection: 'libraryItem', changes: rows })
      await (await fetch(`${book.apiUrl}/api/datastorePut`, { method: 'POST', body })).text()
    },
    failAfterFinding: house.failAfterFinding,
    takeErrors: () => errors.splice(0),
    close: async () => {
      await Promise.all(house.workers.map((worker) => worker.stop()))
      await real.close()
      await book.close()
      rmSync(folder, { recursive: true })
      if (errors.length > 0) throw new AggregateError(errors, 'something failed in the background')
    },
  }
}
