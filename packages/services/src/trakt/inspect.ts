import { inspection } from '../inspection.ts'
import type { Inspected, Inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'

/** The usual shape; what the new sign-in server gives out is not established, so it only warns. */
const fits = (value: string): boolean => /^[0-9a-f]{64}$/i.test(value)

const remarkOnShape = (desk: Inspection, field: string, label: string, typed: Inspected): void => {
  if (typed.remarked || fits(typed.value)) return
  if (/^[0-9a-z]{8}$/i.test(typed.value)) {
    const text = `This looks like a PIN or sign-in code. The ${label} stands on the page of your API app.`
    desk.note(field, 'warning', 'is_code', text)
    return
  }
  const isCut = /^[0-9a-f]{40,63}$/i.test(typed.value)
  const length = String(typed.value.length)
  const text = isCut
    ? `The ${label} usually has 64 characters; this has ${length}, so part of it may be missing.`
    : `The ${label} is usually 64 characters of 0–9 and a–f; this looks different.`
  desk.note(field, 'warning', isCut ? 'key_cut' : 'key_shape', text)
}

/** See `Manifest.inspect`. Client id and secret look the same, so a swap shows only when both are one value. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('trakt', settings)
  const clientId = desk.key('clientId', {
    label: 'client ID',
    names: ['client_id', 'clientid'],
    fits,
    sentIn: 'header',
    required: true,
  })
  const clientSecret = desk.key('clientSecret', {
    label: 'client secret',
    names: ['client_secret', 'clientsecret'],
    fits,
    sentIn: 'header',
  })
  remarkOnShape(desk, 'clientId', 'client ID', clientId)
  if (clientSecret.value !== '' && clientSecret.value === clientId.value) {
    const text = 'This is the client ID again. The client secret stands below it on the page of your API app.'
    desk.note('clientSecret', 'warning', 'same_twice', text)
  } else {
    remarkOnShape(desk, 'clientSecret', 'client secret', clientSecret)
  }
  return desk.result({ clientId: clientId.value, clientSecret: clientSecret.value })
}
