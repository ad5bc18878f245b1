import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StremioTitle } from '../stremio-book/library.ts'
import { startStremioBook, type StremioBook, type StremioPerson } from '../stremio-book/stremio-book.ts'
import { startStremioCore, type StremioCore } from './stremio-core.ts'
import { type StremioViewer, viewerAt } from './stremio-viewer.ts'
import { startTitlesAddon, type TitlesAddon } from './titles-addon.ts'

const series: StremioTitle = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: ['tt0903747:1:1', 'tt0903747:1:2', 'tt0903747:1:3'],
}
const durationMs = 1_000_000

let book: StremioBook
let ada: StremioPerson
let core: StremioCore
let titles: TitlesAddon
let viewer: StremioViewer
beforeEach(async () => {
  book = await startStremioBook()
  ada = book.addAccount('ada')
  core = await startStremioCore(book.apiUrl)
  titles = await startTitlesAddon([series])
  viewer = viewerAt(core, ada, () => undefined)
  await viewer.signIn()
})
afterEach(async () => {
  await core.close()
  await titles.close()
  await book.close()
})

const open = (videoId: string): Promise<void> =>
  viewer.open({ type: 'series', id: series.id, videoId, titles: titles.manifestUrl })
const row = (): unknown => ada.putRows.get(series.id)

describe('the real Stremio client against the simulated account', () => {
  it('signs in and reads its library and its add-ons', () => {
    expect(book.calls).toEqual(expect.arrayContaining(['login', 'addonCollectionGet']))
  })

  it('installs an add-on and keeps it in the account', async () => {
    await viewer.install(titles.manifestUrl)
    expect(JSON.stringify(ada.addons)).toContain(titles.manifestUrl)
  })

  it('writes the same as the simulated library when an episode ends (stremio.md §3.1)', async () => {
    const like = ada.title(series, 0)
    await open('tt0903747:1:1')
    viewer.play(0, 960_000, durationMs)
    await viewer.close()
    like.close(1, { videoId: 'tt0903747:1:1', positionMs: 960_000, durationMs, playedMs: 960_000 })
    await open('tt0903747:1:2')
    viewer.play(0, 400_000, durationMs)
    await viewer.close()
    // It stood at its first millisecond.
    like.close(2, { videoId: 'tt0903747:1:2', positionMs: 400_000, durationMs, playedMs: 399_999 })
    const { state } = row() as { readonly state: object }
    const { watched, lastWatched, ...same } = like.row().state
    expect(state).toMatchObject(same)
    // Packed by another hand, so only what it means is the same.
    expect(state).toHaveProperty('watched', expect.stringMatching(/^tt0903747:1:1:1:/))
    expect([watched?.slice(0, 16), typeof lastWatched]).toEqual(['tt0903747:1:1:1:', 'string'])
  })

  it('goes nowhere outside this machine', async () => {
    await open('tt0903747:1:1')
    viewer.play(0, 3000, durationMs)
    await viewer.close()
    expect(core.refused.filter((url) => !/11470|likes\.stremio\.com/.test(url))).toEqual([])
  })
})
