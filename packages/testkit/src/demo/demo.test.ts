import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serviceIds } from '@cuemark/services'
import { openSession, valueAt, type Session } from './cuemark.ts'

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

const press = async (path: '/scene' | '/watch', wanted: unknown): Promise<void> => {
  const answer = await fetch(`${boardUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  })
  expect(answer.status).toBe(200)
}
const turn = (all: 'broken' | 'mended'): Promise<void> => press('/scene', { all })

const itemsOf = async (path: string): Promise<readonly Record<string, unknown>[]> => {
  const page: unknown = JSON.parse(await session.get(path))
  const items = typeof page === 'object' && page !== null && 'items' in page ? page.items : []
  return Array.isArray(items) ? items : []
}

const openKinds = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries((await itemsOf('/alerts')).map((alert) => [alert['service'], alert['kind']]))

/** Looks now, and again after every event of the live stream, until it is so. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const stream = await session.live()
  if (await isSo()) return
  for await (const event of stream) if (event.length > 0 && (await isSo())) return
  throw new Error('The live stream ended.')
}

/** Until the open alerts are as many as wanted. */
const untilOpen = async (wanted: number): Promise<Record<string, unknown>> => {
  let kinds: Record<string, unknown> = {}
  await until(async () => {
    kinds = await openKinds()
    return Object.keys(kinds).length === wanted
  })
  return kinds
}

const playsIn = (view: string): ReturnType<typeof itemsOf> => itemsOf(`/plays?view=${view}`)
const deliveryOf = (play: Record<string, unknown> | undefined): Record<string, unknown> =>
  typeof play?.['delivery'] === 'object' ? { ...play['delivery'] } : {}
const untilDelivered = (wanted: number): Promise<void> =>
  until(async () => (await playsIn('delivered')).length === wanted)

/** What the page of switches shows of Trakt's history, the newest first. */
const book = async (): Promise<readonly Record<string, unknown>[]> => {
  const state = await (await fetch(`${boardUrl}/state`)).text()
  const plays = valueAt(state, 'watch', 'plays')
  return Array.isArray(plays) ? plays : []
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

  it('has Trakt linked, and one film in the history that its player told before', async () => {
    expect(await itemsOf('/accounts')).toMatchObject([{ service: 'trakt', name: 'demo', state: 'linked' }])
    expect(await itemsOf('/sources')).toMatchObject([{ kind: 'jellyfin', state: 'receiving' }])
    await untilDelivered(1)
    expect(await book()).toMatchObject([{ title: 'The Matrix (1999)' }])
  })

  it('brings a film that is watched to Trakt, once', async () => {
    await press('/watch', { action: 'watch_film' })
    await untilDelivered(2)
    expect(await book()).toMatchObject([{ title: 'Inception (2010)' }, { title: 'The Matrix (1999)' }])
  })

  it('keeps a film while Trakt is broken, and brings it once with its true time when it is mended', async () => {
    await press('/scene', { service: 'trakt', scene: 'locked' })
    await press('/watch', { action: 'watch_film' })
    const asleep = (): Promise<boolean> =>
      playsIn('waiting').then(([play]) => deliveryOf(play)['waitsFor'] === 'sign_in')
    await until(asleep)
    const [waiting] = await playsIn('waiting')
    expect(await book()).toHaveLength(2)
    const mendedAt = Date.now()
    await press('/scene', { service: 'trakt', scene: 'healthy' })
    await untilDelivered(3)
    const [entry, ...before] = await book()
    expect(before).toHaveLength(2)
    expect(entry).toMatchObject({ watchedAt: Math.floor(Number(waiting?.['watchedAt']) / 1000) * 1000 })
    expect(Number(entry?.['watchedAt'])).toBeLessThan(mendedAt)
    expect(Number(entry?.['addedAt'])).toBeGreaterThanOrEqual(mendedAt)
  })

  it('asks a person about an episode that Trakt does not know', async () => {
    await press('/watch', { action: 'watch_unknown' })
    await until(async () => (await playsIn('attention')).length === 1)
    expect(await playsIn('attention')).toMatchObject([
      { title: { show: { name: 'Last Reel' } }, delivery: { state: 'unmatched' } },
    ])
  })

  it('ends on Ctrl-C and leaves nothing running', async () => {
    const ended = new Promise((resolve) => demo.once('exit', (code) => resolve(code)))
    demo.kill('SIGINT')
    expect(await ended).toBe(0)
    await expect(fetch(boardUrl)).rejects.toThrow('fetch failed')
    expect(printed.split('\n').filter((line) => line !== '')).toHaveLength(1)
  })
})
