import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bundle = join(root, 'dist', 'server', 'main.js')

/** The release bundle in a process of its own, on a data folder that outlives it. */
export interface Child {
  readonly process: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** Resolves with the code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Resolves with the address when it says that it is ready; rejects when it ends before. */
  ready(): Promise<string>
}

/** Starts without waiting for anything. */
export function spawnCuemark(env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, [bundle], {
    env: { PATH: process.env['PATH'] ?? '', CUEMARK_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode)
  const addressIn = (): string | undefined => /^Cuemark is ready: (\S+)$/m.exec(out)?.[1]
  return {
    process: child,
    out: () => out,
    err: () => err,
    ended,
    async ready() {
      for (;;) {
        const url = addressIn()
        if (url !== undefined) return url
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${out}${err}`)
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    },
  }
}

/** A start that is expected to fail: how it ended, and what it said. */
export async function failedStart(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | NodeJS.Signals | null; readonly lines: readonly string[] }> {
  const child = spawnCuemark(env)
  const code = await Promise.race([
    child.ended,
    child.ready().then(
      () => child.process.kill('SIGKILL'),
      () => child.ended,
    ),
  ])
  return {
    code: typeof code === 'boolean' ? 0 : code,
    lines: child
      .err()
      .split('\n')
      .filter((line) => line !== ''),
  }
}
