import { createServer } from 'node:http'
import type { StremioTitle } from '../stremio-book/library.ts'

/** An add-on that tells what titles and episodes there are, as Stremio's own Cinemeta does. */
export interface TitlesAddon {
  readonly manifestUrl: string
  close(): Promise<void>
}

const manifest = {
  id: 'org.example.titles',
  version: '1.0.0',
  name: 'Titles',
  description: 'Titles for tests.',
  resources: ['meta', 'stream'],
  types: ['movie', 'series'],
  idPrefixes: ['tt'],
  catalogs: [],
}

const metaOf = ({ id, name, type, videoIds }: StremioTitle): unknown => ({
  id,
  name,
  type,
  videos: videoIds.map((videoId) => {
    const [, season = '1', episode = '1'] = videoId.split(':')
    return {
      id: videoId,
      title: `Episode ${episode}`,
      season: Number(season),
      episode: Number(episode),
      released: '2008-01-20T00:00:00.000Z',
    }
  }),
})

export async function startTitlesAddon(titles: readonly StremioTitle[]): Promise<TitlesAddon> {
  const answerTo = (url: string): unknown => {
    if (url === '/manifest.json') return manifest
    const title = titles.find(({ id, type }) => url === `/meta/${type}/${id}.json`)
    return title === undefined ? { streams: [] } : { meta: metaOf(title) }
  }
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answerTo(request.url ?? '')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The add-on has no port.')
  return {
    manifestUrl: `http://127.0.0.1:${address.port}/manifest.json`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
