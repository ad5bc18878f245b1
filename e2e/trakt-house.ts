import type { AccountView, IntegrationView, SignInView, SourceAddress, SourceView } from '@cuemark/contract'
import {
  knownTitles,
  startStremioBook,
  startTraktBook,
  type StremioBook,
  type TraktBook,
  type TraktBookOptions,
  type TraktPerson,
} from '@cuemark/testkit'
import { ManualClock } from '../packages/server/src/clock-manual.ts'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass, passUntil } from './passing-time.ts'
import type { Visitor } from './visitor.ts'

/** A house with Trakt connected: a Cuemark, a Trakt and a Stremio, all on one clock that the test moves. */
export interface TraktHouse {
  readonly cuemark: MovableCuemark
  readonly clock: ManualClock
  readonly url: string
  readonly book: TraktBook
  readonly stremio: StremioBook
  readonly administrator: Administrator
  readonly integration: IntegrationView
  /** In steps of five seconds, or of `stepMs`; what comes due on the way runs. */
  letTimePass(durationMs: number, stepMs?: number): Promise<void>
  /** Lets time pass until it is so; throws when ten minutes did not do. */
  until(isSo: () => Promise<boolean>, mostMs?: number): Promise<void>
  /** Time passes while this goes on: an answer may need it, as the pace towards Trakt is kept by the same clock. */
  during<T>(work: Promise<T>): Promise<T>
  /** From now on time also goes on by itself, as fast as the real one, for pages that are told of changes in beats. */
  flow(): void
  /** Signs somebody in to Trakt by a device code, past the pages. */
  linkTrakt(visitor: Visitor, person: TraktPerson): Promise<AccountView>
  /** Makes a source past the pages; gives the address that a player posts to. */
  addSource(
    visitor: Visitor,
    kind: string,
    name?: string,
  ): Promise<{ readonly source: SourceView; readonly address: SourceAddress }>
  close(): Promise<void>
}

const stepMs = 250
/** Between two steps the server has this long to answer by itself. */
const patienceMs = 20
const beatMs = 50
const minuteMs = 60_000

async function link(house: TraktHouse, visitor: Visitor, person: TraktPerson): Promise<AccountView> {
  const started = await house.during(
    visitor.call<SignInView>('POST', '/sign-ins', { service: 'trakt', method: 'device' }),
  )
  const refusal = house.book.approve(person, started.userCode ?? '')
  if (refusal !== null) throw new Error(refusal)
  const read = () => visitor.call<SignInView>('GET', `/sign-ins/${started.id}`)
  await house.until(async () => (await read()).state !== 'pending')
  const { accountId, state } = await read()
  if (accountId === null) throw new Error(`The sign-in of ${person.name} ended as ${state}.`)
  return visitor.call<AccountView>('GET', `/accounts/${accountId}`)
}

/** Starts all of it; the administrator has connected the Trakt app, and nobody has signed in to it yet. */
export async function openTraktHouse(
  options: Omit<TraktBookOptions, 'now'> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<TraktHouse> {
  const clock = new ManualClock(Date.now())
  const book = await startTraktBook({ titles: knownTitles, ...options, now: () => clock.now() })
  const stremio = await startStremioBook()
  const cuemark = await startMovable(
    {
      CUEMARK_TRAKT_API_URL: book.apiUrl,
      CUEMARK_TRAKT_AUTH_URL: book.authUrl,
      CUEMARK_STREMIO_API_URL: stremio.apiUrl,
      CUEMARK_STREMIO_LINK_URL: stremio.linkUrl,
      ...env,
    },
    clock,
  )
  const { url } = cuemark
  const during = async <T>(work: Promise<T>): Promise<T> => {
    const passing = setInterval(() => clock.advance(stepMs), patienceMs)
    try {
      return await work
    } finally {
      clearInterval(passing)
    }
  }
  let flowing: NodeJS.Timeout | null = null
  const administrator = await makeAdministrator(url)
  const integration = await during(
    administrator.connect('trakt', {
      clientId: book.clientId,
      ...(book.clientSecret === null ? {} : { clientSecret: book.clientSecret }),
    }),
  )
  const house: TraktHouse = {
    cuemark,
    clock,
    url,
    book,
    stremio,
    administrator,
    integration,
    during,
    flow: () => {
      flowing ??= setInterval(() => clock.advance(beatMs), beatMs)
    },
    letTimePass: (durationMs, inStepsOfMs) => pass(cuemark, durationMs, inStepsOfMs),
    until: async (isSo, mostMs = 10 * minuteMs) => {
      await passUntil(cuemark, isSo, mostMs, 1000)
    },
    linkTrakt: (visitor, person) => link(house, visitor, person),
    addSource: (visitor, kind, name) =>
      visitor.call('POST', '/sources', { kind, ...(name === undefined ? {} : { name }) }),
    close: async () => {
      if (flowing !== null) clearInterval(flowing)
      await cuemark.stop()
      await Promise.all([book.close(), stremio.close()])
    },
  }
  return house
}
