import { describe, expect, it } from 'vitest'
import { titleText } from '@cuemark/domain'
import { accountId, anna, episode, lengthMs, matrix, playback } from './plays.fixtures.ts'
import { setPlaysStage } from './plays-stage.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Trakt keeps whole seconds. */
const secondMs = 1000
/** What no player told the time of goes out at once, and Trakt's own clock stamps it. */
const stampedWithinMs = 3000

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const dice = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe.each([1, 2, 3, 4, 5, 6])('weeks of bad weather, number %i', (seed) => {
  it('lose nothing and double nothing', async () => {
    const stage = await setPlaysStage()
    // Every other time with a second process on the same database.
    if (seed % 2 === 0) stage.process()
    const roll = dice(seed)
    const { trakt, clock } = stage
    const watched: { name: string; at: number; withinMs: number }[] = []
    const source = await stage.source()
    const trouble = (): void => {
      const kind = roll()
      if (kind < 0.15) trakt.lostAnswers += 1
      else if (kind < 0.3) trakt.lostRequests += 1
      else if (kind < 0.4) trakt.weather = 'closed'
      else if (kind < 0.5) trakt.weather = 'broken'
      else if (kind < 0.75) trakt.weather = 'fine'
      else if (kind < 0.8) stage.signedIn = false
      else if (kind < 0.85) trakt.token = `token-${String(kind)}`
      else if (kind < 0.95) {
        stage.kill()
        stage.restart()
      }
      if (kind > 0.7 && !stage.signedIn) {
        stage.signedIn = true
        stage.changes.publish({ type: 'account', accountId, userId: anna.id })
      }
    }
    for (let play = 0; play < 40; play += 1) {
      const title = roll() < 0.2 ? matrix : episode(1 + Math.floor(roll() * 5))
      await stage.tell(source, playback('start', title, clock.now()))
      trouble()
      await stage.pass(lengthMs)
      const atTold = roll() < 0.5
      trakt.isConflictBare = roll() < 0.5
      const stop = playback('stop', title, clock.now(), { positionMs: lengthMs, atTold })
      const name = titleText(title).replace(' (1999)', '')
      watched.push({ name, at: clock.now(), withinMs: atTold ? secondMs : stampedWithinMs })
      await stage.tell(source, stop)
      if (roll() < 0.3) await stage.tell(source, stop)
      trouble()
      await stage.pass(Math.floor(roll() ** 4 * 2 * dayMs))
    }
    Object.assign(trakt, { weather: 'fine', lostAnswers: 0, lostRequests: 0 })
    stage.signedIn = true
    stage.changes.publish({ type: 'account', accountId, userId: anna.id })
    await stage.pass(3 * dayMs)
    const book = trakt.book().map((line) => {
      const [name = '', time = ''] = line.split(' @ ')
      return { name, at: Date.parse(time) }
    })
    expect(book.map(({ name }) => name)).toEqual(watched.map(({ name }) => name))
    const wrong = book.filter(({ at }, place) => {
      const { at: seenAt = 0, withinMs = 0 } = watched[place] ?? {}
      return Math.abs(at - seenAt) > withinMs
    })
    expect(wrong).toEqual([])
    expect(trakt.tooFast()).toBe(0)
    await stage.close()
  }, 60_000)
})
