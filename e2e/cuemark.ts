import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bundle = join(root, 'dist', 'server', 'main.js')

/** A Cuemark of its own: the release bundle in a process of its own, with a data folder that goes with it. */
export interface RunningCuemark {
  readonly url: string
  readonly dataFolder: string
  /** Everything it printed so far. */
  readonly output: () => string
  stop(): Promise<void>
}

const readyLine = /https?:\/\/[^\s]+:\d+/

async function untilReady(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const line = output()
      .split('\n')
      .find((text) => text.startsWith('Cuemark is ready'))
    const url = line === undefined ? undefined : readyLine.exec(line)?.[0]
    if (url !== undefined) return url
    if (child.exitCode !== null) throw new Error(`Cuemark ended with ${child.exitCode}:\n${output()}`)
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  }
}

/** Starts the release bundle on a free port and resolves when it says that it is ready. */
export async function startCuemark(env: Readonly<Record<string, string>> = {}): Promise<RunningCuemark> {
  if (!existsSync(bundle)) throw new Error('There is no release bundle. Run npm run build first.')
  const dataFolder = await mkdtemp(join(tmpdir(), 'cuemark-e2e-'))
  let text = ''
  const child = spawn(process.execPath, [bundle], {
    env: { PATH: process.env['PATH'] ?? '', CUEMARK_PORT: '0', CUEMARK_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const output = () => text
  const url = await untilReady(child, output)
  return {
    url: url.replace(/\/$/, ''),
    dataFolder,
    output,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
