import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serviceIds } from '@cuemark/services'
import { startBoard } from './board.ts'
import { becomeAdministrator, startCuemark, type RunningCuemark } from './cuemark.ts'
import { addPlayer, linkTrakt, readWaiting } from './household.ts'
import { freePortFrom } from './ports.ts'
import { accountName, startServices, type Undo } from './services.ts'

/** Cuemark against the services, which are played on this machine, with a page of switches to break them. */

const cuemarkPort = 3524
const boardPort = 3525
const firstServicePort = 3531

/** As registered with the app at Trakt: by both names that a browser on this machine may use. */
const redirectUris = (cuemarkUrl: string): readonly string[] => [
  ...[cuemarkUrl, cuemarkUrl.replace('127.0.0.1', 'localhost')].map((url) => `${url}/trakt/callback`),
  'urn:ietf:wg:oauth:2.0:oob',
]

const startAll = async (undo: Undo[]): Promise<RunningCuemark> => {
  const folder = await mkdtemp(join(tmpdir(), 'cuemark-demo-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const { services, environment, trakt, traktPerson } = await startServices(firstServicePort, undo)
  const cuemark = await startCuemark(await freePortFrom(cuemarkPort), {
    CUEMARK_DATA: folder,
    CUEMARK_HOST: '127.0.0.1',
    CUEMARK_LOG_LEVEL: 'warn',
    ...environment,
  })
  undo.push(() => cuemark.stop())
  trakt.setRedirectUris(redirectUris(cuemark.url))
  const credentials = { name: accountName, password: randomBytes(9).toString('base64url') }
  const administrator = await becomeAdministrator(cuemark.url, credentials)
  for (const id of serviceIds) await administrator.connect(id, services[id].goodSettings)
  const { session } = administrator
  const accountId = await linkTrakt(session, (userCode) => trakt.approve(traktPerson, userCode))
  const player = await addPlayer(session, cuemark.url, accountName)
  const board = await startBoard(await freePortFrom(boardPort), {
    services,
    cuemarkUrl: cuemark.url,
    player,
    plays: () => trakt.plays(traktPerson),
    waiting: () => readWaiting(session),
    look: async (service) => {
      await administrator.look(service)
      // What waits for the account goes out as soon as the account is known to be well.
      if (service === 'trakt' && services.trakt.scene === 'healthy')
        await session.post(`/accounts/${accountId}/test`, {})
    },
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
