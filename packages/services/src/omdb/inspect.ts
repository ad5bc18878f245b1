import { inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'

/** Eight characters; that they are hexadecimal is not certain (omdb.md §1). */
const fits = (value: string): boolean => /^[0-9a-z]{8}$/i.test(value)

/** See `Manifest.inspect`. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('omdb', settings)
  const apiKey = desk.key('apiKey', {
    label: 'API key',
    names: ['apikey', 'api_key'],
    fits,
    sentIn: 'query',
    required: true,
  })
  if (!apiKey.remarked && !fits(apiKey.value)) {
    const length = String(apiKey.value.length)
    desk.note(
      'apiKey',
      'warning',
      'key_shape',
      `OMDb keys have 8 letters and digits; this has ${length} characters.`,
    )
  }
  const baseUrl = desk.address('baseUrl', { defaultScheme: 'https', surplusPath: /\/apikey\.aspx$/i })
  return desk.result({ apiKey: apiKey.value, baseUrl })
}
