import type { PlayView, SourceView } from '@cuemark/contract'
import {
  knownTitles,
  startStremioBook,
  startStremioCore,
  startTitlesAddon,
  startTraktBook,
  type StremioBook,
  type StremioCore,
  type StremioPerson,
  type StremioTitle,
  type StremioViewer,
  type TitlesAddon,
  type TraktBook,
  type TraktPerson,
  viewerAt,
} from '@cuemark/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startWhole, type WholeServer } from './testing/whole-server.ts'

/** From Stremio through a whole Cuemark to Trakt: the real client, and both services with books of their own. */

const minuteMs = 60_000
const series: StremioTitle = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: Array.from({ length: 7 }, (_, index) => `tt0903747:1:${index + 1}`),
}

let whole: WholeServer
let stremio: StremioBook
let ada: StremioPerson
let trakt: TraktBook
let adaAtTrakt: TraktPerson
beforeEach(async () => {
  stremio = await startStremioBook()
  ada = stremio.addAccount('ada')
  trakt = await startTraktBook({ now: () => whole.clock.now(), titles: knownTitles })
  adaAtTrakt = trakt.addPerson('Ada')
  whole = await startWhole({
    CUEMARK_STREMIO_API_URL: stremio.apiUrl,
    CUEMARK_STREMIO_LINK_URL: stremio.linkUrl,
    CUEMARK_TRAKT_API_URL: trakt.apiUrl,
    CUEMARK_TRAKT_AUTH_URL: trakt.authUrl,
  })
})
afterEach(async () => {
  await whole.close()
  await trakt.close()
  await stremio.close()
})

/** Four of them are shorter than any time-out. */
const stepMs = 2000
/** Answers of the server that are waited for between two steps, so that what came due has its turns to run. */
const turnsPerStep = 4
const mostSteps = 5000

/** Lets time pass until this holds. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let step = 0; !(await holds()); step += 1) {
    if (step > mostSteps) throw new Error('It does not come to pass.')
    whole.clock.advance(stepMs)
    for (let turn = 0; turn < turnsPerStep; turn += 1) await fetch(`${whole.url}/api/v1/health`)
  }
}
const pass = (forMs: number): Promise<void> => {
  const endAt = whole.clock.now() + forMs
  return until(() => whole.clock.now() >= endAt)
}

const signIn = async (service: 'trakt' | 'stremio', approve: (code: string) => void): Promise<void> => {
  const { id, userCode } = await whole.client.startSignIn({ body: { service, method: 'device' } })
  approve(userCode ?? '')
  await until(async () => (await whole.client.getSignIn({ params: { id } })).state === 'done')
}
const signInToTrakt = async (): Promise<void> => {
  const settings = { clientId: trakt.clientId, clientSecret: trakt.clientSecret ?? '' }
  await whole.client.createIntegration({ body: { service: 'trakt', settings } })
  await signIn('trakt', (code) => void trakt.approve(adaAtTrakt, code))
}
const signInToStremio = (): Promise<void> => signIn('stremio', (code) => stremio.approve(code, ada))

interface Addon {
  readonly manifestUrl: string
  ask(path: string): Promise<unknown>
  view(): Promise<SourceView>
}

const createAddon = async (): Promise<Addon> => {
  const { source, address } = await whole.client.createSource({ body: { kind: 'stremio_addon' } })
  const manifestUrl = `${whole.url}${address.path ?? ''}`
  return {
    manifestUrl,
    ask: async (path) => {
      const answer = await fetch(`${manifestUrl.replace('manifest.json', '')}${path}`, {
        headers: { origin: 'https://web.stremio.com' },
      })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
      return answer.json()
    },
    view: () => whole.client.getSource({ params: { id: source.id } }),
  }
}

const plays = async (): Promise<readonly PlayView[]> =>
  (await whole.client.listPlays({ query: { view: 'all' } })).items
const texts = (): readonly string[] => trakt.plays(adaAtTrakt).map(({ text }) => text)

describe('the real Stremio client', () => {
  let core: StremioCore
  let titles: TitlesAddon
  let viewer: StremioViewer
  beforeEach(async () => {
    core = await startStremioCore(stremio.apiUrl)
    titles = await startTitlesAddon([series])
    viewer = viewerAt(core, ada, (byMs) => whole.clock.advance(byMs))
    await viewer.signIn()
  })
  afterEach(async () => {
    await core.close()
    await titles.close()
  })
  const open = (videoId: string): Promise<void> =>
    viewer.open({ type: 'series', id: series.id, videoId, titles: titles.manifestUrl })

  it('installs the add-on, and a stream that is opened is a sign of life and no play', async () => {
    const addon = await createAddon()
    expect(await addon.view()).toMatchObject({ state: 'quiet' })
    await viewer.install(addon.manifestUrl)
    expect(JSON.stringify(ada.addons)).toContain(addon.manifestUrl)
    await open('tt0903747:1:1')
    await viewer.lookIntoFile({ filename: 'BB.S01E01.mkv', size: 12_345, hash: '8e245d9679d31e12' })
    expect(await addon.view()).toMatchObject({
      lastEventText: expect.stringContaining('opened a stream of'),
      lastFaultText: null,
      events: 0,
    })
    await pass(10 * minuteMs)
    expect(await plays()).toEqual([])
  })

  it('keeps a library in which Cuemark finds what was watched, and Trakt gets it with its true time', async () => {
    await signInToTrakt()
    await signInToStremio()
    const lengthMs = 20 * minuteMs
    await open('tt0903747:1:1')
    viewer.play(0, 0.96 * lengthMs, lengthMs)
    await viewer.close()
    const { state } = ada.putRows.get(series.id) as { readonly state: { readonly lastWatched: string } }
    await until(() => texts().length > 0)
    expect(await plays()).toMatchObject([
      { title: { type: 'episode', season: 1, number: 1 }, origin: 'library', timeTold: true },
    ])
    const watchedAt = Math.floor(Date.parse(state.lastWatched) / 1000) * 1000
    expect(trakt.plays()).toMatchObject([{ text: expect.stringContaining('S1E1'), watchedAt }])

    await open('tt0903747:1:2')
    viewer.play(0, 0.3 * lengthMs, lengthMs)
    await viewer.close()
    await pass(10 * minuteMs)
    expect(texts()).toHaveLength(1)
    // On from there to what counts for Trakt, and not yet for Stremio.
    await open('tt0903747:1:2')
    viewer.seek(0.88 * lengthMs, lengthMs)
    viewer.pause()
    await viewer.close()
    await until(() => texts().length > 1)
    expect(texts()[1]).toContain('S1E2')
    expect(whole.faults).toEqual([])
  })
})

describe('the add-on, asked as stremio-core asks', () => {
  let addon: Addon
  beforeEach(async () => {
    await signInToTrakt()
    addon = await createAddon()
  })
  const player = (video: string, action: string, positionMs: number, durationMs: number): Promise<unknown> =>
    addon.ask(`player/${video}/action=${action}&currentTime=${positionMs}&duration=${durationMs}.json`)
  const episode = 'series/tt0903747%3A1%3A1'
  const lengthMs = 40 * minuteMs

  it('makes one play of a viewing with pauses and seeks', async () => {
    await player(episode, 'start', 0, 0)
    await pass(10 * minuteMs)
    await player(episode, 'pause', 10 * minuteMs, lengthMs)
    await pass(30 * minuteMs)
    await player(episode, 'start', 10 * minuteMs, lengthMs)
    await player(episode, 'start', 12 * minuteMs, lengthMs)
    const [playing] = (await whole.client.listPlaying({ query: {} })).items
    expect(playing).toMatchObject({ state: 'playing', title: { season: 1, number: 1 } })
    await pass(28 * minuteMs)
    await player(episode, 'stop', lengthMs, lengthMs)
    const stoppedAt = whole.clock.now()
    await until(() => texts().length > 0)
    expect(trakt.plays()).toMatchObject([{ text: expect.stringContaining('S1E1') }])
    expect(Math.abs((trakt.plays()[0]?.watchedAt ?? 0) - stoppedAt)).toBeLessThan(minuteMs)
    await pass(60 * minuteMs)
    expect(await plays()).toMatchObject([{ origin: 'player', delivery: { state: 'delivered' } }])
    expect(texts()).toHaveLength(1)
  })

  it('takes the words of older drafts, and parts that a proxy has decoded', async () => {
    await player('movie/tt0133093', 'play', 0, 0)
    await pass(20 * minuteMs)
    await player('movie/tt0133093', 'pause', 20 * minuteMs, 136 * minuteMs)
    await player('movie/tt0133093', 'resume', 20 * minuteMs, 136 * minuteMs)
    await pass(116 * minuteMs)
    await player('movie/tt0133093', 'end', 136 * minuteMs, 136 * minuteMs)
    await until(() => texts().length > 0)
    await player('series/tt0903747:1:2', 'start', 0, lengthMs)
    await pass(lengthMs)
    await addon.ask(
      `player/series/tt0903747:1:2/${encodeURIComponent(`action=stop&currentTime=${lengthMs}&duration=${lengthMs}`)}.json`,
    )
    await until(() => texts().length > 1)
    expect(texts()).toEqual([expect.stringContaining('The Matrix'), expect.stringContaining('S1E2')])
  })

  it('leaves a stop in the middle out of the history', async () => {
    await player(episode, 'start', 0, lengthMs)
    await pass(10 * minuteMs)
    await player(episode, 'stop', 10 * minuteMs, lengthMs)
    await pass(10 * minuteMs)
    expect(await plays()).toEqual([])
    expect([...trakt.playback(adaAtTrakt).values()]).toEqual([expect.closeTo(25, 0)])
  })

  it('brings marks by hand, and takes them back', async () => {
    const marked = series.videoIds.slice(2).map(encodeURIComponent).join('%2C')
    await addon.ask(`library/series/tt0903747/action=watched&videoId=${marked}.json`)
    await addon.ask('library/movie/tt0133093/action=watched.json')
    await until(() => texts().length === 6)
    expect(texts().filter((text) => text.includes('Breaking Bad'))).toHaveLength(5)
    await addon.ask('library/series/tt0903747/action=unwatched&videoId=tt0903747%3A1%3A3.json')
    await until(async () => (await plays()).some(({ state }) => state === 'withdrawn'))
    expect((await plays()).filter(({ state }) => state === 'watched')).toHaveLength(5)
  })

  it('brings to the watchlist what is added to the library, and takes away what is removed', async () => {
    await addon.ask('library/series/tt0903747/action=libraryAdd.json')
    await until(() => trakt.watchlist(adaAtTrakt).length > 0)
    expect(trakt.watchlist(adaAtTrakt)).toEqual(['show:1388'])
    await addon.ask('library/series/tt0903747/action=libraryRemove.json')
    await until(() => trakt.watchlist(adaAtTrakt).length === 0)
    expect(await plays()).toEqual([])
  })

  it('tells of a viewing that the library tells as well, and it is one', async () => {
    await signInToStremio()
    const row = ada.title(series, whole.clock.now())
    const at = (positionMs: number) => ({
      videoId: 'tt0903747:1:1',
      positionMs,
      durationMs: lengthMs,
      playedMs: positionMs,
    })
    row.write(whole.clock.now(), at(0))
    await player(episode, 'start', 0, 0)
    await pass(lengthMs)
    await player(episode, 'stop', lengthMs, lengthMs)
    row.close(whole.clock.now(), at(lengthMs))
    await pass(15 * minuteMs)
    const sources = (await whole.client.listSources()).items
    expect(sources.map(({ kind, events }) => [kind, events])).toEqual(
      expect.arrayContaining([
        ['stremio_addon', 2],
        ['stremio_account', 1],
      ]),
    )
    expect(texts()).toHaveLength(1)
    expect(await plays()).toHaveLength(1)
  })
})
