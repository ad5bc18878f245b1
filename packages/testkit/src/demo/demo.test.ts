import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serviceIds } from '@cuemark/services'
import { openSession, type Session } from './cuemark.ts'

/** The whole house: the demo as people start it, broken and mended through its switches. */

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const announced = /Cuemark: (\S+) \(sign in as (\S+), password (\S+)\) .*Switches: (\S+)/

let demo: ChildProcess
let boardUrl = ''
let session: Session
let printed = ''

beforeAll(async () => {
  demo = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'pipe'] })
  const line = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (text: Buffer): void => {
      printed += text.toString('utf8')
      const found = announced.exec(printed)
      if (found !== null) resolve(found)
    }
    demo.stdout?.on('data', read)
    demo.stderr?.on('data', read)
    demo.once('exit', () => reject(new Error(`The demo ended: ${printed}`)))
  })
  const [, url = '', name = '', password = '', switches = ''] = line
  boardUrl = switches
  session = await openSession(url, { name, password }, '/session')
})
afterAll(async () => {
  if (demo.exitCode !== null || demo.signalCode !== null) return
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill('SIGTERM')
  await ended
})

const turn = async (all: 'broken' | 'mended'): Promise<void> => {
  const answer = await fetch(`${boardUrl}/scene`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ all }),
  })
  expect(answer.status).toBe(200)
}

const itemsOf = async (path: string): Promise<readonly Record<string, unknown>[]> => {
  const page: unknown = JSON.parse(await session.get(path))
  const items = typeof page === 'object' && page !== null && 'items' in page ? page.items : []
  return Array.isArray(items) ? items : []
}

const openKinds = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries((await itemsOf('/alerts')).map((alert) => [alert['service'], alert['kind']]))

/** Looks again after every event of the live stream, until the open alerts are as many as wanted. */
const untilOpen = async (wanted: number): Promise<Record<string, unknown>> => {
  const stream = await session.live()
  for await (const event of stream) {
    if (event.length === 0) continue
    const kinds = await openKinds()
    if (Object.keys(kinds).length === wanted) return kinds
  }
  throw new Error('The live stream ended.')
}

describe('the demo', () => {
  it('begins with seven integrations that work and nothing to tell', async () => {
    const integrations = await itemsOf('/integrations')
    expect(Object.fromEntries(integrations.map(({ service, state }) => [service, state]))).toEqual(
      Object.fromEntries(serviceIds.map((service) => [service, 'connected'])),
    )
    expect(await openKinds()).toEqual({})
  })

  it('tells of seven different troubles when all are broken, and of none when they are mended', async () => {
    const broken = untilOpen(serviceIds.length)
    await turn('broken')
    expect(await broken).toEqual({
      tmdb: 'authentication',
      omdb: 'quota',
      trakt: 'permission',
      mdblist: 'rate_limit',
      seerr: 'configuration',
      openai: 'outage',
      stremio: 'outage',
    })
    const mended = untilOpen(0)
    await turn('mended')
    expect(await mended).toEqual({})
  })

  it('ends on Ctrl-C and leaves nothing running', async () => {
    const ended = new Promise((resolve) => demo.once('exit', (code) => resolve(code)))
    demo.kill('SIGINT')
    expect(await ended).toBe(0)
    await expect(fetch(boardUrl)).rejects.toThrow('fetch failed')
    expect(printed.split('\n').filter((line) => line !== '')).toHaveLength(1)
  })
})
