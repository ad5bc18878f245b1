import { readAddress } from '../address.ts'
import { decodeBase64 } from '../base64.ts'
import { inspection } from '../inspection.ts'
import type { Inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const wholeKey = new RegExp(`^\\d{13}${uuid}$`, 'i')

/** A generated key is base64 of 13 digits and a UUID: 49 bytes, 68 characters ending in `==` (seerr.md §1). */
const generatedLength = 68

const fits = (value: string): boolean =>
  value.length === generatedLength && wholeKey.test(decodeBase64(value) ?? '')

/** What is wrong with the key, in words; null when it is whole. */
const remarkOnKey = (value: string): readonly [code: string, text: string] | null => {
  if (fits(value)) return null
  const decoded = decodeBase64(value)
  if (decoded !== null && wholeKey.test(decoded)) {
    return ['key_cut', 'The key ends in ==, and that end is missing here. Copy the key to its very end.']
  }
  const beginsLikeOne = decoded !== null && /^\d{13}[0-9a-f-]*/i.test(decoded)
  const endsLikeOne = value.endsWith('==') && /^[A-Za-z0-9+/]*==$/.test(value)
  if (value.length < generatedLength && (beginsLikeOne || endsLikeOne)) {
    const missing = beginsLikeOne ? 'end' : 'beginning'
    const counted = `this has ${String(value.length)}`
    return ['key_cut', `A key has 68 characters; ${counted}, and its ${missing} is missing. Copy all of it.`]
  }
  return [
    'key_shape',
    'Keys made by Seerr have 68 characters and end in ==. This one fits only if it was set on the server by hand.',
  ]
}

/** Ends of addresses as they are copied from the browser bar. */
const surplusPath =
  /\/(?:api(?:\/v\d+(?:\/.*)?)?|login(?:\/.*)?|setup(?:\/.*)?|settings(?:\/.*)?|api-docs(?:\/.*)?)$/i

const remarkOnHost = (desk: Inspection, url: string): void => {
  const address = readAddress(url)
  if (typeof address === 'string' || !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(address.host)) return
  const text = `“${address.host}” is the machine that Cuemark runs on. In a container that is the container itself.`
  desk.note('url', 'info', 'url_localhost', text)
}

/** The number, also out of the address of the user’s page. */
const readActingUser = (desk: Inspection): string => {
  const typed = desk.text('actingUser')
  const number = /\/users\/(\d+)(?![^/?#])/.exec(typed)?.[1]
  if (number === undefined) return typed
  desk.note('actingUser', 'info', 'cleaned', 'Cleaned up: left out the address around it.')
  return number
}

/** See `Manifest.inspect`. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('seerr', settings)
  const url = desk.address('url', { defaultScheme: 'http', surplusPath, required: true })
  if (url !== '') remarkOnHost(desk, url)
  const apiKey = desk.key('apiKey', {
    label: 'API key',
    names: ['apikey', 'api_key', 'x-api-key', 'key'],
    fits,
    sentIn: 'header',
    required: true,
  })
  const remark = apiKey.remarked ? null : remarkOnKey(apiKey.value)
  if (remark !== null) desk.note('apiKey', 'warning', remark[0], remark[1])
  const actingUser = readActingUser(desk)
  if (actingUser !== '' && !/^[1-9]\d{0,8}$/.test(actingUser)) {
    // Seerr never answers a request whose acting user is not a number (seerr.md §1).
    const text = 'The acting user is given by number. It stands at the end of the address of the user’s page.'
    desk.note('actingUser', 'error', 'acting_user_not_numeric', text)
  }
  return desk.result({ url, apiKey: apiKey.value, actingUser })
}
