import { describe, expect, it } from 'vitest'
import { manifests } from './manifests.ts'
import { mdblistKey, omdbKey, openaiKey, traktId, traktSecret } from './testing/credentials.ts'
import type { ServiceId } from './manifest.ts'

const codes = (service: ServiceId, settings: Record<string, string>): readonly string[] =>
  manifests[service].inspect(settings).notes.map((note) => `${note.level} ${note.field} ${note.code}`)

describe('OMDb keys while typing', () => {
  it.each([
    `https://www.omdbapi.com/?i=tt3896198&apikey=${omdbKey}`,
    `http://www.omdbapi.com/?apikey=${omdbKey}&`,
    `apikey=${omdbKey}`,
    ` "${omdbKey}" `,
    `OMDB_API_KEY=${omdbKey}`,
  ])('the key is taken out of %s, and that is told', (typed) => {
    const { cleaned, notes } = manifests.omdb.inspect({ apiKey: typed })
    expect(cleaned).toEqual({ apiKey: omdbKey })
    expect(notes).toMatchObject([{ level: 'info', code: 'omdb.cleaned', field: 'apiKey' }])
  })

  it.each([
    ['too long', 'abcd12345', 'warning apiKey omdb.key_shape'],
    ['an address without a key', 'http://www.omdbapi.com/?i=tt3896198', 'warning apiKey omdb.key_is_address'],
    ['with a space inside', 'abcd 123', 'warning apiKey omdb.space_inside'],
    ['not ASCII, which a query can still carry', 'abcd123é', 'warning apiKey omdb.not_ascii'],
  ])('a key that is %s is named', (_, apiKey, expected) => {
    expect(codes('omdb', { apiKey })).toContain(expected)
  })
})

describe('MDBList keys while typing', () => {
  it('the right length is silent', () => {
    expect(codes('mdblist', { apiKey: mdblistKey })).toEqual([])
  })

  it('another length is only a warning', () => {
    expect(codes('mdblist', { apiKey: `${mdblistKey}z` })).toEqual(['warning apiKey mdblist.key_shape'])
  })
})

describe('Trakt credentials while typing', () => {
  it('the client id is taken out of an authorize address', () => {
    const typed = `https://auth.trakt.tv/oauth/authorize?response_type=code&client_id=${traktId}&redirect_uri=x`
    expect(manifests.trakt.inspect({ clientId: typed }).cleaned).toEqual({ clientId: traktId })
  })

  it.each([
    [
      'one value in both fields',
      { clientId: traktId, clientSecret: traktId },
      'clientSecret trakt.same_twice',
    ],
    ['a PIN', { clientId: 'A1B2C3D4' }, 'clientId trakt.is_code'],
    ['a cut id', { clientId: traktId.slice(0, 60) }, 'clientId trakt.key_cut'],
    ['another shape', { clientId: traktId, clientSecret: 'short' }, 'clientSecret trakt.key_shape'],
    ['a placeholder', { clientId: 'your_client_id' }, 'clientId trakt.placeholder'],
  ])('%s is named', (_, typed, expected) => {
    expect(codes('trakt', typed)).toContain(`warning ${expected}`)
  })

  it('a control character in place of a secret leaves nothing', () => {
    const settings = { clientId: traktId, clientSecret: '\u0016' }
    expect(manifests.trakt.inspect(settings).cleaned).toEqual({ clientId: traktId })
  })

  it('two different values of the right shape are silent', () => {
    expect(codes('trakt', { clientId: traktId, clientSecret: traktSecret })).toEqual([])
  })
})

describe('OpenAI keys while typing', () => {
  it.each([
    ['an admin key', `sk-admin-${'a'.repeat(60)}`, 'warning apiKey openai.admin_key'],
    ['a key of a local server', 'sk-lm-abcdef:0123456789', 'warning apiKey openai.foreign_key'],
    ['a key of another service', 'kod-0123456789', 'warning apiKey openai.foreign_key'],
    ['a cut key', 'sk-proj-Ab3', 'warning apiKey openai.key_cut'],
    ['the name of the variable', 'OPENAI_API_KEY', 'warning apiKey openai.placeholder'],
    ['a key hidden by dots', 'sk-proj-…x9fQ', 'error apiKey openai.masked'],
    ['a key hidden by stars', 'sk-proj-****x9fQ', 'error apiKey openai.masked'],
    ['an address', 'https://api.openai.com/v1', 'warning apiKey openai.key_is_address'],
  ])('%s is named', (_, apiKey, expected) => {
    expect(codes('openai', { apiKey })).toContain(expected)
  })

  it.each([
    ['organization', 'My company', 'warning organization openai.organization_shape'],
    ['organization', 'Größe', 'error organization openai.not_ascii'],
    ['project', 'Films', 'warning project openai.project_shape'],
    ['model', 'gpt 4o', 'warning model openai.model_shape'],
  ])('the %s %s is named', (field, value, expected) => {
    expect(codes('openai', { apiKey: openaiKey, [field]: value })).toContain(expected)
  })

  it('the end of a copied base address is left out', () => {
    const settings = { apiKey: openaiKey, baseUrl: 'http://proxy.example:8080/openai/v1/' }
    expect(manifests.openai.inspect(settings).cleaned['baseUrl']).toBe('http://proxy.example:8080/openai')
  })
})
