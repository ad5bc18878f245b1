import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serviceIds, type ServiceId } from '@cuemark/services'
import type { SimulatedService } from '../service.ts'
import { simulations } from '../simulations.ts'
import { startBoard, type Board } from './board.ts'
import { breakAll } from './words.ts'

let services: Readonly<Record<ServiceId, SimulatedService>>
let board: Board
const looked: ServiceId[] = []

beforeEach(async () => {
  looked.length = 0
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
  })
})
afterEach(async () => {
  await board.close()
  await Promise.all(serviceIds.map((id) => services[id].close()))
})

const turn = (wanted: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${board.url}/scene`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(wanted),
  })

describe('the page of switches', () => {
  it('serves itself and may load nothing from elsewhere', async () => {
    for (const path of ['/', '/board.css', '/board.js']) {
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
