import { createServer, type Server } from 'node:http'
import type { SourceAddress, SourceView } from '@cuemark/contract'
import {
  startStremioBook,
  startTitlesAddon,
  type StremioBook,
  type StremioPerson,
  type StremioTitle,
  type StremioViewer,
  type TitlesAddon,
  viewerAt,
} from '@cuemark/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { openStremio, type StremioPage } from './stremio-page.ts'

const series: StremioTitle = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: ['tt0903747:1:1', 'tt0903747:1:2'],
}

/** The same manifest on two paths of one server, which forgets the header on one of them. */
const serveManifest = async (manifest: string) => {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/with/manifest.json') response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', 'application/json').end(manifest)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return { server, url: `http://127.0.0.1:${address.port}`, asked }
}

describe('the add-on in the real Stremio client in a browser', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let administrator: Administrator
  let book: StremioBook
  let ada: StremioPerson
  let titles: TitlesAddon
  let stremio: StremioPage
  let viewer: StremioViewer
  let source: SourceView
  let manifestUrl = ''
  const complaints: string[] = []
  beforeAll(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'])
    book = await startStremioBook()
    ada = book.addAccount('ada')
    titles = await startTitlesAddon([series])
    cuemark = await startMovable()
    administrator = await makeAdministrator(cuemark.url)
    const made = await administrator.call<{ source: SourceView; address: SourceAddress }>(
      'POST',
      '/sources',
      { kind: 'stremio_addon' },
    )
    source = made.source
    manifestUrl = `${cuemark.url}${made.address.path ?? ''}`
    stremio = await openStremio(browser, book.apiUrl)
    stremio.page.on('console', (message) => complaints.push(message.text()))
    viewer = viewerAt(stremio.core, ada, (byMs) => cuemark.clock.advance(byMs))
    await viewer.signIn()
  })
  afterAll(async () => {
    await stremio?.close()
    await browser?.close()
    await cuemark?.stop()
    await titles?.close()
    await book?.close()
  })

  const complaintsAbout = (url: string): readonly string[] => complaints.filter((text) => text.includes(url))
  const shown = (): Promise<SourceView> => administrator.call('GET', `/sources/${source.id}`)
  const details = (transportUrl: string): Promise<unknown> => {
    const args = { model: 'AddonDetails', args: { transportUrl } }
    stremio.core.dispatch({ action: 'Load', args }, 'addon_details')
    return stremio.core.until('addon_details', (state) => {
      const text = JSON.stringify(state)
      return text.includes(transportUrl) && /"(Ready|Err)"/.test(text)
    })
  }

  it('is refused where its manifest comes without the header for other origins', async () => {
    const manifest = await (await fetch(manifestUrl)).text()
    const { server, url, asked } = await serveManifest(manifest)
    expect(await details(`${url}/without/manifest.json`)).toMatchObject({
      remoteAddon: { content: { type: 'Err' } },
    })
    // It was there, and the browser kept its answer back.
    expect(asked).toEqual(['/without/manifest.json'])
    expect(complaintsAbout(url)).toEqual([expect.stringContaining('Failed to fetch')])
    expect(await details(`${url}/with/manifest.json`)).toMatchObject({
      remoteAddon: { content: { type: 'Ready' } },
    })
    server.close()
    server.closeAllConnections()
  })

  it('is installed from its address', async () => {
    await viewer.install(manifestUrl)
    expect(ada.addons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          transportUrl: manifestUrl,
          manifest: expect.objectContaining({ id: 'org.cuemark.addon' }),
        }),
      ]),
    )
    expect(complaintsAbout(cuemark.url)).toEqual([])
    expect(await shown()).toMatchObject({ state: 'quiet', lastEventAt: null })
  })

  it('is asked when a stream opens, which is a sign of life and no play', async () => {
    const { id, type } = series
    await viewer.open({ type, id, videoId: 'tt0903747:1:1', titles: titles.manifestUrl })
    await viewer.lookIntoFile({ filename: 'BB.S01E01.mkv', size: 12_345, hash: '8e245d9679d31e12' })
    expect(await shown()).toMatchObject({
      lastEventText: expect.stringContaining('opened a stream of'),
      events: 0,
    })
  })

  it('takes what a client with player events sends from a page of another origin', async () => {
    const path = 'player/series/tt0903747%3A1%3A1/action=start&currentTime=600000&duration=3600000.json'
    const answer = await stremio.page.evaluate(
      async (url) => {
        const told = await fetch(url)
        return { status: told.status, text: await told.text() }
      },
      manifestUrl.replace('manifest.json', path),
    )
    expect(answer).toEqual({ status: 200, text: '{}' })
    expect(await shown()).toMatchObject({
      state: 'receiving',
      lastEventText: expect.stringContaining('S1E1'),
    })
  })
})
