import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Title } from '@cuemark/domain'
import { type Http, traktAccount } from '@cuemark/services'
import { ManualClock } from '../../clock-manual.ts'
import { createIds } from '../../ids.ts'
import { createSecretBox, generateKey } from '../../secrets/index.ts'
import { openStore } from '../../store/index.ts'
import type { TokenKeeper, UsableSession } from '../accounts/token-keeper.ts'
import type { LookIntoLibrary } from '../library/library-look.ts'
import { createChanges } from '../live-changes.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { SourceEvent, SourceKind, SourceRow } from '../ports-plays.ts'
import type { Change, Changes, Store } from '../ports.ts'
import type { Heard, Intake, Plays, Sources } from '../use-cases-plays.ts'
import { createDeliveryWorker, type DelivererDeps } from './deliverer.ts'
import { createIntake } from './intake.ts'
import { accountId, anna, fill, lengthMs, playback } from './plays.fixtures.ts'
import type { PlaysDeps } from './plays-deps.ts'
import { createPlays } from './plays.ts'
import { createProcessor } from './processor.ts'
import { createSources } from './sources.ts'
import { type StageTrakt, startStageTrakt } from './trakt-stage.ts'
import type { Worker } from './worker.ts'

/** The whole road from a player's event to Trakt on a real store, with a clock that is moved by hand. */
export interface PlaysStage {
  readonly clock: ManualClock
  readonly store: Store
  readonly changes: Changes
  readonly published: Change[]
  /** What failed unseen; must be empty at the end. */
  readonly errors: unknown[]
  readonly trakt: StageTrakt
  readonly intake: Intake
  readonly plays: Plays
  readonly sources: Sources
  /** What the house has for a sign-in now. */
  signedIn: boolean
  /** The token that the keeper hands out, and with which it replaces one that was refused. */
  token: string
  /** Another process on the same database, which is stopped with the stage. */
  process(): { readonly processor: Worker; readonly deliverer: Worker }
  /** Lets time pass with all that comes due in it. */
  pass(forMs: number): Promise<void>
  /** Runs what is due now. */
  idle(): Promise<void>
  /** As `kill -9` does: nothing of this life writes any more. */
  kill(): void
  /** A new life on the same database. */
  restart(): void
  /** Makes the next transactions fail. */
  refuse(times: number, code: string): void
  source(kind?: SourceKind): Promise<SourceRow>
  tell(source: SourceRow, ...events: readonly SourceEvent[]): Promise<void>
  /** Watches a title from its start to its end, and tells of both. */
  watch(source: SourceRow, title: Title): Promise<void>
  account(): Promise<AccountRow>
  settings(change: Partial<AccountRow['settings']>): Promise<void>
  close(): Promise<void>
}

/** A store that can be told to refuse, and that a killed life can reach no more. */
function doors(store: Store): {
  open: (isMortal: boolean) => Store
  kill: () => void
  refuse: PlaysStage['refuse']
} {
  const left = { times: 0, code: '' }
  let life = { dead: false }
  return {
    open: (isMortal) => {
      const own = isMortal ? life : { dead: false }
      return {
        ...store,
        transaction: async (work) => {
          if (own.dead) return new Promise<never>(() => undefined)
          if (left.times > 0) {
            left.times -= 1
            throw Object.assign(new Error('as told'), { code: left.code })
          }
          return store.transaction(work)
        },
      }
    },
    kill: () => {
      life.dead = true
      life = { dead: false }
    },
    refuse: (times, code) => {
      Object.assign(left, { times, code })
    },
  }
}

/** Another Trakt than the small one in memory. */
export interface OtherTrakt {
  readonly http: (clock: ManualClock) => Http
  readonly traktApiUrl: string
  readonly clientId: string
}

/** What the preview of a backfill finds in Stremio, on this stage's store and clock. */
export type StageLibrary = (store: Store, clock: ManualClock) => LookIntoLibrary

const noLibrary: StageLibrary = () => () => Promise.resolve(null)

export async function setPlaysStage(
  other: OtherTrakt | null = null,
  library: StageLibrary = noLibrary,
): Promise<PlaysStage> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-plays-'))
  const real = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.db') })
  const clock = new ManualClock()
  const ids = createIds(clock)
  await fill(real, clock.now())
  const errors: unknown[] = []
  const onError = (error: unknown): void => {
    errors.push(error)
  }
  const changes = createChanges(onError)
  const published: Change[] = []
  changes.subscribe((change) => published.push(change))
  const trakt = startStageTrakt(clock)
  const http = other?.http(clock) ?? trakt.http
  const door = doors(real)
  const chance = {
    secret: () => randomBytes(32).toString('base64url'),
    sha256: (text: string) => createHash('sha256').update(text).digest('base64url'),
  }
  const session = (): UsableSession =>
    stage.signedIn
      ? {
          ok: true,
          session: {
            app: { clientId: other?.clientId ?? 'client', clientSecret: null },
            accessToken: stage.token,
          },
          generation: 1,
        }
      : { ok: false, until: null, diagnosis: null }
  const keeper: TokenKeeper = {
    session: () => Promise.resolve(session()),
    refused: () => {
      stage.token = trakt.token
      return Promise.resolve(session())
    },
  }
  const depsOf = (owner: string): DelivererDeps & Omit<PlaysDeps, 'lookIntoLibrary'> => ({
    store: door.open(owner !== 'pages'),
    clock,
    ids,
    changes,
    keeper,
    owner,
    onError,
    trakt: traktAccount,
    hosts: {
      traktApiUrl: other?.traktApiUrl ?? 'https://api.trakt.example',
      traktAuthUrl: 'https://auth.trakt.example',
      stremioApiUrl: 'https://stremio.example',
      stremioLinkUrl: 'https://link.stremio.example',
    },
    gateway: { http: () => http, reset: () => undefined, close: () => Promise.resolve() },
    lookEveryMs: 600_000,
  })
  const workers: Worker[] = []
  const process = (): ReturnType<PlaysStage['process']> => {
    const deps = depsOf(ids.next())
    const made = { processor: createProcessor(deps), deliverer: createDeliveryWorker(deps) }
    for (const worker of [made.processor, made.deliverer]) {
      worker.start()
      workers.push(worker)
    }
    return made
  }
  const idle = async (): Promise<void> => {
    // The processor makes work for the deliverer, and never the other way round.
    for (const worker of workers) await worker.idle()
    for (const worker of workers) await worker.idle()
  }
  const box = createSecretBox([generateKey()])
  const base = { ...depsOf('pages'), box, chance }
  const stage: PlaysStage = {
    clock,
    store: real,
    changes,
    published,
    errors,
    trakt,
    intake: createIntake(base),
    plays: createPlays({ ...base, lookIntoLibrary: library(real, clock) }),
    sources: createSources(base),
    signedIn: true,
    token: 'first',
    process,
    idle,
    pass: async (forMs) => {
      const until = clock.now() + forMs
      await idle()
      for (let next = clock.nextAt; next !== null && next <= until; next = clock.nextAt) {
        clock.advance(Math.max(0, next - clock.now()))
        await idle()
      }
      clock.advance(Math.max(0, until - clock.now()))
      await idle()
    },
    kill: () => {
      door.kill()
      workers.splice(0)
    },
    restart: () => {
      process()
    },
    refuse: door.refuse,
    source: async (kind = 'stremio_addon') => {
      const input = { kind: kind === 'stremio_account' ? 'api' : kind } as const
      const { source } = await stage.sources.create(anna, input)
      const row = await real.transaction((tx) => tx.source(source.id))
      if (row === null) throw new Error('no source')
      return row
    },
    tell: async (source, ...events) => {
      const heard = events.map((event): Heard => ({ event, senderId: null, player: null, text: event.type }))
      await stage.intake.take(source, heard)
      await idle()
    },
    watch: async (source, title) => {
      await stage.tell(source, playback('start', title, clock.now()))
      await stage.pass(lengthMs)
      await stage.tell(source, playback('stop', title, clock.now(), { positionMs: lengthMs }))
    },
    account: async () => {
      const row = await real.transaction((tx) => tx.account(accountId))
      if (row === null) throw new Error('no account')
      return row
    },
    settings: async (change) => {
      const row = await stage.account()
      const settings = { ...row.settings, ...change }
      await real.transaction((tx) => tx.updateAccount({ ...row, settings, version: row.version + 1 }))
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
      await real.close()
      rmSync(folder, { recursive: true })
      if (errors.length > 0) throw new AggregateError(errors, 'something failed in the background')
    },
  }
  process()
  return stage
}
