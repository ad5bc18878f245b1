import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TitleInput } from '@cuemark/contract'
import type { Title } from '@cuemark/domain'
import { AppError } from '../use-cases.ts'
import { accountId, anna, ben, episode, lengthMs, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

let stage: PlaysStage
beforeEach(async () => {
  stage = await setPlaysStage()
})
afterEach(() => stage.close())

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** An episode as a player tells it that knows nothing but names. */
const nameless = (number: number): Title => ({
  type: 'episode',
  show: { name: 'Breaking Bad', year: null, ids: {} },
  season: 1,
  number,
  lastNumber: null,
  name: null,
  ids: {},
})
const meant = (number: number): TitleInput => ({
  type: 'episode',
  show: { ids: { imdb: 'tt0903747' } },
  season: 1,
  number,
  ids: {},
})
const listed = async (view: 'attention' | 'waiting' | 'delivered' | 'all' = 'all') =>
  (await stage.plays.list(anna, { view, limit: 50 })).items
const first = async (view: 'attention' | 'waiting' | 'delivered' | 'all' = 'all') => {
  const [play] = await listed(view)
  if (play === undefined) throw new Error('no play')
  return play
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof AppError ? error.code : 'nothing was refused'
}

describe('what could not be matched', () => {
  it('waits for a person, whose word holds for the whole show and for what waits already', async () => {
    const source = await stage.source()
    for (const number of [1, 2]) await stage.watch(source, nameless(number))
    expect((await listed('attention')).map(({ delivery }) => delivery?.state)).toEqual([
      'unmatched',
      'unmatched',
    ])
    const play = await first('attention')
    const number = play.title.type === 'episode' ? (play.title.number ?? 0) : 0
    await stage.plays.match(anna, play.id, { title: meant(number), remember: true })
    await stage.pass(hourMs)
    await stage.watch(source, nameless(3))
    await stage.pass(hourMs)
    expect(stage.trakt.book().map((line) => line.split(' @ ')[0])).toEqual([
      'Breaking Bad S1E1',
      'Breaking Bad S1E2',
      'Breaking Bad S1E3',
    ])
    expect(await listed('attention')).toEqual([])
  })

  it('is only this one play where nothing is to be remembered', async () => {
    const source = await stage.source()
    for (const number of [1, 2]) await stage.watch(source, nameless(number))
    const play = await first('attention')
    await stage.plays.match(anna, play.id, { title: meant(5), remember: false })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect(await listed('attention')).toHaveLength(1)
  })

  it('is tried again by itself while Trakt may learn of a new episode', async () => {
    stage.trakt.unknown.add('S1E7')
    await stage.watch(await stage.source(), episode(7))
    expect((await first()).delivery).toMatchObject({ waitsFor: 'new_episode' })
    stage.trakt.unknown.clear()
    await stage.pass(dayMs)
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('does not keep the others of its batch back', async () => {
    const source = await stage.source()
    stage.trakt.unknown.add('S1E2')
    stage.trakt.weather = 'closed'
    for (const number of [1, 2, 3]) await stage.watch(source, episode(number))
    stage.trakt.weather = 'fine'
    await stage.pass(3 * hourMs)
    expect(stage.trakt.book().map((line) => line.split(' @ ')[0])).toEqual([
      'Breaking Bad S1E1',
      'Breaking Bad S1E3',
    ])
    expect((await listed('waiting')).map(({ delivery }) => delivery?.waitsFor)).toEqual(['new_episode'])
  })

  it('is tried by show and numbers where Trakt does not know the episode by its own id', async () => {
    await stage.watch(await stage.source(), { ...episode(4), ids: { tvdb: 1 } })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect(stage.trakt.tooFast()).toBe(0)
  })

  it('gets suggestions from Trakt’s search', async () => {
    await stage.watch(await stage.source(), nameless(2))
    const play = await first()
    expect(await stage.plays.suggestions(anna, play.id, undefined)).toMatchObject([
      { text: 'Breaking Bad S1E2', title: { type: 'episode', season: 1, number: 2 } },
    ])
  })
})

describe('a dead letter', () => {
  it('is mended and replayed', async () => {
    stage.trakt.unknown.add('tt0133093')
    await stage.watch(await stage.source(), matrix)
    const play = await first('attention')
    expect(play.delivery?.state).toBe('unmatched')
    stage.trakt.unknown.clear()
    await stage.plays.replay(anna, play.id)
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect(await codeOf(stage.plays.replay(anna, play.id))).toBe('wrong_state')
  })

  it('is dropped, restored, and then sent after all', async () => {
    stage.signedIn = false
    await stage.watch(await stage.source(), matrix)
    const { id } = await first()
    expect((await stage.plays.drop(anna, id)).delivery?.state).toBe('dropped')
    stage.signedIn = true
    stage.changes.publish({ type: 'account', accountId, userId: anna.id })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([])
    await stage.plays.restore(anna, id)
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
  })
})

describe('a person’s own word', () => {
  it('settles a play of which nobody could know whether it was seen', async () => {
    const source = await stage.source()
    await stage.tell(source, playback('start', matrix, stage.clock.now()))
    await stage.pass(2 * dayMs)
    const play = await first('attention')
    expect(play.state).toBe('unclear')
    expect((await stage.plays.confirm(anna, play.id, true)).state).toBe('watched')
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect(await codeOf(stage.plays.confirm(anna, play.id, false))).toBe('wrong_state')
  })

  it('is not asked for any more where another player has told of the same viewing', async () => {
    const [tv, phone] = [await stage.source(), await stage.source('api')]
    await stage.tell(tv, playback('start', matrix, stage.clock.now()))
    await stage.pass(70 * minuteMs)
    expect((await first()).state).toBe('unclear')
    await stage.tell(phone, playback('start', matrix, stage.clock.now(), { positionMs: 10 * minuteMs }))
    await stage.pass(30 * minuteMs)
    const end = { positionMs: lengthMs }
    await stage.tell(phone, playback('watched', matrix, stage.clock.now(), end))
    await stage.pass(minuteMs)
    await stage.tell(tv, playback('stop', matrix, stage.clock.now(), end))
    await stage.pass(hourMs)
    expect((await listed()).map(({ state }) => state).sort()).toEqual(['watched', 'withdrawn'])
    expect(await listed('attention')).toEqual([])
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('marks as watched with its time, and takes it back by Trakt’s own id', async () => {
    const at = stage.clock.now() - 3 * dayMs
    const title: TitleInput = { type: 'movie', name: 'The Matrix', ids: { imdb: 'tt0133093' } }
    await stage.plays.mark(anna, { title, watched: true, at })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([
      `The Matrix @ ${new Date(at).toISOString().replace(/\.\d+Z/, '.000Z')}`,
    ])
    await stage.plays.mark(anna, { title, watched: false })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([])
    expect((await first()).state).toBe('withdrawn')
  })

  it('at the player marks, rates and wishes', async () => {
    const source = await stage.source()
    const at = stage.clock.now()
    await stage.tell(
      source,
      { type: 'mark', watched: true, titles: [episode(1), episode(2)], at, atTold: false },
      { type: 'rating', title: matrix, rating: 9, at },
      { type: 'watchlist', action: 'add', title: matrix, at },
    )
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(2)
    expect(stage.trakt.ratings.get('The Matrix')).toBe(9)
    expect([...stage.trakt.watchlist]).toEqual(['The Matrix'])
    expect(stage.trakt.tooFast()).toBe(0)
  })

  it('is not asked where the library only repeats what events have told', async () => {
    const source = await stage.source()
    await stage.watch(source, matrix)
    await stage.pass(hourMs)
    const at = stage.clock.now() - 30 * minuteMs
    await stage.tell(source, { type: 'seen_in_library', title: matrix, at, atTold: false })
    await stage.tell(source, { type: 'seen_in_library', title: episode(3), at, atTold: true })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(2)
  })
})

describe('now watching', () => {
  it('tells Trakt only what is newest, and nothing that is over', async () => {
    await stage.settings({ nowWatching: true })
    const source = await stage.source()
    await stage.tell(source, playback('start', matrix, stage.clock.now()))
    await stage.pass(minuteMs)
    expect(stage.trakt.watching).toEqual(['start The Matrix 0'])
    expect((await stage.plays.playing(anna, undefined)).items).toMatchObject([{ state: 'playing' }])
    stage.trakt.weather = 'closed'
    await stage.tell(source, playback('pause', matrix, stage.clock.now(), { positionMs: lengthMs / 4 }))
    await stage.pass(20 * minuteMs)
    stage.trakt.weather = 'fine'
    await stage.pass(20 * minuteMs)
    expect(stage.trakt.watching).toEqual(['start The Matrix 0'])
  })
})

describe('rights', () => {
  it('let a member see and change the own plays only', async () => {
    await stage.watch(await stage.source(), matrix)
    const { id } = await first()
    expect((await stage.plays.list(ben, { view: 'all', limit: 50 })).items).toEqual([])
    expect((await stage.plays.list(ben, { view: 'all', personId: anna.id, limit: 50 })).items).toEqual([])
    expect((await stage.plays.playing(ben, anna.id)).items).toEqual([])
    for (const work of [
      stage.plays.get(ben, id),
      stage.plays.events(ben, id),
      stage.plays.replay(ben, id),
      stage.plays.drop(ben, id),
      stage.plays.restore(ben, id),
      stage.plays.confirm(ben, id, true),
      stage.plays.match(ben, id, { title: meant(1), remember: true }),
      stage.plays.suggestions(ben, id, undefined),
      stage.plays.previewBackfill(ben, { accountId, from: 0, to: 1000 }),
    ]) {
      expect(await codeOf(work)).toBe('not_found')
    }
  })
})

describe('filling a gap', () => {
  it('shows what is missing, sends nothing before it is told to, and then just that', async () => {
    const source = await stage.source()
    const from = stage.clock.now()
    await stage.settings({ plays: false })
    for (const number of [1, 2]) await stage.watch(source, episode(number))
    await stage.settings({ plays: true })
    stage.trakt.add('Breaking Bad S1E1', from + lengthMs)
    const preview = await stage.plays.previewBackfill(anna, { accountId, from, to: stage.clock.now() })
    expect(preview.items.map(({ state }) => state)).toEqual(['there', 'missing'])
    expect(stage.trakt.book()).toHaveLength(1)
    expect(await codeOf(stage.plays.sendBackfill(ben, preview.id))).toBe('not_found')
    expect(await stage.plays.sendBackfill(anna, preview.id)).toBe(1)
    await stage.pass(hourMs)
    expect(stage.trakt.book().map((line) => line.split(' @ ')[0])).toEqual([
      'Breaking Bad S1E1',
      'Breaking Bad S1E2',
    ])
    expect(await codeOf(stage.plays.sendBackfill(anna, preview.id))).toBe('not_found')
  })
})
