import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer } from '@cuemark/server/start'
import { ManualClock } from '../packages/server/src/clock-manual.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A whole Cuemark inside the test's own process, whose time is moved by the test. */
export interface MovableCuemark {
  readonly url: string
  readonly clock: ManualClock
  readonly dataFolder: string
  readonly log: () => string
  /** Resolves when nothing is being worked on in the background, or due. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Starts on a free port with real store, real gateway and the built pages; only the clock is ours. */
export async function startMovable(
  env: Readonly<Record<string, string>> = {},
  clock: ManualClock = new ManualClock(Date.now()),
): Promise<MovableCuemark> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'cuemark-e2e-'))
  const lines: string[] = []
  const server = await startServer({
    env: { CUEMARK_PORT: '0', CUEMARK_DATA: dataFolder, ...env },
    log: (line) => lines.push(line),
    webRoot: join(root, 'dist', 'web'),
    clock,
  })
  return {
    url: server.url,
    clock,
    dataFolder,
    log: () => lines.join('\n'),
    idle: () => server.idle(),
    async stop() {
      await server.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
