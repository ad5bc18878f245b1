import { inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'

/** Known from one sample only, so it warns and never refuses (mdblist.md §1). */
const fits = (value: string): boolean => /^[0-9a-z]{25}$/i.test(value)

/** See `Manifest.inspect`. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('mdblist', settings)
  const apiKey = desk.key('apiKey', {
    label: 'API key',
    names: ['apikey', 'api_key'],
    fits,
    sentIn: 'query',
    required: true,
  })
  if (!apiKey.remarked && !fits(apiKey.value)) {
    const length = String(apiKey.value.length)
    const text = `MDBList keys seen so far have 25 letters and digits; this has ${length} characters.`
    desk.note('apiKey', 'warning', 'key_shape', text)
  }
  const baseUrl = desk.address('baseUrl', { defaultScheme: 'https', surplusPath: /\/user$/i })
  return desk.result({ apiKey: apiKey.value, baseUrl })
}
