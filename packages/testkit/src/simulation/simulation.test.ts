import { connect } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { serviceIds } from '@cuemark/services'
import { authority } from '../certificates.ts'
import { scenes, type SimulatedService, type SimulationOptions } from '../service.ts'
import { mdblistCredentials } from '../mdblist.ts'
import { omdbCredentials } from '../omdb.ts'
import { openaiCredentials } from '../openai.ts'
import { seerrCredentials } from '../seerr.ts'
import { tmdbCredentials } from '../tmdb.ts'
import { traktCredentials } from '../trakt.ts'
import { simulations } from '../simulations.ts'

const running: SimulatedService[] = []
const start = async (
  service: keyof typeof simulations,
  options?: SimulationOptions,
): Promise<SimulatedService> => {
  const simulation = await simulations[service](options)
  running.push(simulation)
  return simulation
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulation) => simulation.close()))
})

const bearer = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const traktHeaders = (id: string, agent = 'Cuemark/0.1'): RequestInit => ({
  headers: {
    'content-type': 'application/json',
    'user-agent': agent,
    'trakt-api-key': id,
    'trakt-api-version': '2',
  },
})

describe('a healthy simulation', () => {
  it('of TMDb takes the key in the query and the token in the header, and refuses each in the other place', async () => {
    const { url } = await start('tmdb')
    const { goodKey, goodToken, badKey } = tmdbCredentials
    const proof = `${url}/3/authentication`
    expect((await fetch(`${proof}?api_key=${goodKey}`)).status).toBe(200)
    expect((await fetch(proof, bearer(goodToken))).status).toBe(200)
    expect((await fetch(proof, bearer(goodKey))).status).toBe(401)
    expect((await fetch(`${proof}?api_key=${goodToken}`)).status).toBe(401)
    expect(await (await fetch(`${proof}?api_key=${badKey}`)).json()).toMatchObject({ status_code: 7 })
  })

  it('of OMDb tells a wrong key by 401 and a missing title by 200', async () => {
    const { url } = await start('omdb')
    const { goodKey, badKey } = omdbCredentials
    expect(await (await fetch(`${url}/?apikey=${goodKey}&i=tt0080684`)).json()).toMatchObject({
      Response: 'True',
    })
    expect((await fetch(`${url}/?apikey=${badKey}&i=tt0080684`)).status).toBe(401)
    const missing = await fetch(`${url}/?apikey=${goodKey}&i=tt9999999`)
    expect([missing.status, await missing.json()]).toEqual([
      200,
      { Response: 'False', Error: 'Movie not found!' },
    ])
  })

  it('of OMDb can call a good key invalid because it stands last', async () => {
    const omdb = await start('omdb')
    omdb.set('key_last_fault')
    const key = omdbCredentials.goodKey
    expect((await fetch(`${omdb.url}/?i=tt0080684&apikey=${key}`)).status).toBe(401)
    expect((await fetch(`${omdb.url}/?apikey=${key}&i=tt0080684`)).status).toBe(200)
  })

  it('of Trakt wants its headers, and stops a library at the wall', async () => {
    const { url } = await start('trakt')
    const good = await fetch(`${url}/movies/trending`, traktHeaders(traktCredentials.goodId))
    expect([good.status, good.headers.get('x-request-id') !== null]).toEqual([200, true])
    const bad = await fetch(`${url}/movies/trending`, traktHeaders(traktCredentials.badId))
    expect([bad.status, bad.headers.get('x-request-id') !== null, await bad.text()]).toEqual([403, true, ''])
    const wall = await fetch(`${url}/movies/trending`, traktHeaders(traktCredentials.goodId, 'node'))
    expect([wall.status, wall.headers.get('x-request-id'), wall.headers.get('content-type')]).toEqual([
      403,
      null,
      'text/html; charset=UTF-8',
    ])
  })

  it('of MDBList shows the day on /user and the rest in headers elsewhere', async () => {
    const { url } = await start('mdblist')
    const key = mdblistCredentials.goodKey
    const user = await fetch(`${url}/user?apikey=${key}`)
    expect(user.headers.get('x-ratelimit-remaining')).toBeNull()
    expect(await user.json()).toMatchObject({ api_requests: 1000, api_requests_count: 116 })
    const list = await fetch(`${url}/lists/7/items?apikey=${key}`)
    expect(list.headers.get('x-ratelimit-remaining')).toBe('884')
    expect(Number(list.headers.get('x-ratelimit-reset')) % 86_400).toBe(0)
  })

  it('of Seerr tells its version to strangers and its users only to keys', async () => {
    const { url } = await start('seerr')
    const me = `${url}/api/v1/auth/me`
    const key = { 'x-api-key': seerrCredentials.goodKey }
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200)
    expect((await fetch(me)).status).toBe(401)
    expect((await fetch(me, { headers: { 'x-api-key': seerrCredentials.badKey } })).status).toBe(403)
    expect(await (await fetch(me, { headers: key })).json()).toMatchObject({ id: 1, permissions: 2 })
    expect((await fetch(me, { headers: { ...key, 'x-api-user': '77' } })).status).toBe(403)
    const elsewhere = await fetch(`${url}/api/v2/status`, { redirect: 'manual' })
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([307, '/login'])
    expect((await fetch(`${url}/api/v1/nothing`, { headers: key })).status).toBe(404)
  })

  it('of Seerr never answers an acting user that is no number', async () => {
    const { url } = await start('seerr', { holdMs: 50 })
    const asked = fetch(`${url}/api/v1/auth/me`, {
      headers: { 'x-api-key': seerrCredentials.goodKey, 'x-api-user': 'abc' },
    })
    await expect(asked).rejects.toThrow('fetch failed')
  })

  it('of OpenAI refuses the parameters that current models no longer take', async () => {
    const { url } = await start('openai')
    const generate = async (more: object): Promise<unknown> => {
      const answer = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        ...bearer(openaiCredentials.goodKey),
        body: JSON.stringify({ model: openaiCredentials.models[0], messages: [], ...more }),
      })
      return [answer.status, await answer.json()]
    }
    expect(await generate({ max_completion_tokens: 1 })).toMatchObject([200, { object: 'chat.completion' }])
    expect(await generate({ max_tokens: 1 })).toMatchObject([400, { error: { param: 'max_tokens' } }])
    const models = `${url}/v1/models`
    expect((await fetch(`${models}/gpt-5`, bearer(openaiCredentials.goodKey))).status).toBe(200)
    expect((await fetch(`${models}/gtp-5`, bearer(openaiCredentials.goodKey))).status).toBe(404)
    expect((await fetch(`${models}/gpt-5`, bearer(openaiCredentials.badKey))).status).toBe(401)
  })
})

describe.each(serviceIds)('the stage of %s', (name) => {
  it('takes every common scene and its own oddities, and refuses unknown ones with a list', async () => {
    const simulation = await start(name)
    for (const scene of [...scenes, ...Object.keys(simulation.oddities)]) {
      simulation.set(scene)
      expect(simulation.scene).toBe(scene)
    }
    expect(() => simulation.set('rain')).toThrow(/has no scene "rain"\. It has: healthy, wrong_key/)
    expect(Object.values(simulation.oddities).every((line) => line.length > 10)).toBe(true)
  })

  it('ends a held request when it closes', async () => {
    const simulation = await start(name)
    simulation.set('timeout')
    const asked = fetch(simulation.url).then(
      () => 'answered',
      () => 'cut',
    )
    await seen(simulation)
    await simulation.close()
    expect(await asked).toBe('cut')
  })
})

describe('the wire', () => {
  it('is cut in the middle of a body that promised more', async () => {
    const omdb = await start('omdb')
    omdb.set('truncated')
    const answer = await fetch(omdb.url)
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  it('is reset without an answer', async () => {
    const omdb = await start('omdb')
    omdb.set('connection_reset')
    await expect(fetch(omdb.url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  it('drips until the caller has enough', async () => {
    const omdb = await start('omdb')
    omdb.set('slow_drip')
    const answer = await fetch(omdb.url)
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    const second = await reader?.read()
    expect([first?.done, second?.done]).toEqual([false, false])
    await reader?.cancel()
  })

  it('goes round in circles', async () => {
    const omdb = await start('omdb')
    omdb.set('redirect_loop')
    await expect(fetch(`${omdb.url}/?apikey=x`)).rejects.toMatchObject({
      cause: { message: 'redirect count exceeded' },
    })
  })

  it.each([
    ['trusted', null],
    ['self_signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong_name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('shows a certificate that is %s', async (tls, fault) => {
    const { url } = await start('seerr', { tls })
    const code = await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), ca: authority() }, () => {
        socket.destroy()
        resolve(null)
      })
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(code).toBe(fault)
  })
})

/** Resolves when the first request has arrived. */
async function seen(simulation: SimulatedService): Promise<void> {
  while (simulation.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
}
