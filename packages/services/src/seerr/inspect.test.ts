import { describe, expect, it } from 'vitest'
import { base64, seerrKey } from '../testing/credentials.ts'
import { inspect } from './inspect.ts'

const url = 'http://seerr.example:5055'

const codes = (settings: Record<string, string>): readonly string[] =>
  inspect(settings).notes.map((note) => `${note.level} ${note.field} ${note.code}`)

describe('a Seerr address while typing', () => {
  it.each([
    ['192.168.1.20:5055', 'http://192.168.1.20:5055'],
    ['seerr:5055/', 'http://seerr:5055'],
    ['media.example:443', 'https://media.example:443'],
    ['http:/seerr.example:5055', url],
    ['http://http://seerr.example:5055', url],
    ['http://seerr.example:5055/api/v1/', url],
    ['http://seerr.example:5055/login?next=%2F', url],
    ['http://seerr.example:5055/settings/main#top', url],
    ['https://media.example/seerr/api/v1/status', 'https://media.example/seerr'],
    ['https://media.example/requests', 'https://media.example/requests'],
    ['“http://seerr.example:5055”', url],
    ['http://[fd00::20]:5055/', 'http://[fd00::20]:5055'],
  ])('%s becomes %s', (typed, cleaned) => {
    expect(inspect({ url: typed, apiKey: seerrKey }).cleaned['url']).toBe(cleaned)
  })

  it('what was done is told', () => {
    expect(codes({ url: 'seerr.example:5055/api/v1', apiKey: seerrKey })).toEqual([
      'info url seerr.url_scheme_added',
      'info url seerr.url_shortened',
    ])
  })

  it('a slash at the end is not worth a word', () => {
    expect(codes({ url: `${url}/`, apiKey: seerrKey })).toEqual([])
  })

  it.each([
    ['', 'error url seerr.url_missing'],
    ['ftp://seerr.example', 'error url seerr.url_scheme'],
    ['http://', 'error url seerr.url_host'],
    ['http://my server:5055', 'error url seerr.url_host'],
    ['http://seerr.example:70000', 'error url seerr.url_port'],
    ['http://me:secret@seerr.example', 'error url seerr.url_credentials'],
    ['http://localhost:5055', 'info url seerr.url_localhost'],
  ])('%s is named', (typed, expected) => {
    expect(codes({ url: typed, apiKey: seerrKey })).toContain(expected)
  })
})

describe('a Seerr key while typing', () => {
  it('the made-up key has the measured shape', () => {
    expect([seerrKey.length, seerrKey.slice(-2)]).toEqual([68, '=='])
  })

  it('a whole key is silent', () => {
    expect(codes({ url, apiKey: seerrKey })).toEqual([])
  })

  it.each([
    ['without its last sign', seerrKey.slice(0, -1), 'warning apiKey seerr.key_cut'],
    ['without its last two signs', seerrKey.slice(0, -2), 'warning apiKey seerr.key_cut'],
    ['cut in the middle', seerrKey.slice(0, 40), 'warning apiKey seerr.key_cut'],
    ['without its beginning', seerrKey.slice(5), 'warning apiKey seerr.key_cut'],
    ['set by hand on the server', 'k3y-of-the-house', 'warning apiKey seerr.key_shape'],
    ['that holds something else', base64('a'.repeat(49)), 'warning apiKey seerr.key_shape'],
    ['with a letter of another alphabet', `${seerrKey.slice(0, 20)}а==`, 'error apiKey seerr.not_ascii'],
    ['that is missing', '', 'error apiKey seerr.missing'],
    ['that is an address', 'http://seerr.example:5055', 'warning apiKey seerr.key_is_address'],
  ])('a key %s is named', (_, apiKey, expected) => {
    expect(codes({ url, apiKey })).toContain(expected)
  })

  it.each([
    ['its header', `X-Api-Key: ${seerrKey}`],
    ['JSON around it', `"apiKey": "${seerrKey}",`],
    ['hidden characters in it', `${seerrKey.slice(0, 9)}\u200B${seerrKey.slice(9)}\uFEFF`],
  ])('a key with %s is cleaned', (_, apiKey) => {
    expect(inspect({ url, apiKey }).cleaned['apiKey']).toBe(seerrKey)
  })
})

describe('the acting user', () => {
  it('a name cannot be used, because Seerr never answers it', () => {
    expect(codes({ url, apiKey: seerrKey, actingUser: 'anna' })).toEqual([
      'error actingUser seerr.acting_user_not_numeric',
    ])
  })

  it('is taken out of the address of the user’s page', () => {
    const actingUser = 'http://seerr.example:5055/users/12/settings'
    expect(inspect({ url, apiKey: seerrKey, actingUser }).cleaned['actingUser']).toBe('12')
  })

  it('a number can', () => {
    expect(codes({ url, apiKey: seerrKey, actingUser: ' 3 ' })).toEqual([])
  })
})
