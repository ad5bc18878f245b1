/** One run: people watch, everything goes wrong, and at the end Trakt's book is held against what was watched. */
import type { TraktBook } from '@cuemark/testkit'
import type { DeliveryCounts } from './delivery.ts'
import { type Member, signIn } from './household.ts'
import type { SkyCounts } from './sky.ts'
import { type ChaosOptions, firstEvening, Opened, passUntil, setStage, type Stage } from './stage.ts'
import { judge, type Verdict } from './verdict.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Whatever waits after so long without weather waits for ever. */
const longestCalmMs = 30 * dayMs

export interface ChaosReport {
  readonly options: ChaosOptions
  readonly messages: DeliveryCounts
  readonly weather: SkyCounts
  /** By kind, as the simulated Trakt counted them. */
  readonly faultsMet: Readonly<Record<string, number>>
  readonly covered: Readonly<Record<string, number>>
  readonly refreshes: number
  readonly spentRefreshUses: number
  /** Who had to sign in again, and what was before. */
  readonly lostSignIns: readonly string[]
  /** Of how many nobody could have kept the sign-in. */
  readonly unavoidable: number
  readonly refusals: TraktBook['refusals']
  readonly calls: Readonly<Record<string, number>>
  readonly verdict: Verdict
  readonly logged: readonly string[]
  readonly virtualDays: number
  readonly steps: number
  readonly seconds: number
}

/** For whoever looks for the fault: refreshes, kills and restarts of the days before. */
function storyOf({ book, passage, sky }: Stage, name: string, cause: string, tokenLifeMs: number): string {
  const fromAt = passage.now() - 2 * tokenLifeMs
  const iso = (at: number): string => new Date(at).toISOString().slice(5, 23)
  const refreshes = book.requests
    .filter(({ at, url }) => url === '/oauth/token' && at > fromAt)
    .map(({ at, status }) => `${iso(at)} ${status ?? 'cut off'}`)
  const kills = sky.killedAt.filter((at) => at > fromAt).map(iso)
  return `${name} (${cause}), seen ${iso(passage.now())}; refreshes ${refreshes.join(', ')}; kills ${kills.join(', ')}`
}

/** Whoever has to sign in again does so when it shows. Tells of each. */
async function mendSignIns(stage: Stage, { tokenLifeMs }: ChaosOptions): Promise<readonly string[]> {
  const { book, passage, members } = stage
  const stories: string[] = []
  for (const { client, trakt, id } of members) {
    const { items } = await (await client()).listAccounts()
    const account = items.find(({ personId }) => personId === id)
    if (account?.state !== 'sign_in_again') continue
    stories.push(storyOf(stage, trakt.name, account.diagnosis?.cause ?? 'unknown', tokenLifeMs))
    await signIn({ book, passUntil: passUntil(passage) }, client, trakt)
  }
  return stories
}

async function waiting(members: readonly Member[]): Promise<number> {
  let sum = 0
  for (const { client, id } of members) {
    const { counts } = await (await client()).listPlaying({ query: { personId: id } })
    sum += counts.waiting + counts.playing
  }
  return sum
}

/** No more weather, until nothing waits. */
async function calmDown({ passage, sky, members }: Stage): Promise<void> {
  sky.clear()
  const endAt = passage.now() + longestCalmMs
  do await passage.passTo(passage.now() + 6 * hourMs)
  while ((await waiting(members)) > 0 && passage.now() < endAt)
}

async function live(stage: Stage, options: ChaosOptions): Promise<readonly string[]> {
  const { evening, passage, sky, post, members } = stage
  const lost: string[] = []
  let nextVisitAt = passage.now() + dayMs
  for (const [number, message] of evening.messages.entries()) {
    while (sky.nextAt <= message.at) {
      await passage.passTo(Math.max(passage.now(), sky.nextAt))
      await sky.turn(passage.now())
    }
    await passage.passTo(message.at)
    await post.deliver(message, number)
    if (passage.now() < nextVisitAt || sky.isDiskFull) continue
    nextVisitAt = passage.now() + dayMs
    lost.push(...(await mendSignIns(stage, options)))
    options.onProgress?.(number / evening.messages.length, `${members.length} people, message ${number}`)
  }
  await calmDown(stage)
  const late = await mendSignIns(stage, options)
  if (late.length > 0) await calmDown(stage)
  return [...lost, ...late]
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const beganMs = performance.now()
  const opened = new Opened()
  try {
    const stage = await setStage(options, opened)
    const { evening, book, passage, sky, members, post, logged } = stage
    const lostSignIns = await live(stage, options)
    const { refreshes, spentRefreshUses, refusals, calls, faultsMet } = book
    return {
      options,
      messages: post.counts,
      weather: sky.counts,
      faultsMet,
      covered: evening.covered,
      refreshes,
      spentRefreshUses,
      lostSignIns,
      unavoidable: sky.killsInRefresh,
      refusals,
      calls,
      verdict: await judge(book, evening, members, post.lateness),
      logged,
      virtualDays: (passage.now() - firstEvening) / dayMs,
      steps: passage.steps(),
      seconds: (performance.now() - beganMs) / 1000,
    }
  } finally {
    await opened.close()
  }
}
