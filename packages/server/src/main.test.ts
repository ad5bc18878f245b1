import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string
let child: ChildProcessWithoutNullStreams | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-main-'))
})
afterEach(async () => {
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

function run(env: Record<string, string>) {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      CUEMARK_DATA: join(folder, 'data'),
      CUEMARK_PORT: '0',
      CUEMARK_LOG_LEVEL: 'warn',
      ...env,
    },
  })
  child = started
  const said = { out: '', err: '' }
  started.stdout.on('data', (part: Buffer) => (said.out += part.toString()))
  started.stderr.on('data', (part: Buffer) => (said.err += part.toString()))
  return {
    said,
    ended: once(started, 'close').then(([code]: unknown[]) => code),
    /** The address of the line that says it is ready. */
    ready: async (): Promise<string> => {
      for (;;) {
        const url = /^Cuemark is ready: (\S+)$/m.exec(said.out)?.[1]
        if (url !== undefined) return url
        await once(started.stdout, 'data')
      }
    },
    signal: (name: 'SIGTERM' | 'SIGINT') => started.kill(name),
  }
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says where to go, and ends in order on %s', async (name) => {
    const server = run({})
    const url = await server.ready()
    expect((await fetch(`${url}/api/v1/health`)).status).toBe(200)
    server.signal(name)
    expect(await server.ended).toBe(0)
    expect(server.said.out).toContain('Set-up from another machine asks for this code: ')
    expect(server.said.err).toBe('')
  })

  it('ends with a plain sentence for each fault, and a code that is not 0', async () => {
    const server = run({ CUEMARK_PORT: 'http', CUEMARK_HOTS: '127.0.0.1' })
    expect(await server.ended).toBe(1)
    expect(server.said.out).toBe('')
    expect(server.said.err.trim().split('\n')).toHaveLength(2)
    expect(server.said.err).not.toContain('    at ')
  })
})
