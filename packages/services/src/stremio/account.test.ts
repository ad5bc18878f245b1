import { describe, expect, it } from 'vitest'
import { hosts, scriptedHttp } from '../testing/scripted-http.ts'
import type { Answer } from '../testing/scripted-http.ts'
import { stremioAccount } from './account.ts'

const authKey = 'an-auth-key-of-a-person'
const asking = (answer: Answer) => {
  const http = scriptedHttp('stremio', () => answer)
  return { http, deps: { http, hosts } }
}

describe('a link code of Stremio', () => {
  it.each([
    ['bare', { code: 'abcd', link: 'https://link.stremio.com/abcd', qrcode: 'x' }],
    ['in an envelope', { result: { code: 'abcd', link: 'https://link.stremio.com/abcd' } }],
  ])('is read, %s', async (_, body) => {
    const { deps, http } = asking({ body })
    expect(await stremioAccount.createLink(deps)).toEqual({
      ok: true,
      value: { code: 'abcd', link: 'https://link.stremio.com/abcd' },
    })
    expect(http.requests[0]?.url).toBe('https://link.stremio.example/api/v2/create?type=Create')
  })

  it.each([
    ['null', { body: { result: null } }],
    ['an empty object', { body: {} }],
    ['an error', { body: { error: { message: 'Not found', code: 101 } } }],
    ['a refusal', { status: 404, body: { error: 'Not found' } }],
    ['nothing', { body: '' }],
  ] satisfies [string, Answer][])('is not approved yet while the answer is %s', async (_, answer) => {
    expect(await stremioAccount.readLink(asking(answer).deps, 'abcd')).toEqual({ ok: true, value: null })
  })

  it('gives the session when the person has approved, and the code is kept out of what is stored', async () => {
    const { deps, http } = asking({ body: { result: { authKey } } })
    expect(await stremioAccount.readLink(deps, 'abcd')).toEqual({ ok: true, value: { authKey } })
    expect(http.requests[0]?.secrets).toEqual(['abcd'])
  })

  it('is no success when a page answers or nothing does', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }
    expect((await stremioAccount.readLink(asking(page).deps, 'abcd')).ok).toBe(false)
    expect((await stremioAccount.readLink(asking({ status: 503, body: 'busy' }).deps, 'abcd')).ok).toBe(false)
  })
})

describe('a session of Stremio', () => {
  it.each([
    ['code 1', { body: { error: { message: 'Session does not exist', code: 1 } } }],
    ['a bare text', { body: { error: 'Unauthorized' } }],
    ['a status', { status: 401, body: '' }],
  ] satisfies [string, Answer][])('that has ended is told by %s', async (_, answer) => {
    const outcome = await stremioAccount.profile(asking(answer).deps, authKey)
    expect(outcome).toMatchObject({
      ok: false,
      diagnosis: { cause: 'stremio.session_ended', kind: 'authentication', scope: 'account' },
    })
  })

  it.each([
    ['an outage', { status: 503, body: 'busy' }],
    ['a page', { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>Blocked</html>' }],
    ['another error', { body: { error: { message: 'Something else', code: 42 } } }],
    ['a result beside an error', { body: { result: {}, error: { message: 'Both', code: 7 } } }],
  ] satisfies [string, Answer][])('is not blamed for %s', async (_, answer) => {
    const outcome = await stremioAccount.profile(asking(answer).deps, authKey)
    expect(outcome.ok).toBe(false)
    expect(outcome.ok ? null : outcome.diagnosis.kind).not.toBe('authentication')
  })

  it('stands in the body of a POST and is named to the redactor', async () => {
    const { deps, http } = asking({ body: { result: { _id: 'u1', email: 'ada@example.org' } } })
    expect(await stremioAccount.profile(deps, authKey)).toEqual({
      ok: true,
      value: { id: 'u1', email: 'ada@example.org' },
    })
    expect(http.requests[0]).toMatchObject({ method: 'POST', secrets: [authKey] })
    expect(http.requests[0]?.url).not.toContain(authKey)
  })
})

describe('a library of Stremio', () => {
  const row = {
    _id: 'tt0903747',
    name: 'Breaking Bad',
    type: 'series',
    removed: true,
    temp: true,
    _ctime: '2026-11-20T23:43:56.384Z',
    _mtime: '2026-11-20T23:43:56.794Z',
    state: {
      lastWatched: '2026-11-20T23:43:56.693Z',
      timeWatched: 19_000,
      timeOffset: 1_800_000,
      timesWatched: 0,
      flaggedWatched: 0,
      duration: 3_600_000,
      video_id: 'tt0903747:1:1',
      watched: null,
    },
  }

  it('is read row by row, and a row of another shape hides no other', async () => {
    const { deps } = asking({ body: { result: [{ strange: true }, row] } })
    expect(await stremioAccount.library(deps, authKey, ['tt0903747'])).toMatchObject({
      ok: true,
      value: [
        {
          id: 'tt0903747',
          removed: true,
          temp: true,
          modifiedAt: 1_795_218_236_794,
          videoId: 'tt0903747:1:1',
          timeOffsetMs: 1_800_000,
          durationMs: 3_600_000,
          flaggedWatched: false,
        },
      ],
    })
  })

  it('is asked in parts of fifty', async () => {
    const { deps, http } = asking({ body: { result: [] } })
    await stremioAccount.library(
      deps,
      authKey,
      Array.from({ length: 120 }, (_, n) => `tt${n}`),
    )
    expect(http.requests).toHaveLength(3)
  })

  it('tells what changed by id and moment', async () => {
    const { deps } = asking({ body: { result: [['tt0903747', 1_795_218_236_794], 'odd'] } })
    expect(await stremioAccount.libraryMeta(deps, authKey)).toEqual({
      ok: true,
      value: [{ id: 'tt0903747', modifiedAt: 1_795_218_236_794 }],
    })
  })
})
