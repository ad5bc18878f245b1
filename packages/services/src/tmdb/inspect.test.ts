import { describe, expect, it } from 'vitest'
import { tmdbKey, tmdbRequestToken, tmdbToken } from '../testing/credentials.ts'
import { inspect } from './inspect.ts'

const codes = (settings: Record<string, string>): readonly string[] =>
  inspect(settings).notes.map((note) => `${note.level} ${note.field} ${note.code}`)

describe('TMDb credentials while typing', () => {
  it('each in its own field is silent', () => {
    expect(inspect({ apiKey: tmdbKey, accessToken: tmdbToken })).toEqual({
      cleaned: { apiKey: tmdbKey, accessToken: tmdbToken },
      notes: [],
    })
  })

  it('swapped key and token are used the right way round', () => {
    const { cleaned, notes } = inspect({ apiKey: tmdbToken, accessToken: tmdbKey })
    expect(cleaned).toEqual({ apiKey: tmdbKey, accessToken: tmdbToken })
    expect(notes).toMatchObject([{ level: 'info', code: 'tmdb.swapped' }])
  })

  it.each([
    ['a token in the key field', { apiKey: tmdbToken }, { accessToken: tmdbToken }],
    ['a key in the token field', { accessToken: tmdbKey }, { apiKey: tmdbKey }],
    ['the same key twice', { apiKey: tmdbKey, accessToken: tmdbKey }, { apiKey: tmdbKey }],
    ['the same token twice', { apiKey: tmdbToken, accessToken: tmdbToken }, { accessToken: tmdbToken }],
    ['a Bearer header', { accessToken: `Authorization: Bearer ${tmdbToken}` }, { accessToken: tmdbToken }],
    [
      'a whole address',
      { apiKey: `https://api.themoviedb.org/3/movie/11?api_key=${tmdbKey}&language=en` },
      { apiKey: tmdbKey },
    ],
    [
      'a token wrapped over lines',
      { accessToken: `${tmdbToken.slice(0, 60)}\n ${tmdbToken.slice(60)}` },
      { accessToken: tmdbToken },
    ],
    [
      'an address with the version in it',
      { apiKey: tmdbKey, baseUrl: 'tmdb.example/3/' },
      { apiKey: tmdbKey, baseUrl: 'https://tmdb.example' },
    ],
  ])('%s is put right', (_, typed, cleaned) => {
    expect(inspect(typed).cleaned).toEqual(cleaned)
  })

  it.each([
    ['a request token', { accessToken: tmdbRequestToken }, 'warning accessToken tmdb.request_token'],
    ['a key cut to 29 characters', { apiKey: tmdbKey.slice(0, 29) }, 'warning apiKey tmdb.key_cut'],
    ['a token cut short', { accessToken: tmdbToken.slice(0, -9) }, 'warning accessToken tmdb.token_cut'],
    ['a session id', { apiKey: `${tmdbKey}01234567` }, 'warning apiKey tmdb.session_id'],
    ['a key of another site', { apiKey: 'abcd1234' }, 'warning apiKey tmdb.key_shape'],
    ['nothing at all', {}, 'error apiKey tmdb.missing'],
    ['a hidden middle', { apiKey: '0123…cdef' }, 'error apiKey tmdb.masked'],
    ['a placeholder', { apiKey: '<YOUR_API_KEY>' }, 'warning apiKey tmdb.placeholder'],
  ])('%s is named', (_, typed, expected) => {
    expect(codes(typed)).toContain(expected)
  })
})
