import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serviceIds, type ServiceId } from '@cuemark/services'
import type { SimulatedService } from '../service.ts'
import { simulations } from '../simulations.ts'
import type { BookPlay } from '../trakt-book/trakt-book.ts'
import { startBoard, type Board, type BoardDeps } from './board.ts'
import type { PlayerAction } from './player.ts'
import { breakAll } from './words.ts'

let services: Readonly<Record<ServiceId, SimulatedService>>
let board: Board
const looked: ServiceId[] = []
const pressed: PlayerAction[] = []
let plays: readonly BookPlay[] = []
let waiting: BoardDeps['waiting']

beforeEach(async () => {
  looked.length = 0
  pressed.length = 0
  plays = []
  waiting = () => Promise.resolve({ waiting: 2, attention: 1, nextAt: 1_795_218_236_000 })
  const [tmdb, omdb, trakt, mdblist, seerr, openai, stremio] = await Promise.all([
    simulations.tmdb(),
    simulations.omdb(),
    simulations.trakt(),
    simulations.mdblist(),
    simulations.seerr(),
    simulations.openai(),
    simulations.stremio(),
  ])
  services = { tmdb, omdb, trakt, mdblist, seerr, openai, stremio }
  board = await startBoard(0, {
    services,
    cuemarkUrl: 'http://127.0.0.1:3524',
    look: (service) => {
      looked.push(service)
      return Promise.resolve()
    },
    player: {
      on: 'The Matrix (1999)',
      act: (action) => {
        pressed.push(action)
        return Promise.resolve(`Done: ${action}.`)
      },
    },
    plays: () => plays,
    waiting: () => waiting(),
  })
})
afterEach(async () => {
  await board.close()
  await Promise.all(serviceIds.map((id) => services[id].close()))
})

const send = (path: string, wanted: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${board.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(wanted),
  })

const turn = (wanted: unknown, headers?: Record<string, string>): Promise<Response> =>
  send('/scene', wanted, headers)
const watchState = async (): Promise<unknown> => {
  const state: unknown = await (await fetch(`${board.url}/state`)).json()
  return typeof state === 'object' && state !== null && 'watch' in state ? state.watch : null
}

describe('the page of switches', () => {
  it('serves itself and may load nothing from elsewhere', async () => {
    for (const path of ['/', '/board.css', '/board.js', '/element.js', '/watch.js']) {
      const page = await fetch(board.url + path)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    }
  })

  it('breaks one service and lets Cuemark look at it', async () => {
    expect((await turn({ service: 'omdb', scene: 'daily_limit' })).status).toBe(200)
    expect([services.omdb.scene, services.tmdb.scene, looked]).toEqual(['daily_limit', 'healthy', ['omdb']])
  })

  it('breaks all and mends all', async () => {
    await turn({ all: 'broken' })
    expect(Object.fromEntries(serviceIds.map((id) => [id, services[id].scene]))).toEqual(breakAll)
    const mended: unknown = await (await turn({ all: 'mended' })).json()
    expect(mended).toMatchObject({ services: serviceIds.map((id) => ({ id, scene: 'healthy' })) })
    expect(looked).toEqual([...serviceIds, ...serviceIds])
  })

  it.each([
    [{ service: 'omdb', scene: 'csrf' }],
    [{ service: 'radio', scene: 'healthy' }],
    [{ scene: 'healthy' }],
    [null],
  ])('refuses what it does not know: %j', async (wanted) => {
    expect((await turn(wanted)).status).toBe(400)
    expect(serviceIds.every((id) => services[id].scene === 'healthy')).toBe(true)
  })

  it('takes no orders from a page of another site', async () => {
    expect((await turn({ all: 'broken' }, { 'content-type': 'text/plain' })).status).toBe(403)
    expect(services.tmdb.scene).toBe('healthy')
  })
})

const playAt = (id: number): BookPlay => ({
  id: String(id),
  person: 'demo',
  key: `movie:${id}`,
  text: `Film ${id}`,
  ids: { trakt: id },
  watchedAt: id * 1000,
  addedAt: id * 1000 + 500,
  how: 'sync',
})

describe('the player on the page of switches', () => {
  it('has a button for each thing that it can do, which does it and says what was done', async () => {
    expect(await watchState()).toMatchObject({
      on: 'The Matrix (1999)',
      actions: [
        { action: 'start_film', label: 'Start a film' },
        { action: 'stop_film' },
        { action: 'watch_film', label: 'Watch a film to its end' },
        { action: 'watch_unknown', label: 'Watch an episode that Trakt does not know' },
      ],
    })
    const answer = await send('/watch', { action: 'watch_film' })
    expect([answer.status, pressed]).toEqual([200, ['watch_film']])
    expect(await answer.json()).toMatchObject({ said: 'Done: watch_film.', watch: { total: 0 } })
  })

  it('shows the newest that Trakt has first, and of how many', async () => {
    plays = [1, 2, 3, 4, 5].map(playAt)
    expect(await watchState()).toMatchObject({
      plays: [5, 4, 3, 2].map((id) => ({
        title: `Film ${id}`,
        watchedAt: id * 1000,
        addedAt: id * 1000 + 500,
      })),
      total: 5,
    })
  })

  it('shows what waits in Cuemark, and that it does not answer', async () => {
    expect(await watchState()).toMatchObject({ waiting: { waiting: 2, attention: 1 } })
    waiting = () => Promise.reject(new Error('Cuemark has ended.'))
    expect(await watchState()).toMatchObject({ waiting: null })
  })

  it.each([[{ action: 'rewind' }], [{}], [null]])('refuses what it does not know: %j', async (wanted) => {
    expect([(await send('/watch', wanted)).status, pressed]).toEqual([400, []])
  })
})
