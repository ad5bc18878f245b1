import { createHash, randomBytes } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { type Hosts, stremioAccount, traktAccount } from '@cuemark/services'
import type { Chance, SignInDeps } from './app/accounts/account-deps.ts'
import { createAccountReader } from './app/accounts/account-views.ts'
import { createAccounts } from './app/accounts/accounts.ts'
import { createTokenKeeper } from './app/accounts/keep-tokens.ts'
import { createRefreshWorker } from './app/accounts/refresh-worker.ts'
import { createSignInWorker } from './app/accounts/sign-in-worker.ts'
import type { AlertDeps } from './app/alert-desk.ts'
import type { AppDeps } from './app/compose-app.ts'
import { createLibraryLook } from './app/library/library-look.ts'
import { createLibraryPoller } from './app/library/library-poller.ts'
import { createDeliveryWorker } from './app/plays/deliverer.ts'
import { wakeForSignIn } from './app/plays/deliver-wake.ts'
import { createIntake } from './app/plays/intake.ts'
import { createPlayReader } from './app/plays/plays-views.ts'
import { createPlays } from './app/plays/plays.ts'
import { createProcessor } from './app/plays/processor.ts'
import { createSourceReader } from './app/plays/sources-views.ts'
import { createSources } from './app/plays/sources.ts'
import type { Worker } from './app/plays/worker.ts'
import type { Gateway, SecretBox } from './app/ports.ts'
import type { App } from './app/use-cases.ts'
import type { Logger } from './log.ts'
import { titleOfStremioId } from './sources/stremio-ids.ts'

export interface PlaysHouseDeps extends AlertDeps {
  readonly box: SecretBox
  readonly gateway: Gateway
  readonly hosts: Hosts
  readonly redactText: (secrets: readonly string[]) => (raw: string) => string
  readonly onError: (error: unknown) => void
  readonly log: Logger
}

/** From playback to Trakt, wired; nothing runs yet. */
export interface PlaysHouse {
  readonly app: Pick<App, 'accounts' | 'sources' | 'intake' | 'plays'>
  /** What the rest of the house shows of it. */
  readonly shown: Pick<AppDeps, 'playing' | 'activity' | 'around'>
  readonly workers: readonly Worker[]
  /** No refresh is under way, and none begins. */
  close(): Promise<void>
}

const secretBytes = 32
const shownPlaying = 100

const chance: Chance = {
  secret: () => randomBytes(secretBytes).toString('base64url'),
  sha256: (text) => createHash('sha256').update(text).digest('base64url'),
}

/** The bits of a library are small; what unpacks to more is not one of them. */
const mostUnpackedBytes = 65_536
const inflate = (packed: string): Uint8Array | null => {
  try {
    return inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostUnpackedBytes })
  } catch {
    return null
  }
}

const signInDepsOf = (deps: PlaysHouseDeps): SignInDeps => {
  const { clock, ids, log } = deps
  return {
    ...deps,
    trakt: traktAccount,
    stremio: stremioAccount,
    owner: ids.next(),
    chance,
    signedIn: async (tx, accountId) => {
      await wakeForSignIn(tx, accountId, clock.now())
    },
    log: (line) => log.info(line, 'a sign-in moved on'),
  }
}

/** Wires accounts, sources, plays and their workers with each other. */
export function composePlays(deps: PlaysHouseDeps): PlaysHouse {
  const { store, box } = deps
  const shared = signInDepsOf(deps)
  const keeper = createTokenKeeper(shared)
  const withKeeper = { ...shared, keeper }
  const { clock, changes, gateway, hosts, onError } = deps
  const { trakt, owner } = shared
  const library = { inflate, titleOf: titleOfStremioId }
  const intake = createIntake(shared)
  const accountReader = createAccountReader({ store, box })
  const playReader = createPlayReader({ store })
  const sourceReader = createSourceReader({ store })
  return {
    app: {
      accounts: createAccounts(withKeeper),
      sources: createSources(shared),
      intake,
      plays: createPlays({ ...withKeeper, lookIntoLibrary: createLibraryLook({ ...shared, ...library }) }),
    },
    shown: {
      playing: async (userId) => playReader.playing(await store.plays.playing(userId, shownPlaying)),
      activity: (userId) => store.plays.activityCounts(userId),
      around: {
        account: (id) => accountReader.account(id),
        signIn: (id) => accountReader.signIn(id),
        source: (id) => sourceReader.source(id),
        play: (id) => playReader.play(id),
        channel: (channel) => playReader.channel(channel),
        activity: (userId) => store.plays.activityCounts(userId),
      },
    },
    workers: [
      createSignInWorker(withKeeper),
      createRefreshWorker(withKeeper),
      createProcessor(shared),
      createDeliveryWorker({ store, clock, changes, gateway, hosts, trakt, keeper, owner, onError }),
      createLibraryPoller({ ...shared, ...library, intake }),
    ],
    close: () => keeper.stop(),
  }
}
