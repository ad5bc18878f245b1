import { assert, json, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted } from './read.ts'

describe('a pasted address', () => {
  it('is read from the browser bar, with or without its scheme', () => {
    expect(readPasted('  https://api.trakt.tv/oauth/authorize?client_id=abc ')).toMatchObject({
      readAs: 'address',
      exchange: { url: 'https://api.trakt.tv/oauth/authorize?client_id=abc', status: null },
    })
    expect(readPasted('api.trakt.tv/oauth/authorize').readAs).toBe('address')
    expect(readPasted('localhost:5055').readAs).toBe('address')
    expect(readPasted('"https://seerr.example.org/login"').exchange.url).toBe(
      'https://seerr.example.org/login',
    )
  })

  it('gives back the error that a failed sign-in put into it', () => {
    const { exchange } = readPasted(
      'https://home.example/callback?error=access_denied&error_description=User+said+no&state=1',
    )
    expect(JSON.parse(exchange.body ?? '')).toEqual({
      error: 'access_denied',
      error_description: 'User said no',
    })
  })
})

describe('a pasted transcript', () => {
  it('of curl -i gives status, headers and body', () => {
    const text = [
      '$ curl -i "https://www.omdbapi.com/?apikey=12345678&i=tt0080684"',
      'HTTP/2 401',
      'content-type: application/json; charset=utf-8',
      'cf-ray: 8f00',
      '',
      '{"Response":"False","Error":"Request limit reached!"}',
    ].join('\n')
    expect(readPasted(text)).toEqual({
      readAs: 'transcript',
      exchange: {
        service: null,
        method: 'GET',
        url: 'https://www.omdbapi.com/?apikey=12345678&i=tt0080684',
        status: 401,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cf-ray': '8f00' },
        body: '{"Response":"False","Error":"Request limit reached!"}',
        transportError: null,
      },
    })
  })

  it('of curl -v gives the request from its lines and ignores the chatter', () => {
    const text = [
      '*   Trying 104.16.1.1:443...',
      '* Connected to api.trakt.tv (104.16.1.1) port 443',
      '> POST /oauth/token HTTP/2',
      '> Host: api.trakt.tv',
      '> Content-Type: application/x-www-form-urlencoded',
      '>',
      '< HTTP/2 400',
      '< content-type: application/json',
      '<',
      '{ [90 bytes data]',
      '{"error":"invalid_request","error_description":"client_id is required"}',
      '* Connection #0 to host api.trakt.tv left intact',
    ].join('\r\n')
    const { exchange } = readPasted(text)
    expect(exchange).toMatchObject({ method: 'POST', url: 'https://api.trakt.tv/oauth/token', status: 400 })
    expect(exchange.body).toBe('{"error":"invalid_request","error_description":"client_id is required"}')
  })

  it('with a redirect counts the last answer', () => {
    const text =
      'HTTP/1.1 307 Temporary Redirect\nLocation: /login\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<!doctype html>'
    expect(readPasted(text).exchange).toMatchObject({ status: 200, body: '<!doctype html>' })
  })

  it('without an answer gives the transport fault in the name the runtime uses', () => {
    expect(
      readPasted('$ curl https://seerr.home:5055\ncurl: (6) Could not resolve host: seerr.home').exchange,
    ).toMatchObject({
      url: 'https://seerr.home:5055',
      status: null,
      transportError: { code: 'ENOTFOUND', message: 'Could not resolve host: seerr.home' },
    })
  })
})

describe('a pasted log line', () => {
  it.each([
    ['401 Client Error: Unauthorized for url: https://api.themoviedb.org/3/movie/550', 401],
    ['[ERROR] POST https://api.trakt.tv/scrobble/stop -> 409', 409],
    ['Request failed with status code 429', 429],
    ['overseerr returned HTTP 403 for /api/v1/request', 403],
    ['Trakt API error (503): upstream', 503],
    ['HttpRequestException: Response status code does not indicate success: 522', 522],
    ['got a 502 Bad Gateway from trakt', 502],
  ])('"%s" shows its status', (line, status) => {
    expect(readPasted(line)).toMatchObject({ readAs: 'log', exchange: { status } })
  })

  it('does not take a port, an id or a time for a status', () => {
    expect(
      readPasted('2026-11-20 04:03:22 GET http://seerr.local:5055/api/v1/movie/404').exchange.status,
    ).toBeNull()
  })

  it('gives the answer that stands inside it, also with escaped quotes', () => {
    const line = String.raw`Error calling TMDb: 401 - "{\"status_code\":7,\"success\":false}"`
    expect(readPasted(line).exchange).toMatchObject({
      status: 401,
      body: '{"status_code":7,"success":false}',
    })
  })

  it('names a transport fault by its code or its words', () => {
    expect(readPasted('connect ECONNREFUSED 127.0.0.1:5055').exchange.transportError?.code).toBe(
      'ECONNREFUSED',
    )
    expect(
      readPasted('dial tcp: lookup api.trakt.tv: no such host').exchange.transportError?.message,
    ).toContain('no such host')
  })

  it('keeps a retry hint that stands in it', () => {
    expect(readPasted('429 Too Many Requests, retry-after: 12').exchange.headers['retry-after']).toBe('12')
  })
})

describe('pasted JSON', () => {
  it('is the body of an answer', () => {
    expect(readPasted('{"Response":"False","Error":"Invalid API key!"}')).toMatchObject({
      readAs: 'json',
      exchange: { status: null, body: '{"Response":"False","Error":"Invalid API key!"}' },
    })
  })

  it('that repeats its HTTP status gives that too', () => {
    expect(readPasted('{"status":403,"error":"You do not have permission"}').exchange.status).toBe(403)
  })

  it("of a browser's saved requests gives the exchange", () => {
    const entry = {
      request: { method: 'GET', url: 'https://api.mdblist.com/user' },
      response: { status: 429, headers: [{ name: 'Retry-After', value: '7' }], content: { text: 'slow' } },
    }
    expect(readPasted(JSON.stringify(entry)).exchange).toMatchObject({
      method: 'GET',
      status: 429,
      headers: { 'retry-after': '7' },
      body: 'slow',
    })
  })
})

describe('any text at all', () => {
  it('is read without throwing, and the same text twice gives the same', () => {
    assert(
      property(oneof(string(), string({ unit: 'binary' }), json()), (text) => {
        expect(readPasted(text)).toEqual(readPasted(text))
      }),
    )
  })

  it('that is empty is nothing, and a plain sentence is a sentence', () => {
    expect(readPasted(' \n ').readAs).toBe('nothing')
    expect(readPasted('Trakt keeps disconnecting every day').readAs).toBe('sentence')
  })

  it('that is very long is cut, not refused', () => {
    expect(readPasted(`HTTP/1.1 500\n\n${'x'.repeat(5_000_000)}`).exchange.status).toBe(500)
  })
})
