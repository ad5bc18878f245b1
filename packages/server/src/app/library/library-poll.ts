import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import type { Inflate, StremioAccountClient, StremioDeps } from '@cuemark/services'
import type { KeeperDeps } from '../accounts/account-deps.ts'
import { atAccount, putAccount } from '../accounts/account-state.ts'
import { stremioUnreadable } from '../accounts/diagnoses.ts'
import type { Held } from '../accounts/leases.ts'
import { openAuthKey } from '../accounts/sealed.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { SourceRow } from '../ports-plays.ts'
import type { Intake } from '../use-cases-plays.ts'
import { type Found, heardIn, type TitleOf } from './library-heard.ts'
import { readLibrary, type Reading } from './library-reading.ts'
import { openWay, wayToStremio } from './library-way.ts'
import { firstMemory, memoryOf, type PollMemory, textOfMemory } from './poll-memory.ts'

export const everyMs = 300_000
/** A library in use is asked more often. */
const inUseEveryMs = 60_000
const inUseForMs = 1_800_000

export interface LibraryPollDeps extends KeeperDeps {
  readonly stremio: StremioAccountClient
  readonly intake: Intake
  readonly inflate: Inflate
  readonly titleOf: TitleOf
}

interface Library {
  readonly row: AccountRow
  readonly source: SourceRow
  readonly authKey: string
  readonly api: StremioDeps
  readonly watchedShare: number
}

/** Null where there is nothing to ask for now: removed, paused, or read by another process a moment ago. */
const libraryOf = (deps: LibraryPollDeps, held: Held, accountId: string): Promise<Library | null> =>
  held.write(async (tx) => {
    const row = await tx.account(accountId)
    if (row === null || row.state !== 'linked' || (row.nextPollAt ?? Infinity) > deps.clock.now()) return null
    const [source] = await tx.sources({ accountId })
    const integrationId = await openWay(tx, row)
    if (source === undefined || integrationId === null) {
      await tx.noteAccount(accountId, { nextPollAt: deps.clock.now() + everyMs })
      return null
    }
    // What counts as watched is the person's choice for the tracker that takes it.
    const trackers = await tx.accounts({ userId: row.userId, service: 'trakt' })
    const { settings } = trackers.find(({ state }) => state !== 'disconnected') ?? row
    const authKey = openAuthKey(deps.box, row) ?? ''
    const api = wayToStremio(deps, { accountId, integrationId }, 'background')
    return { row, source, authKey, api, watchedShare: settings.watchedPercent / 100 }
  })

/** Somebody else's library must not be compared with what is remembered, so a new sign-in is asked whose it is. */
const memoryFor = async (
  deps: LibraryPollDeps,
  held: Held,
  { row, authKey, api }: Library,
): Promise<Outcome<PollMemory>> => {
  const { generation } = row.token
  const known = memoryOf(row.pollState)
  if (known !== null && known.generation === generation) return { ok: true, value: known }
  const profile = await deps.stremio.profile(api, authKey)
  if (!profile.ok) return profile
  const { id, email } = profile.value
  const owner = id ?? email
  const name = email ?? id
  await atAccount(deps, held.write, row.id, (at, current) =>
    putAccount(deps, at, current, { name: name ?? current.name }),
  )
  if (known === null || owner === null || known.owner !== owner)
    return { ok: true, value: firstMemory(owner, generation, deps.clock.now()) }
  return { ok: true, value: { ...known, generation } }
}

const floodText = (titles: number): string =>
  `${titles} titles changed at once, as after an import. They are remembered as they are, and none was counted. Mark by hand what you watched.`

/** What the person has switched off is remembered and goes no further. */
const isWanted = ({ settings }: AccountRow, { finding }: Found): boolean =>
  finding.type === 'seen' ? settings.plays : settings.watchlist

const bring = async (
  deps: LibraryPollDeps,
  { row, source }: Library,
  { found, flood }: Reading,
): Promise<void> => {
  const now = deps.clock.now()
  const wanted = found.filter((each) => isWanted(row, each))
  if (wanted.length > 0) {
    const heard = wanted.map((each) => heardIn(deps.titleOf, each, now))
    await deps.intake.take(source, heard)
  }
  if (flood !== null) await deps.intake.fault(source, floodText(flood))
}

const retryDelayMs = ({ retry }: Diagnosis, now: number): number => {
  if (retry.when === 'after') return Math.max(everyMs, retry.delayMs)
  return retry.when === 'at' ? Math.max(everyMs, retry.at - now) : everyMs
}

const fail = async (
  deps: LibraryPollDeps,
  held: Held,
  { id, token }: AccountRow,
  diagnosis: Diagnosis,
): Promise<void> => {
  if (diagnosis.kind === 'authentication') {
    const override = { state: 'sign_in_again', diagnosis } as const
    await atAccount(deps, held.write, id, async (at, current) =>
      // Somebody who signed in meanwhile need not do it again.
      current.token.generation === token.generation ? putAccount(deps, at, current, {}, override) : current,
    )
    return
  }
  const now = deps.clock.now()
  await held.write((tx) => tx.noteAccount(id, { nextPollAt: now + retryDelayMs(diagnosis, now) }))
}

/**
 * Reads one library, and notes when to read it next. What was found is durable before the library is remembered, so
 * nothing is lost between the two.
 */
export const pollLibrary = async (deps: LibraryPollDeps, held: Held, accountId: string): Promise<void> => {
  const library = await libraryOf(deps, held, accountId)
  if (library === null) return
  const { authKey, api, watchedShare } = library
  if (authKey === '') {
    await fail(deps, held, library.row, stremioUnreadable)
    return
  }
  const memory = await memoryFor(deps, held, library)
  if (!memory.ok) {
    await fail(deps, held, library.row, memory.diagnosis)
    return
  }
  const { stremio, inflate, clock } = deps
  const reading = await readLibrary(
    { stremio, api, inflate, now: clock.now() },
    authKey,
    memory.value,
    watchedShare,
  )
  if (!reading.ok) {
    await fail(deps, held, library.row, reading.diagnosis)
    return
  }
  await bring(deps, library, reading.value)
  const now = clock.now()
  const isInUse = now - reading.value.changedAt < inUseForMs
  await held.write((tx) =>
    tx.noteAccount(accountId, {
      nextPollAt: now + (isInUse ? inUseEveryMs : everyMs),
      ...(reading.value.isSame ? {} : { pollState: textOfMemory(reading.value.memory) }),
    }),
  )
}
