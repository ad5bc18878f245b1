import { describe, expect, it } from 'vitest'
import type { Field, Manifest } from '@cuemark/services'
import { prepareSettings } from './settings.ts'
import { openSettings, sealSettings, secretValues } from './settings-secrets.ts'

const field = (name: string, change: Partial<Field> = {}): Field => ({
  name,
  label: name,
  type: 'text',
  required: false,
  help: '',
  ...change,
})
const fields = [
  field('url', { type: 'url', required: true }),
  field('apiKey', { type: 'secret', required: true }),
  field('actingUser', { type: 'number' }),
  field('mode', { choices: [{ value: 'a', label: 'A' }] }),
]
/** Trims, and calls a key with a dot hidden in its middle. */
const inspect: Manifest['inspect'] = (settings) => ({
  cleaned: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value.trim()])),
  notes: (settings['apiKey'] ?? '').includes('…')
    ? [{ field: 'apiKey', level: 'error', code: 'seerr.masked', text: 'Its middle is hidden.' }]
    : [],
})
const prepare = (given: Record<string, string>, saved: Record<string, string> = {}) =>
  prepareSettings({ fields, inspect }, given, saved)

describe('preparing settings', () => {
  const saved = { url: 'http://seerr', apiKey: 'old-key' }

  it('keeps what is left out, takes what is given, drops what is emptied', () => {
    expect(prepare({ actingUser: '1' }, saved).settings).toEqual({ ...saved, actingUser: '1' })
    expect(prepare({ apiKey: 'new-key' }, saved).settings).toEqual({ ...saved, apiKey: 'new-key' })
    expect(prepare({ apiKey: '' }, saved).settings).toEqual({ url: 'http://seerr' })
  })

  it('names the fields that it put right', () => {
    const prepared = prepare({ url: ' http://seerr ', apiKey: 'key' })
    expect(prepared.settings['url']).toBe('http://seerr')
    expect(prepared.cleanedFields).toEqual(['url'])
    expect(prepared.problems).toEqual([])
  })

  it('names what is missing, what does not fit and what does not exist', () => {
    const { problems } = prepare({ url: 'http://seerr', actingUser: 'me', mode: 'b', colour: 'red' })
    expect(problems.map((problem) => problem.field)).toEqual(['colour', 'apiKey', 'actingUser', 'mode'])
  })

  it('tells what is merely missing from what cannot be used', () => {
    expect(prepare({ url: 'http://seerr' }).unusable).toEqual([])
    expect(prepare({ url: 'http://seerr', apiKey: 'ab…yz' }).unusable).toEqual([
      { field: 'apiKey', text: 'Its middle is hidden.' },
    ])
    expect(prepare({ colour: 'red' }).unusable.map((problem) => problem.field)).toEqual(['colour'])
  })
})

describe('secrets of an integration', () => {
  const box = {
    seal: (plain: string, context: string) => `${context}|${Buffer.from(plain).toString('base64')}`,
    open: (sealed: string, context: string) => {
      const [place, text] = sealed.split('|')
      if (place !== context) throw new Error('sealed for another place')
      return Buffer.from(text ?? '', 'base64').toString()
    },
  }

  it('come back as they went in, and only at their own place', () => {
    const settings = { url: 'http://seerr', apiKey: 'a-long-enough-key' }
    const stored = sealSettings(box, 'i1', fields, settings)
    expect(stored.settings).toEqual({ url: 'http://seerr' })
    expect(JSON.stringify(stored)).not.toContain('a-long-enough-key')
    expect(openSettings(box, { id: 'i1', ...stored })).toEqual(settings)
    expect(() => openSettings(box, { id: 'i2', ...stored })).toThrow('another place')
  })

  it('show their last four characters only when that is a small part of them', () => {
    const hint = (apiKey: string) => sealSettings(box, 'i1', fields, { apiKey }).secretHints['apiKey']
    expect(hint('abcdefgh9876')).toBe('9876')
    expect(hint('abcdefg9876')).toBe('')
  })

  it('are listed for the redactor, and nothing else is', () => {
    expect(secretValues(fields, { url: 'http://seerr', apiKey: 'k' })).toEqual(['k'])
  })
})
