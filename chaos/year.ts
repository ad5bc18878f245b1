/** A year in the life of sign-ins: renewed by themselves through restarts, outages and lost answers. */
import { createDice, type Dice, startTraktBook, type TraktBook } from '@cuemark/testkit'
import { type DatabaseKind, layGround } from './databases.ts'
import { type House, openHouse } from './house.ts'
import { type Member, settleIn } from './household.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const firstDay = Date.UTC(2026, 10, 21)

export interface YearOptions {
  readonly database: DatabaseKind
  readonly seed: number
  readonly tokenLifeMs: number
  readonly days?: number
  readonly people?: number
}

export interface YearReport extends Required<YearOptions> {
  readonly refreshes: number
  /** `kill -9`, those in the middle of a refresh included. */
  readonly kills: number
  readonly killsInRefresh: number
  readonly outages: number
  readonly outageHours: number
  /** Refreshes whose connection died before Trakt had read them: nobody who asked can know that. */
  readonly lostAnswers: number
  /** Answers of Trakt's front instead of Trakt. */
  readonly gatewayAnswers: number
  /** People who had to sign in again. Must be 0. */
  readonly reauthorizations: number
  /** Must be 0. */
  readonly spentRefreshUses: number
  /** Sign-ins that Trakt really takes at the end of the year: as many as people. */
  readonly alive: number
  /** Lines of the servers' logs that tell of a fault. */
  readonly logged: readonly string[]
  readonly seconds: number
}

interface Year {
  readonly book: TraktBook
  readonly house: House
  readonly dice: Dice
  readonly moveTo: (at: number) => Promise<void>
  readonly counts: { killsInRefresh: number; outages: number; outageHours: number; gateways: number }
}

const tokenCalls = { host: 'auth', path: '/oauth/token' } as const

/** Trakt is away for an hour to three days: its front answers, or nobody does. */
async function outage({ book, house, dice, moveTo, counts }: Year): Promise<void> {
  const hours = dice.pick([1, 3, 8, 20, 48, 72])
  counts.outages += 1
  counts.outageHours += hours
  book.weather = dice.pick(['outage', 'down'])
  for (let hour = 0; hour < hours; hour += 1) await moveTo(house.now() + hourMs)
  book.weather = 'clear'
}

/** The connection of a refresh dies, and the process with it: what it wrote before is all that is left. */
async function killInRefresh({ book, house, dice, moveTo, counts }: Year, mostMs: number): Promise<void> {
  const lostBefore = book.faultsMet['lost_request'] ?? 0
  const isLost = (): boolean => (book.faultsMet['lost_request'] ?? 0) > lostBefore
  book.next(tokenCalls, { type: 'lost_request' })
  const until = house.now() + mostMs
  while (!isLost() && house.now() < until) await moveTo(house.now() + hourMs)
  if (!isLost()) return book.clearFaults()
  counts.killsInRefresh += 1
  await house.kill(dice.between(0, 1))
  await house.kill(0)
  await house.revive()
}

async function weather(year: Year, tokenLifeMs: number): Promise<void> {
  const { book, house, dice, counts } = year
  const roll = dice.next()
  if (roll < 0.25) await outage(year)
  else if (roll < 0.5) await killInRefresh(year, tokenLifeMs)
  else if (roll < 0.75) book.next(tokenCalls, { type: 'lost_request' }, dice.between(1, 2))
  else if (roll < 0.85) {
    counts.gateways += 1
    book.next(tokenCalls, { type: 'answer', answer: { status: 503, headers: {}, body: '' }, acts: false }, 3)
  } else {
    await house.kill(0)
    if (dice.chance(0.5)) await house.kill(1)
    await house.revive()
  }
}

async function stateOf({ client }: Member): Promise<string> {
  const { items } = await (await client()).listAccounts()
  return items.find(({ service }) => service === 'trakt')?.state ?? 'missing'
}

/** Asks Trakt with the stored sign-in. */
async function isAlive({ client, id }: Member): Promise<boolean> {
  const { items } = await (await client()).listAccounts()
  const own = items.find(({ personId }) => personId === id)
  if (own === undefined) return false
  return (await (await client()).testAccount({ params: { id: own.id } })).ok
}

async function live(year: Year, members: readonly Member[], options: Required<YearOptions>): Promise<number> {
  const { house, dice, moveTo } = year
  const { tokenLifeMs, days } = options
  const endAt = house.now() + days * dayMs
  const weatherEveryMs = 4 * dayMs
  const ended = new Set<string>()
  let nextWeatherAt = house.now() + dice.next() * weatherEveryMs
  while (house.now() < endAt) {
    await moveTo(house.now() + (0.1 + 0.25 * dice.next()) * tokenLifeMs)
    if (house.now() < nextWeatherAt) continue
    await weather(year, tokenLifeMs)
    nextWeatherAt = house.now() + 2 * dice.next() * weatherEveryMs
    for (const member of members) if ((await stateOf(member)) === 'sign_in_again') ended.add(member.name)
  }
  return ended.size
}

/** What is told of a year besides how it was lived. */
function reportOf({
  book,
  house,
  counts,
}: Year): Omit<YearReport, keyof YearOptions | 'reauthorizations' | 'alive' | 'logged' | 'seconds'> {
  return {
    refreshes: book.refreshes,
    spentRefreshUses: book.spentRefreshUses,
    kills: house.kills(),
    killsInRefresh: counts.killsInRefresh,
    outages: counts.outages,
    outageHours: counts.outageHours,
    lostAnswers: book.faultsMet['lost_request'] ?? 0,
    gatewayAnswers: counts.gateways,
  }
}

async function play(
  year: Year,
  options: Required<YearOptions>,
): Promise<Pick<YearReport, 'reauthorizations' | 'alive'>> {
  const { book, house, moveTo } = year
  const members = await settleIn({
    url: () => house.urlOf(0),
    book,
    names: Array.from({ length: options.people }, (_, index) => `Person ${index + 1}`),
    kinds: [],
    passUntil: async (isSo) => {
      while (!(await isSo())) await moveTo(house.now() + 1000)
    },
  })
  const reauthorizations = await live(year, members, options)
  book.clearFaults()
  for (let hour = 0; hour < 24; hour += 1) await moveTo(house.now() + hourMs)
  let alive = 0
  for (const member of members) if (await isAlive(member)) alive += 1
  return { reauthorizations, alive }
}

export async function runYear(given: YearOptions): Promise<YearReport> {
  const options = { days: 365, people: 3, ...given }
  const beganMs = performance.now()
  let at = firstDay
  const book = await startTraktBook({ now: () => at, accessLifeMs: options.tokenLifeMs })
  const ground = await layGround(options.database, book)
  const logged: string[] = []
  const onLog = (line: string): void => void logged.push(line)
  const house = await openHouse({ processes: ground.processes, startAt: at, onLog })
  const moveTo = async (to: number): Promise<void> => {
    at = Math.round(to)
    let { idle } = await house.moveTo(at)
    // A request that waits for its turn, or for the other process, is given a moment.
    for (let more = 0; !idle && more < 5; more += 1) ({ idle } = await house.moveTo((at += 2000)))
  }
  const counts = { killsInRefresh: 0, outages: 0, outageHours: 0, gateways: 0 }
  const year: Year = { book, house, dice: createDice(options.seed), moveTo, counts }
  try {
    const lived = await play(year, options)
    const seconds = (performance.now() - beganMs) / 1000
    return { ...options, ...reportOf(year), ...lived, logged, seconds }
  } finally {
    await house.stop()
    await book.close()
    await ground.clear()
  }
}
