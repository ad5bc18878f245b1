import { decodeBase64 } from '../base64.ts'
import { inspection } from '../inspection.ts'
import type { Inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'
import { isFields, parseJson } from '../shape.ts'

/** What a pasted TMDb credential is, as far as its shape tells (tmdb.md §1). */
export type TmdbShape = 'key' | 'cut_key' | 'token' | 'cut_token' | 'request_token' | 'session' | 'other'

/** An HS256 signature is 32 bytes, 43 characters in base64url. */
const signatureLength = 43

const shapeOfToken = (value: string): TmdbShape => {
  const [header = '', payload = '', signature = '', ...more] = value.split('.')
  const claims = parseJson(decodeBase64(payload) ?? '')
  if (!isFields(claims) || more.length > 0) return 'cut_token'
  const scopes: unknown = claims['scopes']
  if (Array.isArray(scopes) && scopes.includes('pending_request_token')) return 'request_token'
  const algorithm = parseJson(decodeBase64(header) ?? '')
  const isHs256 = isFields(algorithm) && algorithm['alg'] === 'HS256'
  return isHs256 && signature.length < signatureLength ? 'cut_token' : 'token'
}

export const tmdbShape = (value: string): TmdbShape => {
  if (/^[0-9a-f]{32}$/i.test(value)) return 'key'
  if (/^[0-9a-f]{20,31}$/i.test(value)) return 'cut_key'
  if (/^[0-9a-f]{40}$/i.test(value)) return 'session'
  return value.startsWith('eyJ') ? shapeOfToken(value) : 'other'
}

const isKey = (value: string): boolean => ['key', 'cut_key'].includes(tmdbShape(value))
export const isTmdbToken = (value: string): boolean =>
  ['token', 'cut_token', 'request_token'].includes(tmdbShape(value))

interface Slots {
  readonly apiKey: string
  readonly accessToken: string
}

/** Each credential into the field of its own shape; a value given twice stays once. */
const sorted = ({ apiKey, accessToken }: Slots): Slots => {
  if (apiKey === accessToken)
    return isTmdbToken(apiKey) ? { apiKey: '', accessToken } : { apiKey, accessToken: '' }
  const tokenIsElsewhere = isTmdbToken(apiKey) && !isTmdbToken(accessToken)
  const keyIsElsewhere = isKey(accessToken) && !isKey(apiKey)
  const swappable = tokenIsElsewhere
    ? accessToken === '' || isKey(accessToken)
    : keyIsElsewhere && apiKey === ''
  return swappable ? { apiKey: accessToken, accessToken: apiKey } : { apiKey, accessToken }
}

const remarks: Readonly<Partial<Record<TmdbShape, readonly [code: string, text: string]>>> = {
  cut_key: ['key_cut', 'An API key has 32 characters; part of this one is missing.'],
  cut_token: ['token_cut', 'Part of this read access token is missing. Copy it to its very end.'],
  request_token: [
    'request_token',
    'This is a request token: it serves one sign-in and ends after 15 minutes. Paste the API read access token.',
  ],
  session: ['session_id', 'This looks like a session id. Paste the API key, which has 32 characters.'],
  other: [
    'key_shape',
    'This does not look like a TMDb credential: the API key is 32 characters of 0–9 and a–f, the token begins with eyJ.',
  ],
}

const remarkOnShape = (desk: Inspection, field: string, value: string): void => {
  const remark = remarks[tmdbShape(value)]
  if (remark !== undefined) desk.note(field, 'warning', remark[0], remark[1])
}

const names = ['api_key', 'apikey', 'access_token', 'token']
const fits = (value: string): boolean => ['key', 'token'].includes(tmdbShape(value))

/** See `Manifest.inspect`. Swapped credentials are put right, because each shows by its shape what it is. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('tmdb', settings)
  const typedKey = desk.key('apiKey', { label: 'API key', names, fits, sentIn: 'query' })
  const typedToken = desk.key('accessToken', { label: 'read access token', names, fits, sentIn: 'header' })
  const typed = { apiKey: typedKey.value, accessToken: typedToken.value }
  const slots = sorted(typed)
  if (slots.apiKey === '' && slots.accessToken === '') {
    desk.note('apiKey', 'error', 'missing', 'Give the API key or the API read access token. One is enough.')
  }
  const swapped = slots.apiKey !== typed.apiKey && slots.accessToken !== typed.accessToken
  if (swapped) {
    const field = slots.accessToken === '' ? 'apiKey' : 'accessToken'
    desk.note(field, 'info', 'swapped', 'Key and token were swapped; used the right way round.')
  }
  const remarkedKey = swapped ? typedToken.remarked : typedKey.remarked
  const remarkedToken = swapped ? typedKey.remarked : typedToken.remarked
  if (slots.apiKey !== '' && !remarkedKey) remarkOnShape(desk, 'apiKey', slots.apiKey)
  if (slots.accessToken !== '' && !remarkedToken) remarkOnShape(desk, 'accessToken', slots.accessToken)
  const baseUrl = desk.address('baseUrl', { defaultScheme: 'https', surplusPath: /\/[34](?:\/.*)?$/ })
  return desk.result({ ...slots, baseUrl })
}
