import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../app/use-cases.ts'
import { createFakeIntake, type FakeIntake, secretOf } from './testing/fake-intake.ts'
import { openStage, rawRequest, type Stage } from './testing/stage.ts'

let intake: FakeIntake
let stage: Stage
beforeEach(async () => {
  intake = createFakeIntake()
  stage = await openStage({}, intake)
})
afterEach(() => stage.close())

const secret = secretOf('stremio_addon')
const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${stage.url}/stremio/${secret}/${path}`, init)
const texts = (): readonly string[] => intake.taken.map(({ heard }) => heard.text)

describe('the manifest', () => {
  it('asks for what is played, and is small enough for Stremio to keep', async () => {
    const answer = await ask('manifest.json')
    expect(answer.headers.get('content-type')).toContain('application/json')
    const text = await answer.text()
    expect(text.length).toBeLessThan(8192)
    expect(JSON.parse(text)).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      resources: ['player', 'library', 'subtitles'],
      types: ['movie', 'series'],
      idPrefixes: ['tt', 'tmdb', 'tvdb', 'kitsu'],
      catalogs: [],
      behaviorHints: { configurable: true, configurationRequired: false },
    })
    expect(text).not.toContain(secret)
  })

  it('is given to nobody without a secret that fits', async () => {
    for (const wrong of ['unknown-secret-0000000', secretOf('jellyfin')]) {
      const answer = await fetch(`${stage.url}/stremio/${wrong}/manifest.json`)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    }
  })
})

describe('what Stremio plays', () => {
  const stop = 'action=stop&currentTime=3510000&duration=3600000'
  const stopped = 'stopped an episode without a name (tt123456 S1E1) at 98 %'
  it.each([
    ['as Stremio encodes it', `player/series/tt123456%3A1%3A1/${stop}.json`],
    ['unencoded', `player/series/tt123456:1:1/${stop}.json`],
    ['encoded as a whole', `player/series/tt123456%3A1%3A1/${encodeURIComponent(stop)}.json`],
    ['without .json', `player/series/tt123456%3a1%3a1/${stop}`],
    ['as a query', `player/series/tt123456%3A1%3A1.json?${stop}`],
  ])('is taken %s', async (_name, path) => {
    const answer = await ask(path)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({})
    expect(texts()).toEqual([stopped])
  })

  it('in a season of 100 marks is taken whole', async () => {
    const videos = Array.from({ length: 100 }, (_, index) => `tt0903747:1:${index + 1}`).join(',')
    const extra = `action=watched&videoId=${encodeURIComponent(videos)}`
    expect((await ask(`library/series/tt0903747/${extra}.json`)).status).toBe(200)
    expect(intake.taken[0]?.heard.event).toMatchObject({ type: 'mark', watched: true })
    expect(texts()[0]).toContain('and 99 more as watched')
  })

  it('and puts into its library is taken', async () => {
    await ask('library/series/tt0903747/action=libraryAdd.json')
    await ask('library/movie/tt0133093/action=unwatched.json')
    expect(texts()).toEqual([
      'added a series without a name (tt0903747) to the library',
      'marked a movie without a name (tt0133093) as not watched',
    ])
  })

  it.each([
    'subtitles/series/tt0903747%3A1%3A1/filename=BB.S01E01.mkv&videoSize=12345&videoHash=8e245d96.json',
    'subtitles/series/tt0903747%3A1%3A1.json',
  ])('is no play when only a stream was opened: %s', async (path) => {
    const answer = await ask(path)
    expect(await answer.json()).toEqual({ subtitles: [] })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(intake.taken).toEqual([])
    expect(intake.notes).toEqual(['opened a stream of an episode without a name (tt0903747 S1E1)'])
  })

  it('in words of its own is refused and shown at the source', async () => {
    expect((await ask('player/movie/tt0133093/action=dance.json')).status).toBe(422)
    expect(intake.faults).toEqual([expect.stringContaining('dance')])
  })

  it('is refused loudly while the disk is full', async () => {
    intake.beforeDurable = () => Promise.reject(new AppError('storage_full', 'The disk is full.'))
    const answer = await ask('player/movie/tt0133093/action=start&currentTime=0&duration=0.json')
    expect(answer.status).toBe(507)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('the add-on', () => {
  const paths = [
    'manifest.json',
    'configure',
    'subtitles/movie/tt0133093.json',
    'nothing',
    'player/movie/x/action=y.json',
  ]
  it.each(paths)('may be asked by any page: %s', async (path) => {
    const answer = await ask(path, { headers: { origin: 'https://web.stremio.com' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('lets a page ask first whether it may', async () => {
    const answer = await ask('manifest.json', {
      method: 'OPTIONS',
      headers: { origin: 'https://web.stremio.com', 'access-control-request-method': 'GET' },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-private-network')).toBe('true')
  })

  it('is called under any name', async () => {
    const url = `${stage.url}/stremio/${secret}/manifest.json`
    expect((await rawRequest(url, { headers: { host: 'tunnel.example' } })).status).toBe(200)
  })

  it('says on its page whether anything has arrived', async () => {
    expect(await (await ask('configure')).text()).toContain('Nothing has arrived yet')
    intake.change('stremio_addon', { lastEventAt: stage.clock.now(), lastEventText: 'started The Matrix' })
    const text = await (await ask('configure')).text()
    expect(text).toContain('started The Matrix')
    expect(text).not.toContain(secret)
  })

  it('keeps its secret out of the log', async () => {
    await ask('player/movie/tt0133093/action=start&currentTime=0&duration=0.json')
    await ask('nothing')
    intake.beforeDurable = () => Promise.reject(new Error('away'))
    await ask('player/movie/tt0133093/action=start&currentTime=0&duration=0.json')
    expect(stage.logged.some((line) => line.includes('/stremio/:token/*'))).toBe(true)
    expect(stage.logged.filter((line) => line.includes(secret))).toEqual([])
  })
})
