/** How the one time goes by: finely where something is about to happen, in long strides through the night. */
import type { House } from './house.ts'

/** Whatever is due within this is waited for exactly. */
const soonMs = 5000
const firstStrideMs = 60_000
const longestStrideMs = 4 * 3_600_000
/** After so many steps without a request nothing is about to happen, only looked for. */
const quietSteps = 4
/** While something is under way, an answer takes no longer; and what never ends is not waited for. */
const underWayStepMs = 500
const mostUnderWay = 40
/** A process that was killed is started again at once; one that stays away is the house's own failure. */
const mostRounds = 5
/** Something that never comes to rest must not stop the time. */
const leastStepMs = 50

export interface Passage {
  readonly now: () => number
  /** Lets the time pass until then. What has come due on the way is done. */
  passTo(at: number): Promise<void>
  /** Lets everybody finish what is due at this moment. */
  settle(): Promise<void>
  readonly steps: () => number
}

export interface PassageDeps {
  readonly house: House
  /** Told before the processes hear of it: the simulated services live in the same time. */
  readonly tell: (now: number) => void
  /** Goes along with every step; `done` resolves when the step has been made. */
  readonly beside: (done: Promise<unknown>) => Promise<void>
  /** Another value after each request to the simulated services. */
  readonly activity: () => unknown
}

export function createPassage({ house, tell, beside, activity }: PassageDeps): Passage {
  let nextAt = Infinity
  let steps = 0
  let quiet = 0
  let underWay = 0
  const step = async (moment: number): Promise<void> => {
    // A machine's clock tells whole milliseconds.
    const to = Math.ceil(moment)
    steps += 1
    tell(to)
    const before = activity()
    const done = house.moveTo(to)
    await beside(done)
    let told = await done
    // Whoever was killed on the way lives again by now, with work of its own to do at this moment.
    for (let round = 0; !told.isWhole && round < mostRounds; round += 1) told = await house.moveTo(to)
    nextAt = told.nextAt
    underWay = told.idle ? 0 : underWay + 1
    quiet = activity() === before ? quiet + 1 : 0
  }
  const now = house.now
  return {
    now,
    steps: () => steps,
    passTo: async (at) => {
      let strideMs = firstStrideMs
      do {
        const isUnderWay = underWay > 0 && underWay < mostUnderWay
        const isSoon = isUnderWay || (quiet < quietSteps && nextAt - now() <= soonMs)
        const soonAt = Math.max(nextAt, now() + leastStepMs)
        const to = isUnderWay ? Math.min(soonAt, now() + underWayStepMs) : isSoon ? soonAt : now() + strideMs
        strideMs = isSoon ? firstStrideMs : Math.min(strideMs * 2, longestStrideMs)
        await step(Math.min(at, to))
      } while (now() < at)
    },
    settle: async () => {
      quiet = 0
      await step(now())
    },
  }
}
