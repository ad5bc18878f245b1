import type { ServiceId } from '@cuemark/services'
import type { SimulatedService } from '../service.ts'
import { startFront, type Front } from '../simulation/front.ts'
import { simulations } from '../simulations.ts'
import { startStremioBook, type StremioBook } from '../stremio-book/stremio-book.ts'
import { stremioScript } from '../stremio.ts'
import { startTraktBook } from '../trakt-book/start.ts'
import type { TraktBook } from '../trakt-book/trakt-book.ts'
import type { TraktPerson } from '../trakt-book/world.ts'
import { traktCredentials, traktScript } from '../trakt.ts'
import { freePortFrom } from './ports.ts'
import { demoTitles } from './titles.ts'

/** The services of the demo: those with accounts have a book, and the script of their scenes stands before it. */

export type Undo = () => Promise<void>

export interface DemoServices {
  readonly services: Readonly<Record<ServiceId, SimulatedService>>
  /** The hosts of Trakt and Stremio, as the environment gives them to Cuemark. */
  readonly environment: Readonly<Record<string, string>>
  readonly trakt: TraktBook
  readonly traktPerson: TraktPerson
}

/** The accounts at Trakt and Stremio. */
export const accountName = 'demo'

/** Trakt's own is five seconds, and people wait for the demo to start. */
const pollIntervalMs = 1000

interface Started {
  readonly front: Front
  readonly environment: Readonly<Record<string, string>>
}

type NextPort = () => Promise<number>

const startTrakt = async (
  nextPort: NextPort,
  undo: Undo[],
): Promise<Started & { readonly book: TraktBook }> => {
  const { goodId: clientId, goodSecret: clientSecret } = traktCredentials
  const book = await startTraktBook({ clientId, clientSecret, titles: demoTitles, pollIntervalMs })
  undo.push(() => book.close())
  const front = await startFront(traktScript, [
    { port: await nextPort(), behindUrl: book.apiUrl },
    { port: await nextPort(), behindUrl: book.authUrl },
  ])
  undo.push(() => front.service.close())
  const [apiUrl = '', authUrl = ''] = front.urls
  book.settings.verificationUrl = `${authUrl}/activate`
  return { front, book, environment: { CUEMARK_TRAKT_API_URL: apiUrl, CUEMARK_TRAKT_AUTH_URL: authUrl } }
}

const startStremio = async (
  nextPort: NextPort,
  undo: Undo[],
): Promise<Started & { readonly book: StremioBook }> => {
  const book = await startStremioBook()
  undo.push(() => book.close())
  const front = await startFront(stremioScript, [{ port: await nextPort(), behindUrl: book.apiUrl }])
  undo.push(() => front.service.close())
  const { url } = front.service
  book.pagesUrl = url
  return { front, book, environment: { CUEMARK_STREMIO_API_URL: url, CUEMARK_STREMIO_LINK_URL: url } }
}

/** Starts them on free ports from `firstPort` on. */
export async function startServices(firstPort: number, undo: Undo[]): Promise<DemoServices> {
  let port = firstPort
  const nextPort = async (): Promise<number> => {
    const free = await freePortFrom(port)
    port = free + 1
    return free
  }
  const trakt = await startTrakt(nextPort, undo)
  const stremio = await startStremio(nextPort, undo)
  const start = async (id: ServiceId): Promise<SimulatedService> => {
    const service = await simulations[id]({ port: await nextPort() })
    undo.push(() => service.close())
    return service
  }
  stremio.book.addAccount(accountName)
  return {
    services: {
      tmdb: await start('tmdb'),
      omdb: await start('omdb'),
      trakt: trakt.front.service,
      mdblist: await start('mdblist'),
      seerr: await start('seerr'),
      openai: await start('openai'),
      stremio: stremio.front.service,
    },
    environment: { ...trakt.environment, ...stremio.environment },
    trakt: trakt.book,
    traktPerson: trakt.book.addPerson(accountName),
  }
}
