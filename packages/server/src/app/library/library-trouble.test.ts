import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StremioPerson } from '@cuemark/testkit'
import { anna } from '../plays/plays.fixtures.ts'
import { type LibraryStage, setLibraryStage } from './library-stage.ts'
import { at, lengthMs, minuteMs, movie, series, type Watching, watchingAs } from './watching-stage.ts'

let stage: LibraryStage
let ada: StremioPerson
let row: Watching['row']
let watch: Watching['watch']
let settle: Watching['settle']
beforeEach(async () => {
  stage = await setLibraryStage()
  ada = stage.book.addAccount('ada')
  ;({ row, watch, settle } = watchingAs(stage, ada))
})
afterEach(() => stage.close())

describe('a sign-in to Stremio', () => {
  it('that has ended asks for a new one, once, and goes on where it stood', async () => {
    await stage.signIn(ada)
    await settle()
    ada.endSession()
    await settle()
    expect(await stage.account()).toMatchObject({
      state: 'sign_in_again',
      diagnosis: { cause: 'stremio.session_ended' },
    })
    const asked = stage.book.calls.length
    watch(series, 'tt0903747:1:1')
    await stage.pass(24 * 60 * minuteMs)
    expect(stage.book.calls).toHaveLength(asked)
    expect(await stage.alerts()).toMatchObject([{ cause: 'stremio.session_ended', count: 1 }])

    ada.signInAnew()
    await stage.signIn(ada)
    await settle()
    expect(await stage.account()).toMatchObject({ state: 'linked' })
    expect(await stage.alerts()).toEqual([])
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })

  it('of another person at Stremio begins anew', async () => {
    await stage.signIn(ada)
    const grace = stage.book.addAccount('grace')
    row(movie, grace).close(stage.clock.now(), at(lengthMs, movie.id))
    row(series, grace).close(stage.clock.now(), at(lengthMs))
    await stage.signIn(grace)
    await settle()
    expect(await stage.account()).toMatchObject({ name: 'grace@example.org' })
    expect(await stage.seen()).toEqual([])
    row(series, grace).close(stage.clock.now(), at(lengthMs, 'tt0903747:1:2'))
    await settle()
    expect(await stage.seen()).toEqual(['Breaking Bad S1E2'])
  })

  it('that cannot be opened any more asks for a new one', async () => {
    await stage.signIn(ada)
    const account = await stage.account()
    const sealedTokens = 'sealed with a lost key'
    await stage.store.transaction((tx) =>
      tx.updateAccount({ ...account, sealedTokens, version: account.version + 1 }),
    )
    await settle()
    expect(await stage.account()).toMatchObject({
      state: 'sign_in_again',
      diagnosis: { cause: 'stremio.account.unreadable' },
    })
  })
})

describe('what a person has switched off', () => {
  it('goes no further, also when it is switched on again', async () => {
    await stage.signIn(ada)
    const set = async (on: boolean): Promise<void> => {
      const { id, version } = await stage.account()
      await stage.accounts.change(anna, id, { settings: { plays: on, watchlist: on }, version })
    }
    await set(false)
    watch(movie, movie.id)
    row(movie).keep(stage.clock.now())
    await settle()
    await set(true)
    await settle()
    expect(await stage.seen()).toEqual([])
    expect(await stage.deliveries()).toEqual([])
    watch(series, 'tt0903747:1:1')
    await settle()
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })
})

describe('trouble', () => {
  it('at Stremio loses nothing', async () => {
    await stage.signIn(ada)
    for (const weather of ['outage', 'down'] as const) {
      stage.book.weather = weather
      await stage.pass(60 * minuteMs)
    }
    watch(series, 'tt0903747:1:1')
    stage.book.weather = 'clear'
    await stage.pass(20 * minuteMs)
    expect(await stage.account()).toMatchObject({ state: 'linked' })
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })

  it('between finding and remembering doubles nothing', async () => {
    await stage.signIn(ada)
    watch(movie, movie.id)
    stage.failAfterFinding()
    await settle()
    expect(stage.takeErrors()).toHaveLength(1)
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix'])
    expect(await stage.source()).toMatchObject({ events: 1 })
  })

  it('with one row hides no other, and the row is not asked for again and again', async () => {
    await stage.signIn(ada)
    await stage.put(ada, [{ _id: 7, _mtime: new Date(stage.clock.now()).toISOString(), state: 'none' }])
    watch(movie, movie.id)
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix'])
    const asked = stage.calls('datastoreGet')
    await stage.pass(30 * minuteMs)
    expect(stage.calls('datastoreGet')).toBe(asked)
  })

  it('with the clock of a device does not keep a play back, or bring it from the future', async () => {
    await stage.signIn(ada)
    watch(movie, movie.id, stage.clock.now() + 30 * 24 * 60 * minuteMs)
    const before = stage.clock.now()
    await settle()
    const [play] = await stage.plays()
    expect(play).toMatchObject({ timeTold: false })
    expect(play?.watchedAt).toBeGreaterThanOrEqual(before)
    expect(play?.watchedAt).toBeLessThanOrEqual(stage.clock.now())
  })
})

describe('a pause', () => {
  it('of the source keeps nothing of what was seen in it', async () => {
    await stage.signIn(ada)
    const pause = async (pausedAt: number | null): Promise<void> => {
      const source = await stage.source()
      await stage.store.transaction((tx) =>
        tx.updateSource({ ...source, pausedAt, version: source.version + 1 }),
      )
    }
    await pause(stage.clock.now())
    watch(movie, movie.id)
    await settle()
    await pause(null)
    watch(series, 'tt0903747:1:1')
    await settle()
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })

  it('of Stremio by the administrator asks nothing', async () => {
    await stage.signIn(ada)
    const { integrationId } = await stage.account()
    const pause = (pausedAt: number | null): Promise<void> =>
      stage.store.transaction(async (tx) => {
        const before = await tx.integration(integrationId)
        if (before !== null) await tx.updateIntegration({ ...before, pausedAt, version: before.version + 1 })
      })
    await pause(stage.clock.now())
    await stage.pass(5 * minuteMs)
    const asked = stage.book.calls.length
    watch(movie, movie.id)
    await stage.pass(60 * minuteMs)
    expect(stage.book.calls).toHaveLength(asked)
    await pause(null)
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix'])
  })
})

describe('a library', () => {
  it('is read by one of two processes', async () => {
    await stage.signIn(ada)
    await stage.pass(31 * minuteMs)
    const alone = stage.calls('datastoreMeta')
    await stage.pass(30 * minuteMs)
    const inHalfAnHour = stage.calls('datastoreMeta') - alone
    stage.process()
    const both = stage.calls('datastoreMeta')
    await stage.pass(30 * minuteMs)
    expect(inHalfAnHour).toBe(6)
    expect(stage.calls('datastoreMeta') - both).toBe(inHalfAnHour)
  })

  it('of 3,000 titles is read in parts once, and then only what changed', async () => {
    const titles = Array.from({ length: 3000 }, (_, index) => ({
      ...series,
      id: `tt${1_000_000 + index}`,
      videoIds: Array.from({ length: 60 }, (__, video) => `tt${1_000_000 + index}:1:${video + 1}`),
    }))
    for (const title of titles)
      for (const video of title.videoIds.slice(0, 40)) row(title).mark(stage.clock.now(), video)
    await stage.signIn(ada)
    expect(stage.calls('datastoreGet')).toBe(60)
    const { pollState } = await stage.account()
    expect(pollState?.length).toBeLessThan(600_000)
    await settle()
    expect(stage.calls('datastoreGet')).toBe(60)
    const [first = series] = titles
    row(first).mark(stage.clock.now(), first.videoIds[40] ?? '')
    await settle()
    expect(stage.calls('datastoreGet')).toBe(61)
    expect(await stage.seen()).toEqual(['Breaking Bad S1E41'])
  })

  it('that is filled from elsewhere counts nothing, and says so', async () => {
    await stage.signIn(ada)
    for (let index = 0; index < 60; index += 1)
      row({ ...movie, id: `tt${2_000_000 + index}` }).mark(stage.clock.now(), movie.id)
    await settle()
    expect(await stage.seen()).toEqual([])
    expect(await stage.source()).toMatchObject({
      lastFaultText: expect.stringContaining('60 titles changed at once'),
    })
    watch(movie, movie.id)
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix'])
  })
})
