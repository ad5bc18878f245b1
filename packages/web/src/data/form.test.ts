import { manifests } from '@cuemark/services/manifests'
import { describe, expect, it } from 'vitest'
import {
  blockingField,
  changesOf,
  cleanedUp,
  type FormState,
  messagesOf,
  rebased,
  settingsToSend,
  startForm,
  typed,
  withSecretRemoved,
} from './form.ts'
import { integrationView } from './testing/views.ts'

const { seerr, tmdb } = manifests
const wholeKey = btoa('1700000000000aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee')
const tmdbKey = '0123456789abcdef0123456789abcdef'
const tmdbToken = `${btoa('{"alg":"HS256"}').replace(/=+$/, '')}.${btoa('{"sub":"1","scopes":["api_read"]}').replace(/=+$/, '')}.${'s'.repeat(43)}`

const filledIn = (values: Record<string, string>, start: FormState): FormState =>
  Object.entries(values).reduce((form, [field, value]) => typed(form, field, value), start)

describe('a new form', () => {
  it('says nothing about what is missing before it is tried', () => {
    const form = startForm(seerr, null)
    expect(messagesOf(form, seerr)['apiKey']?.error).toBeNull()
    expect(messagesOf({ ...form, tried: true }, seerr)['apiKey']?.error).toMatch(/missing/)
    expect(blockingField(form, seerr)).not.toBeNull()
  })
  it('names a cut key while it is typed', () => {
    const form = typed(startForm(seerr, null), 'apiKey', wholeKey.slice(0, 40))
    const { warning, error } = messagesOf(form, seerr)['apiKey'] ?? {}
    expect(warning ?? error).toMatch(/68 characters/)
  })
  it('cleans a paste and says so until the field is typed in again', () => {
    const pasted = cleanedUp(typed(startForm(seerr, null), 'url', ' http://10.0.0.2:5055/login '), seerr)
    expect(pasted.values['url']).toBe('http://10.0.0.2:5055')
    expect(messagesOf(pasted, seerr)['url']?.info).toMatch(/login/)
    const again = typed(pasted, 'url', 'http://10.0.0.2:5056')
    expect(messagesOf(again, seerr)['url']?.info).toBeNull()
  })
  it('puts swapped credentials into their own fields', () => {
    const form = filledIn({ apiKey: tmdbToken, accessToken: tmdbKey }, startForm(tmdb, null))
    const { values } = cleanedUp(form, tmdb)
    expect([values['apiKey'], values['accessToken']]).toEqual([tmdbKey, tmdbToken])
  })
  it('sends only what is filled in', () => {
    const form = typed(startForm(seerr, null), 'url', 'http://10.0.0.2:5055')
    expect(settingsToSend(form, seerr)).toEqual({ url: 'http://10.0.0.2:5055' })
  })
})

describe('a form over saved settings', () => {
  const saved = integrationView()
  const form = startForm(seerr, saved)

  it('has no changes at first and sends the plain fields alone', () => {
    expect(changesOf(form, seerr)).toEqual({ name: false, settings: false })
    expect(settingsToSend(form, seerr)).toEqual({ url: 'http://10.0.0.2:5055' })
  })
  it('counts a saved secret as given', () => {
    expect(blockingField(form, seerr)).toBeNull()
    expect(messagesOf({ ...form, tried: true }, seerr)['apiKey']?.error).toBeNull()
  })
  it('sends an empty secret only when it is to be removed, and misses it then', () => {
    const without = withSecretRemoved(form, 'apiKey', true)
    expect(settingsToSend(without, seerr)['apiKey']).toBe('')
    expect(blockingField(without, seerr)).toBe('apiKey')
    expect(changesOf(without, seerr).settings).toBe(true)
    expect(settingsToSend(withSecretRemoved(without, 'apiKey', false), seerr)).not.toHaveProperty('apiKey')
  })
  it('sends an emptied plain field empty', () => {
    expect(settingsToSend(typed(form, 'url', ''), seerr)).toEqual({ url: '' })
  })
  it('forgets a refusal when its field is typed in', () => {
    const refused = { ...form, refusals: [{ field: 'url', text: 'A login page answers.' }] }
    expect(messagesOf(refused, seerr)['url']?.error).toBe('A login page answers.')
    expect(messagesOf(typed(refused, 'url', 'http://10.0.0.3:5055'), seerr)['url']?.error).toBeNull()
  })
  it('keeps what was typed when the saved settings change underneath', () => {
    const mine = typed(form, 'apiKey', wholeKey)
    const theirs = integrationView({
      name: 'Requests',
      settings: { url: 'http://10.0.0.9:5055' },
      version: 2,
    })
    const after = rebased(mine, seerr, theirs)
    expect(after.values['url']).toBe('http://10.0.0.9:5055')
    expect(after.values['apiKey']).toBe(wholeKey)
    expect(after.name).toBe('Requests')
    expect(changesOf(after, seerr)).toEqual({ name: false, settings: true })
  })
})
