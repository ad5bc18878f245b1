import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serviceIds, type ServiceId } from '@cuemark/services'
import type { SimulatedService } from '../service.ts'
import { simulations } from '../simulations.ts'
import { startBoard } from './board.ts'
import { becomeAdministrator, startCuemark, type RunningCuemark } from './cuemark.ts'
import { freePortFrom } from './ports.ts'

/** Cuemark against the services, which are played on this machine, with a page of switches to break them. */

const cuemarkPort = 3524
const boardPort = 3525
const firstServicePort = 3531

type Undo = () => Promise<void>

const startServices = async (undo: Undo[]): Promise<Readonly<Record<ServiceId, SimulatedService>>> => {
  let port = firstServicePort
  const start = async (id: ServiceId): Promise<SimulatedService> => {
    port = await freePortFrom(port)
    const service = await simulations[id]({ port })
    undo.push(() => service.close())
    port += 1
    return service
  }
  return {
    tmdb: await start('tmdb'),
    omdb: await start('omdb'),
    trakt: await start('trakt'),
    mdblist: await start('mdblist'),
    seerr: await start('seerr'),
    openai: await start('openai'),
    stremio: await start('stremio'),
  }
}

const startAll = async (undo: Undo[]): Promise<RunningCuemark> => {
  const folder = await mkdtemp(join(tmpdir(), 'cuemark-demo-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const services = await startServices(undo)
  const cuemark = await startCuemark(await freePortFrom(cuemarkPort), {
    CUEMARK_DATA: folder,
    CUEMARK_HOST: '127.0.0.1',
    CUEMARK_LOG_LEVEL: 'warn',
    CUEMARK_TRAKT_API_URL: services.trakt.url,
    CUEMARK_TRAKT_AUTH_URL: services.trakt.url,
    CUEMARK_STREMIO_API_URL: services.stremio.url,
    CUEMARK_STREMIO_LINK_URL: services.stremio.url,
  })
  undo.push(() => cuemark.stop())
  const credentials = { name: 'demo', password: randomBytes(9).toString('base64url') }
  const administrator = await becomeAdministrator(cuemark.url, credentials)
  for (const id of serviceIds) await administrator.connect(id, services[id].goodSettings)
  const board = await startBoard(await freePortFrom(boardPort), {
    services,
    cuemarkUrl: cuemark.url,
    look: (service) => administrator.look(service),
  })
  undo.push(() => board.close())
  process.stdout.write(
    `Cuemark: ${cuemark.url} (sign in as ${credentials.name}, password ${credentials.password})  ` +
      `Switches: ${board.url}  Ctrl-C ends both.\n`,
  )
  return cuemark
}

/** Runs until Ctrl-C, a termination, or the end of Cuemark. Answers the exit code. */
export async function runDemo(): Promise<number> {
  const undo: Undo[] = []
  const stopped = new Promise<null>((resolve) => {
    // Kept for good: a second signal, which a terminal and npm both send, must not cut the clearing up short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null))
  })
  try {
    // A stop while still starting waits for the start, so that nothing is left behind.
    const cuemark = await startAll(undo)
    const why = await Promise.race([stopped, cuemark.ended])
    if (why !== null) process.stderr.write(`${why}\n`)
    return why === null ? 0 : 1
  } catch (error) {
    process.stderr.write(
      `The demo could not start. ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

if (import.meta.main) process.exitCode = await runDemo()
