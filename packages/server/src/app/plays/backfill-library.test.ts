import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, lengthMs, minuteMs, movie, series } from '../library/watching-stage.ts'
import { type BackfillStage, setBackfillStage } from './backfill-stage.ts'
import { accountId, anna, episode, matrix, playback } from './plays.fixtures.ts'

const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let stage: BackfillStage
let from: number
beforeEach(async () => {
  stage = await setBackfillStage()
  from = stage.clock.now()
})
afterEach(() => stage.close())

const look = () => stage.plays.previewBackfill(anna, { accountId, from, to: stage.clock.now() })
const short = async () =>
  (await look()).items.map(({ title, state, origin, watchedAt }) => ({
    title: title.type === 'movie' ? title.name : `${title.show.name ?? ''} ${String(title.number)}`,
    state,
    origin,
    watchedAt,
  }))
const plays = async () => (await stage.plays.list(anna, { view: 'all', limit: 50 })).items
const row = (title: typeof movie) => stage.ada.title(title, stage.clock.now())
const seeMovie = (endedAt = stage.clock.now()): void => row(movie).close(endedAt, at(lengthMs, movie.id))
const seeEpisode = (number: number, endedAt = stage.clock.now()): void =>
  row(series).close(endedAt, at(lengthMs, `tt0903747:1:${String(number)}`))

describe('a gap that Stremio’s library knows', () => {
  it('is filled with its true time, once', async () => {
    await stage.signInToStremio()
    await stage.pass(dayMs)
    const seenAt = stage.clock.now()
    seeMovie()
    await stage.pass(dayMs)
    const preview = await look()
    expect(preview).toMatchObject({
      items: [
        {
          playId: null,
          title: { name: 'The Matrix' },
          watchedAt: seenAt,
          state: 'missing',
          origin: 'stremio_library',
        },
      ],
      missing: 1,
      library: { because: null, undated: [] },
    })
    const again = await look()
    expect(stage.trakt.book()).toEqual([])
    expect(await plays()).toEqual([])

    expect(await stage.plays.sendBackfill(anna, preview.id)).toBe(1)
    expect(await stage.plays.sendBackfill(anna, again.id)).toBe(0)
    await stage.pass(hourMs)
    const entry = `The Matrix @ ${new Date(Math.floor(seenAt / 1000) * 1000).toISOString()}`
    expect(stage.trakt.book()).toEqual([entry])
    expect(await plays()).toMatchObject([
      { origin: 'backfill', watchedAt: seenAt, timeTold: true, delivery: { state: 'delivered' } },
    ])
    expect(await short()).toMatchObject([{ state: 'there', origin: 'own_history' }])
  })

  it('leaves out what the own history has, however it was told', async () => {
    await stage.signInToStremio()
    const source = await stage.source()
    await stage.watch(source, matrix)
    seeMovie(stage.clock.now() + minuteMs)
    await stage.pass(dayMs)
    await stage.watch(source, episode(1))
    seeEpisode(1, stage.clock.now() - minuteMs)
    const title = { type: 'movie', ids: { imdb: 'tt0133093' } } as const
    await stage.plays.mark(anna, { title, watched: false })
    await stage.pass(hourMs)
    expect(await short()).toMatchObject([{ title: 'Breaking Bad 1', state: 'there', origin: 'own_history' }])
  })

  it('shows as there what Trakt was told by another app during the viewing', async () => {
    await stage.signInToStremio()
    await stage.pass(dayMs)
    seeMovie()
    stage.trakt.add('The Matrix', stage.clock.now() - 0.2 * lengthMs)
    await stage.pass(dayMs)
    const preview = await look()
    expect(preview).toMatchObject({ items: [{ state: 'there', origin: 'stremio_library' }], missing: 0 })
    expect(await stage.plays.sendBackfill(anna, preview.id)).toBe(0)
  })

  it('shows as missing what Trakt has of another day only', async () => {
    await stage.signInToStremio()
    stage.trakt.add('The Matrix', stage.clock.now())
    await stage.pass(dayMs)
    seeMovie()
    await stage.pass(dayMs)
    expect(await short()).toMatchObject([{ state: 'missing' }])
  })

  it('dates the last episode alone, and names the series that has more', async () => {
    await stage.signInToStremio()
    for (const number of [1, 2, 3]) {
      await stage.pass(dayMs)
      seeEpisode(number)
    }
    await stage.pass(hourMs)
    expect(await short()).toMatchObject([{ title: 'Breaking Bad 3', state: 'missing' }])
    expect((await look()).library).toEqual({ because: null, undated: ['Breaking Bad'] })
  })

  it('has nothing of other days, nor of what is being watched', async () => {
    await stage.signInToStremio()
    seeMovie(from - minuteMs)
    await stage.pass(dayMs)
    row(series).write(stage.clock.now(), at(0.9 * lengthMs))
    await stage.pass(minuteMs)
    expect(await look()).toMatchObject({ items: [], library: { undated: [] } })
    await stage.pass(hourMs)
    expect(await short()).toMatchObject([{ title: 'Breaking Bad 1' }])
  })

  it('goes to the account for which it was asked, also where that takes no other plays', async () => {
    await stage.signInToStremio()
    await stage.settings({ plays: false })
    seeMovie()
    await stage.pass(hourMs)
    expect(await stage.plays.sendBackfill(anna, (await look()).id)).toBe(1)
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('settles a play of which nobody could know whether it was seen', async () => {
    await stage.signInToStremio()
    const source = await stage.source()
    const startedAt = stage.clock.now()
    await stage.tell(source, playback('start', matrix, startedAt))
    seeMovie(startedAt + 10 * minuteMs)
    await stage.pass(2 * hourMs)
    expect(await plays()).toMatchObject([{ state: 'unclear' }])
    expect(await stage.plays.sendBackfill(anna, (await look()).id)).toBe(1)
    await stage.pass(hourMs)
    expect(await plays()).toMatchObject([{ state: 'watched', delivery: { state: 'delivered' } }])
    expect(stage.trakt.book()).toHaveLength(1)
  })
})

describe('a library that cannot be read', () => {
  it.each<[string, () => Promise<void>, RegExp]>([
    [
      'Stremio is down',
      async () => {
        await stage.signInToStremio()
        stage.stremio.weather = 'down'
      },
      /^Stremio/,
    ],
    [
      'the session has ended',
      async () => {
        await stage.signInToStremio()
        stage.ada.endSession()
      },
      /^Stremio: sign in again$/,
    ],
    [
      'the account waits for a sign-in',
      () => stage.signInToStremio({ state: 'sign_in_again' }),
      /^Sign in to Stremio again$/,
    ],
    [
      'the saved sign-in does not open',
      () => stage.signInToStremio({ sealedTokens: 'sealed with a lost key' }),
      /cannot be opened$/,
    ],
    [
      'Stremio is paused',
      async () => {
        await stage.signInToStremio()
        await stage.store.transaction(async (tx) => {
          const paused = (await tx.integrations()).find(({ service }) => service === 'stremio')
          if (paused !== undefined) await tx.updateIntegration({ ...paused, pausedAt: from, version: 2 })
        })
      },
      /paused/,
    ],
  ])('hides nothing else where %s, and says why', async (_, arrange, because) => {
    await arrange()
    await stage.settings({ plays: false })
    await stage.watch(await stage.source(), matrix)
    await stage.settings({ plays: true })
    const preview = await look()
    expect(preview.items).toMatchObject([{ state: 'missing', origin: 'own_history' }])
    expect(preview.library).toEqual({ because: expect.stringMatching(because), undated: [] })
  })

  it('is not spoken of where nobody has signed in to Stremio, or has left', async () => {
    await stage.pass(hourMs)
    expect((await look()).library).toBeNull()
    await stage.signInToStremio({ state: 'disconnected', sealedTokens: null })
    expect((await look()).library).toBeNull()
    expect(stage.stremio.calls).toEqual([])
  })
})
