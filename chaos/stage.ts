/** Everything that a run is played on: the simulated Trakt, the servers, their disk, the people and their players. */
import {
  createDice,
  type Dice,
  type Evening,
  makeEvening,
  startTraktBook,
  type TraktBook,
} from '@cuemark/testkit'
import { type DatabaseKind, layGround } from './databases.ts'
import { Post, senderKinds } from './delivery.ts'
import { type House, openHouse } from './house.ts'
import { type Member, settleIn } from './household.ts'
import { createPassage, type Passage } from './passage.ts'
import { Sky } from './sky.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { planWeather } from './weather.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly plays: number
  readonly people: number
  readonly database: DatabaseKind
  readonly tokenLifeMs: number
  /** Called now and then, with the share that is done. */
  readonly onProgress?: (share: number, text: string) => void
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** People move in the day before. */
export const firstEvening: number = Date.UTC(2026, 10, 21, 18)
const movedInAt = firstEvening - 24 * hourMs
const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana']

/** Everything that a run opens, closed in the opposite order. */
export class Opened {
  readonly #closings: (() => unknown)[] = []

  add<T>(thing: T, close: () => unknown): T {
    this.#closings.push(close)
    return thing
  }

  async close(): Promise<void> {
    for (const close of this.#closings.splice(0).reverse()) await close()
  }
}

export const passUntil =
  (passage: Passage) =>
  async (isSo: () => Promise<boolean>): Promise<void> => {
    for (const endAt = passage.now() + hourMs; !(await isSo());) {
      if (passage.now() > endAt) throw new Error('It did not become so within an hour.')
      await passage.passTo(passage.now() + 1000)
    }
  }

interface Scenery {
  readonly dice: Dice
  readonly evening: Evening
  readonly book: TraktBook
  readonly disk: SmallDisk | null
  readonly house: House
  readonly passage: Passage
  /** Who goes along with every step of time. */
  readonly companion: { sky: Sky | null }
  readonly logged: readonly string[]
}

async function buildScenery(options: ChaosOptions, opened: Opened): Promise<Scenery> {
  const { seed, plays, database, tokenLifeMs } = options
  const people = names.slice(0, options.people)
  const dice = createDice(seed)
  const evening = makeEvening(seed, { people, plays, startAt: firstEvening })
  let at = movedInAt
  const book = await startTraktBook({
    now: () => at,
    accessLifeMs: tokenLifeMs,
    titles: evening.titles,
    // Where the facts leave it open, each seed has its own Trakt.
    consistencyDelayMs: dice.pick([0, 4000, minuteMs, 4 * minuteMs]),
    scrobbleWindowMs: dice.pick([10 * minuteMs, hourMs, 4 * hourMs]),
    exactlyEightyCounts: dice.chance(0.5),
    slowMs: 60,
  })
  opened.add(book, () => book.close())
  const disk = database === 'sqlite' ? mountSmallDisk() : null
  opened.add(disk, () => disk?.remove())
  const ground = await layGround(database, book, disk?.folder)
  opened.add(ground, () => ground.clear())
  const logged: string[] = []
  const onLog = (line: string): void => void logged.push(line)
  const house = await openHouse({ processes: ground.processes, startAt: at, onLog })
  opened.add(house, () => house.stop())
  const companion: Scenery['companion'] = { sky: null }
  const passage = createPassage({
    house,
    tell: (now) => void (at = now),
    beside: async (done) => companion.sky?.beside(done),
    activity: () => book.requests.at(-1),
  })
  return { dice, evening, book, disk, house, passage, companion, logged }
}

export interface Stage extends Pick<Scenery, 'evening' | 'book' | 'passage' | 'logged'> {
  readonly sky: Sky
  readonly post: Post
  readonly members: readonly Member[]
}

export async function setStage(options: ChaosOptions, opened: Opened): Promise<Stage> {
  const scenery = await buildScenery(options, opened)
  const { dice, evening, book, disk, house, passage, companion } = scenery
  const { people, messages } = evening
  const members = await settleIn({
    url: () => house.urlOf(0),
    book,
    names: people,
    kinds: Object.values(senderKinds),
    passUntil: passUntil(passage),
  })
  const plan = planWeather(dice, {
    from: firstEvening,
    to: evening.endAt,
    messages: messages.length,
    people: people.length,
    kills: Math.min(240, Math.max(12, Math.round(options.plays / 25))),
    // Just before a message, so that somebody is told.
    diskFullAt: disk === null ? null : (messages[Math.floor(0.45 * messages.length)]?.at ?? null),
  })
  const sky = new Sky({ book, house, dice, plan, people: members.map(({ trakt }) => trakt), disk })
  companion.sky = sky
  const post = new Post({ house, passage, sky, dice, evening, members })
  return { ...scenery, sky, post, members }
}
