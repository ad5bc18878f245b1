import { assert, oneof, property, string, webUrl } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from './explain.ts'

describe('an address that is wrong in itself', () => {
  it('on the wrong Trakt host gives back the right sign-in link, and says that this is the fault', () => {
    const explanation = explain(
      'https://api.trakt.tv/oauth/authorize?response_type=code&client_id=abc&redirect_uri=https%3A%2F%2Fhome.example%2Fcb',
    )
    expect(explanation.diagnosis?.cause).toBe('trakt.oauth.wrong_host')
    expect(explanation.corrected).toMatchObject({
      what: 'address',
      value:
        'https://auth.trakt.tv/oauth/authorize?response_type=code&client_id=abc&redirect_uri=https%3A%2F%2Fhome.example%2Fcb',
    })
  })

  it.each([
    ['https://trakt.tv/oauth/token', 'https://auth.trakt.tv/oauth/token'],
    [
      'https://auth.trakt.tv/oauth/authorize?client_id=a&prompt=login',
      'https://auth.trakt.tv/oauth/authorize?client_id=a',
    ],
    ['https://trakt.tv/pin/1234', 'https://trakt.tv/activate'],
    ['http://api.trakt.tv/movies/trending', 'https://api.trakt.tv/movies/trending'],
    ['https://api-v2launch.trakt.tv/users/me', 'https://api.trakt.tv/users/me'],
    [
      'http://www.omdbapi.com/?i=tt0080684&apikey=abcd1234',
      'https://www.omdbapi.com/?apikey=abcd1234&i=tt0080684',
    ],
    ['https://omdbapi.com/?apikey=abcd1234&i=tt1', 'https://www.omdbapi.com/?apikey=abcd1234&i=tt1'],
    ['https://mdblist.com/api/?apikey=k&i=tt1', 'https://api.mdblist.com/?apikey=k&i=tt1'],
  ])('%s becomes %s', (given, right) => {
    expect(explain(given).corrected?.value).toBe(right)
  })

  it('that is right already is left alone', () => {
    expect(explain('https://auth.trakt.tv/oauth/authorize?client_id=a').corrected).toBeNull()
    expect(explain('https://www.omdbapi.com/?apikey=abcd1234&i=tt0080684').corrected).toBeNull()
  })

  it('with a TMDb read access token in api_key becomes a request with the token in its header', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ4In0.abc'
    const { corrected } = explain(`https://api.themoviedb.org/3/search/movie?api_key=${token}&query=Elf`)
    expect(corrected?.what).toBe('request')
    expect(corrected?.value).toBe(
      `curl -H "Authorization: Bearer ${token}" "https://api.themoviedb.org/3/search/movie?query=Elf"`,
    )
  })

  it('of a Seerr page becomes its base address', () => {
    expect(explain('https://seerr.home/base/login', 'seerr').corrected?.value).toBe('https://seerr.home/base')
    expect(explain('seerr.home:5055/api/v1/api/v1/status', 'seerr').corrected?.value).toBe(
      'http://seerr.home:5055/api/v1/status',
    )
  })
})

describe('whose failure a text is', () => {
  it.each([
    ['{"Response":"False","Error":"Request limit reached!"}', 'omdb.daily_limit', 'quota'],
    ['overseerr: 403 {"message":"Series Quota exceeded."}', 'seerr.request_quota', 'quota'],
    [
      'TMDb answered 401: {"success":false,"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."}',
      'tmdb.key_invalid',
      'authentication',
    ],
    [
      '{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}',
      'openai.credit_exhausted',
      'quota',
    ],
    ['getaddrinfo EAI_AGAIN api.trakt.tv', 'transport.dns_unavailable', 'network'],
  ])('%s', (text, cause, kind) => {
    const { diagnosis } = explain(text)
    expect(diagnosis?.kind).toBe(kind)
    expect(diagnosis?.cause).toBe(cause)
  })

  it("is the person's own word when they give it", () => {
    expect(
      explain(
        'HTTP/1.1 403 Forbidden\n\n{"status":403,"error":"You do not have permission to access this endpoint"}',
        'seerr',
      ).diagnosis?.service,
    ).toBe('seerr')
  })
})

describe('a key in what was pasted', () => {
  it('is not repeated in the evidence, so that a bug report does not carry it', () => {
    const key = 'sk-proj-AbCdEf0123456789AbCdEf0123456789'
    const { diagnosis } = explain(`openai says 401 Incorrect API key provided: ${key}`)
    expect(diagnosis?.cause).toBe('openai.key_invalid')
    expect(JSON.stringify(diagnosis)).not.toContain(key)
  })
})

describe('an answer that is good', () => {
  it('is called good', () => {
    const text =
      'HTTP/2 200\ncontent-type: application/json\n\n{"success":true,"status_code":1,"status_message":"Success."}'
    expect(explain(text, 'tmdb')).toMatchObject({ healthy: true, diagnosis: null })
  })

  it('is not claimed where nothing was shown', () => {
    expect(explain('hello').healthy).toBe(false)
    expect(explain('')).toMatchObject({ readAs: 'nothing', diagnosis: null, healthy: false })
  })
})

it('any text at all is explained without throwing', () => {
  assert(
    property(oneof(string(), webUrl({ withQueryParameters: true })), (text) => {
      expect(explain(text)).toEqual(explain(text))
    }),
  )
})
