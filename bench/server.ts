/** Warm start to the first answer, and memory at rest, of the release bundle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { visit } from '../packages/server/src/testing/visitor.ts'
import { bundle } from '../scripts/bundle.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist', 'server', 'main.js')
const starts = 7
const restMs = 10_000
const targets = { startMs: 1000, idleMb: 100 }

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly startMs: number
}

async function start(folder: string): Promise<Started> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...process.env, CUEMARK_DATA: folder, CUEMARK_PORT: String(port), CUEMARK_LOG_LEVEL: 'warn' }
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program], { env, stdio: 'ignore' })
  for (;;) {
    if (child.exitCode !== null) throw new Error('The server ended while it was starting.')
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null)
    if (answer?.status === 200) return { child, url, startMs: performance.now() - startedAt }
    await pause(2)
  }
}

async function stop({ child }: Started): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

/** What a browser's first visit asks for. */
async function browse(url: string): Promise<void> {
  const { client } = visit(url)
  const page = await (await fetch(url)).text()
  for (const [, path = ''] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    await (await fetch(`${url}${path}`)).arrayBuffer()
  }
  await client.setUp({ body: { name: 'bench', password: 'a password for one run' } })
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([client.overview(), client.listIntegrations(), client.listAlerts()])
  }
}

function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

export async function run(): Promise<void> {
  if (!existsSync(program)) await bundle()
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-bench-'))
  try {
    await stop(await start(folder))
    const timesMs: number[] = []
    for (let count = 0; count < starts; count += 1) {
      const started = await start(folder)
      timesMs.push(started.startMs)
      await stop(started)
    }
    const all = timesMs.map((ms) => ms.toFixed(0)).join(', ')
    console.log(
      `warm start to first answer: ${median(timesMs).toFixed(0)} ms, median of ${starts} (${all}); target under ${targets.startMs} ms`,
    )
    const started = await start(folder)
    const freshMb = residentMb(started.child)
    await browse(started.url)
    await pause(restMs)
    const idleMb = residentMb(started.child)
    await stop(started)
    console.log(
      `idle memory: ${idleMb.toFixed(0)} MB ten seconds after a first visit (${freshMb.toFixed(0)} MB after start); target under ${targets.idleMb} MB`,
    )
    if (median(timesMs) >= targets.startMs || idleMb >= targets.idleMb) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
