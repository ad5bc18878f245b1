import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SourceRow } from '../ports-plays.ts'
import { anna, lengthMs, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

let stage: PlaysStage
let source: SourceRow
beforeEach(async () => {
  stage = await setPlaysStage()
  source = await stage.source()
})
afterEach(() => stage.close())

const listed = async () => (await stage.plays.list(anna, { view: 'all', limit: 50 })).items
const tell = (type: 'start' | 'stop', positionMs: number): Promise<void> =>
  stage.tell(source, playback(type, matrix, stage.clock.now(), { positionMs }))
/** It begins, a pause that nobody hears of follows, and it is asked whether it was seen. */
const beAsked = async (): Promise<string> => {
  await tell('start', 0)
  await stage.pass(2 * hourMs)
  const [play] = await listed()
  expect(play).toMatchObject({ state: 'unclear', delivery: null })
  return play?.id ?? ''
}

describe('a play of which it was asked whether it was seen', () => {
  it.each<[string, () => Promise<void>]>([
    ['its stop comes', () => tell('stop', lengthMs)],
    [
      'it goes on and is stopped',
      async () => {
        await tell('start', lengthMs / 2)
        await stage.pass(lengthMs / 2)
        await tell('stop', lengthMs)
      },
    ],
  ])('is counted, and nothing is asked any more, when %s', async (_, goesOn) => {
    const id = await beAsked()
    await goesOn()
    await stage.pass(hourMs)
    expect(await listed()).toMatchObject([{ id, state: 'watched', delivery: { state: 'delivered' } }])
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('is counted also where somebody has said that it was not seen', async () => {
    const id = await beAsked()
    await stage.plays.confirm(anna, id, false)
    await tell('start', lengthMs / 2)
    await stage.pass(lengthMs / 2)
    await tell('stop', lengthMs)
    await stage.pass(hourMs)
    expect(await listed()).toMatchObject([{ id, state: 'watched', delivery: { state: 'delivered' } }])
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('counts once where somebody has said that it was seen', async () => {
    const id = await beAsked()
    await stage.plays.confirm(anna, id, true)
    await stage.pass(hourMs)
    await tell('stop', lengthMs)
    await stage.pass(hourMs)
    expect(await listed()).toMatchObject([{ id, state: 'watched' }])
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('stays taken back where it was counted and then marked as not watched', async () => {
    await stage.watch(source, matrix)
    await stage.plays.mark(anna, { title: { type: 'movie', ids: { imdb: 'tt0133093' } }, watched: false })
    const second = await stage.source('api')
    await stage.tell(second, playback('stop', matrix, stage.clock.now() + minuteMs, { positionMs: lengthMs }))
    await stage.pass(hourMs)
    expect((await listed()).map(({ state }) => state)).toEqual(['withdrawn'])
    expect(stage.trakt.book()).toEqual([])
  })
})
