import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../app/use-cases.ts'
import { sampleText } from '../sources/testing/messages.ts'
import { createFakeIntake, type FakeIntake, secretOf } from './testing/fake-intake.ts'
import { openStage, rawRequest, type Stage } from './testing/stage.ts'

let intake: FakeIntake
let stage: Stage
beforeEach(async () => {
  intake = createFakeIntake()
  stage = await openStage({}, intake)
})
afterEach(() => stage.close())

const texts = (): readonly string[] => intake.taken.map(({ heard }) => heard.text)
const hook = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${stage.url}/hooks/${path}`, init)
const post = (kind: 'jellyfin' | 'emby' | 'plex' | 'tautulli' | 'kodi', body: BodyInit, type?: string) =>
  hook(secretOf(kind), {
    method: 'POST',
    body,
    headers: type === undefined ? {} : { 'content-type': type },
  })

function formWith(field: string, text: string): FormData {
  const form = new FormData()
  form.set(field, text)
  form.set('thumb', new Blob([new Uint8Array(50_000)], { type: 'image/jpeg' }), 'thumb.jpg')
  return form
}

describe('what a player posts', () => {
  it.each(['application/json', 'text/plain; charset=utf-8', 'application/octet-stream'])(
    'is taken as %s',
    async (type) => {
      const answer = await post('jellyfin', sampleText('jellyfin-movie-stop'), type)
      expect(answer.status).toBe(204)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(texts()).toEqual(['stopped The Matrix (1999) at 98 %'])
    },
  )

  it('is taken without any content type', async () => {
    const url = `${stage.url}/hooks/${secretOf('jellyfin')}`
    const { status } = await rawRequest(url, { method: 'POST', body: sampleText('jellyfin-movie-stop') })
    expect(status).toBe(204)
    expect(texts()).toHaveLength(1)
  })

  it('is taken by PUT', async () => {
    const body = sampleText('tautulli-episode')
    expect((await hook(secretOf('tautulli'), { method: 'PUT', body })).status).toBe(204)
    expect(texts()).toEqual(['stopped Breaking Bad S5E14 at 96 %'])
  })

  it.each([
    ['plex', 'payload', 'plex-movie-scrobble', 'watched Inception (2010)'],
    ['emby', 'data', 'emby-episode-scrobble', 'watched Breaking Bad S5E14'],
  ] as const)('of %s is taken out of the form field %s', async (kind, field, sample, text) => {
    expect((await post(kind, formWith(field, sampleText(sample)))).status).toBe(204)
    expect(texts()).toEqual([text])
  })

  it('is taken out of a form whose field has a file name', async () => {
    const form = new FormData()
    form.set('data', new Blob([sampleText('emby-movie-stop')], { type: 'application/json' }), 'data.json')
    expect((await post('emby', form)).status).toBe(204)
  })

  it('is taken out of an encoded form, by name or as the fields themselves', async () => {
    const inField = new URLSearchParams({ payload: sampleText('plex-rating') })
    const flat: Record<string, unknown> = JSON.parse(sampleText('jellyfin-movie-bare'))
    const fields = new URLSearchParams(Object.entries(flat).map(([name, value]) => [name, String(value)]))
    expect((await post('plex', inField)).status).toBe(204)
    expect((await post('jellyfin', fields)).status).toBe(204)
    expect(texts()).toEqual(['rated Inception (2010) 8 of 10', 'stopped The Matrix at 98 %'])
  })

  it('is answered only when it is durable', async () => {
    let release = (): void => undefined
    let answered = false
    const begun = new Promise<void>((resolve) => {
      intake.beforeDurable = () => {
        resolve()
        return new Promise((done) => (release = done))
      }
    })
    const answer = post('jellyfin', sampleText('jellyfin-movie-stop')).then((given) => {
      answered = true
      return given.status
    })
    await begun
    // Another request goes all the way meanwhile, so an early answer would have come.
    expect((await hook(secretOf('jellyfin'))).status).toBe(200)
    expect(answered).toBe(false)
    release()
    expect(await answer).toBe(204)
  })
})

describe('what is not kept', () => {
  it('is answered with the reason and shown as a sign of life', async () => {
    const answer = await post('emby', JSON.stringify({ Event: 'system.notificationtest' }))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('the address is right')
    expect(intake.notes).toHaveLength(1)
    expect(intake.taken).toEqual([])
  })

  it.each([
    ['a form without its field', () => formWith('other', '{}'), undefined],
    ['a broken form', () => '--nothing', 'multipart/form-data; boundary=x'],
    ['a form without a boundary', () => 'x', 'multipart/form-data'],
    ['nothing at all', () => '', 'application/json'],
  ])('%s is refused with what to change, and shown at the source', async (_name, body, type) => {
    const answer = await post('plex', body(), type)
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toMatch(/Plex/)
    expect(intake.faults).toEqual([text.trim()])
  })

  it('of more than 2 MB is refused', async () => {
    const answer = await post('jellyfin', 'x'.repeat(2 * 1024 * 1024 + 1))
    expect(answer.status).toBe(413)
    expect(await answer.text()).toBe('A message may have at most 2 MB.\n')
  })

  it.each([
    ['a full disk', new AppError('storage_full', 'The disk is full.'), 507, 'The disk is full.'],
    [
      'a store that is away',
      new AppError('unavailable', 'The database is away.'),
      503,
      'The database is away.',
    ],
    ['a fault of ours', new Error('inner workings'), 500, 'inside Cuemark'],
  ])('for %s is refused loudly', async (_name, error, status, text) => {
    intake.beforeDurable = () => Promise.reject(error)
    const answer = await post('jellyfin', sampleText('jellyfin-movie-stop'))
    expect(answer.status).toBe(status)
    const said = await answer.text()
    expect(said).toContain(text)
    expect(said).not.toContain('inner workings')
    expect(stage.logged.some((line) => line.includes(error.message))).toBe(true)
  })
})

describe('an address', () => {
  it('that is opened says that it is right and changes nothing', async () => {
    const answer = await hook(secretOf('jellyfin'))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('what Jellyfin posts')
    expect([intake.taken, intake.faults, intake.notes]).toEqual([[], [], []])
  })

  it.each(['unknown-secret-0000000', 'short', secretOf('api'), secretOf('stremio_addon'), 'x'.repeat(90)])(
    '%s is no player’s',
    async (token) => {
      for (const method of ['GET', 'POST', 'PUT']) {
        const answer = await hook(token, { method, ...(method === 'GET' ? {} : { body: '{}' }) })
        expect(answer.status).toBe(404)
        expect(answer.headers.get('content-type')).toContain('text/plain')
      }
      expect(intake.faults).toEqual([])
    },
  )

  it('that is wrong is slowed, while the right one is not', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 62; tries += 1) statuses.push((await hook('unknown-secret-0000000')).status)
    expect(statuses[0]).toBe(404)
    expect(statuses.at(-1)).toBe(429)
    expect((await post('jellyfin', sampleText('jellyfin-movie-stop'))).status).toBe(204)
    stage.clock.advance(60_000)
    expect((await hook('unknown-secret-0000000')).status).toBe(404)
  })

  it('is called under any name, and from any page that knows it', async () => {
    const url = `${stage.url}/hooks/${secretOf('jellyfin')}`
    const headers = { host: 'cuemark:8340', origin: 'http://elsewhere.example' }
    const body = sampleText('jellyfin-movie-stop')
    expect((await rawRequest(url, { method: 'POST', headers, body })).status).toBe(204)
    // The same name is refused where a cookie would let somebody in.
    expect((await rawRequest(`${stage.url}/api/v1/session`, { headers })).status).toBe(403)
  })

  it('never stands in the log', async () => {
    await post('jellyfin', sampleText('jellyfin-movie-stop'))
    await post('plex', 'x')
    intake.beforeDurable = () => Promise.reject(new Error('away'))
    await post('jellyfin', sampleText('jellyfin-movie-stop'))
    await hook(`${secretOf('jellyfin')}/more`)
    expect(stage.logged.some((line) => line.includes('/hooks/:token'))).toBe(true)
    expect(stage.logged.filter((line) => line.includes('secret-of-'))).toEqual([])
  })
})
