import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeIntake, type FakeIntake, secretOf } from './testing/fake-intake.ts'
import { openStage, rawRequest, type Stage } from './testing/stage.ts'

let intake: FakeIntake
let stage: Stage
beforeEach(async () => {
  intake = createFakeIntake()
  stage = await openStage({}, intake)
})
afterEach(() => stage.close())

const event = (id: string, change: object = {}): object => ({
  id,
  event: 'watched',
  at: '2026-11-20T20:15:00Z',
  title: { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } },
  ...change,
})
const send = (body: unknown, token = secretOf('api')): Promise<Response> =>
  fetch(`${stage.url}/api/v1/plays`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  })

describe('POST /api/v1/plays', () => {
  it('takes one event', async () => {
    const answer = await send(event('e1'))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ results: [{ id: 'e1', outcome: 'taken' }] })
    expect(intake.taken).toMatchObject([
      { kind: 'api', heard: { senderId: 'e1', text: 'watched The Matrix (1999)', player: null } },
    ])
  })

  it('takes a batch in order, and a repeat changes nothing', async () => {
    await send(event('e2'))
    const answer = await send({ events: [event('e1'), event('e2'), event('e3')] })
    expect(await answer.json()).toEqual({
      results: [
        { id: 'e1', outcome: 'taken' },
        { id: 'e2', outcome: 'known' },
        { id: 'e3', outcome: 'taken' },
      ],
    })
    expect(intake.taken.map(({ heard }) => heard.senderId)).toEqual(['e2', 'e1', 'e3'])
  })

  it.each([
    ['no number of its own', event('')],
    ['an unknown event', event('e1', { event: 'dance' })],
    ['an empty batch', { events: [] }],
    ['too large a batch', { events: Array.from({ length: 501 }, (_, index) => event(`e${index}`)) }],
    ['a title without a name', event('e1', { title: { type: 'movie' } })],
    ['one bad event among good ones', { events: [event('e1'), event('e2', { title: { type: 'movie' } })] }],
    ['a time without zone', event('e1', { at: '2026-11-20T20:15:00' })],
  ])('takes nothing of %s', async (_name, body) => {
    const answer = await send(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid_input' })
    expect(intake.taken).toEqual([])
  })

  it.each(['jellyfin', 'stremio_addon'] as const)('takes no secret of a %s source', async (kind) => {
    const answer = await send(event('e1'), secretOf(kind))
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({
      code: 'not_signed_in',
      detail: expect.stringContaining('Bearer'),
    })
  })

  it('needs neither cookie nor token of a page, and is called under any name', async () => {
    const { status } = await rawRequest(`${stage.url}/api/v1/plays`, {
      method: 'POST',
      body: JSON.stringify(event('e1')),
      headers: {
        host: 'cuemark:8340',
        origin: 'https://elsewhere.example',
        'content-type': 'application/json',
        authorization: `bearer ${secretOf('api')}`,
      },
    })
    expect(status).toBe(200)
  })

  it('gives nobody a way in by cookie alone', async () => {
    const person = await stage.signedIn('administrator')
    expect((await person.change('POST', '/api/v1/plays', event('e1'))).status).toBe(401)
  })
})
