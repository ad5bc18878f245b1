import { defaultCauses, defaultRules, healthy } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { causeCatalogue } from './causes.ts'
import { manifests } from './manifests.ts'
import { ruleSets } from './rule-sets.ts'

const catalogue = causeCatalogue()
const usable = new Set([...ruleSets.flatMap((set) => Object.keys(set.causes)), ...Object.keys(defaultCauses)])
const used = new Set([...ruleSets.flatMap((set) => set.rules), ...defaultRules].map((rule) => rule.is.cause))

describe('the catalogue of causes', () => {
  it('has an entry for every cause that a rule names, and no rule names another', () => {
    for (const cause of used) if (cause !== healthy) expect(usable.has(cause), cause).toBe(true)
  })

  it('has no entry that no rule leads to', () => {
    for (const { code, because } of catalogue) expect(because?.length ?? 0, code).toBeGreaterThan(0)
  })

  it('names each cause once', () => {
    const codes = catalogue.map((entry) => entry.code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('keeps the codes that others rely on', () => {
    const codes = catalogue.map((entry) => entry.code)
    expect(codes).toEqual(
      expect.arrayContaining([
        'trakt.oauth.wrong_host',
        'omdb.daily_limit',
        'openai.credit_exhausted',
        'seerr.not_a_seerr',
        'tmdb.key_invalid',
        'omdb.key_invalid',
        'openai.key_invalid',
        'openai.rate_limit',
        'seerr.key_wrong',
        'seerr.base_path_wrong',
        'seerr.login_page',
        'mdblist.key_invalid',
        'trakt.app_removed',
        'trakt.device.pending',
      ]),
    )
  })

  it('puts each service’s causes under its own name', () => {
    for (const { code, service } of catalogue) {
      const owner = code.split('.')[0]
      expect(service === null ? ['http', 'transport'].includes(owner ?? '') : owner === service, code).toBe(
        true,
      )
    }
  })

  it('says what to do wherever a person can do something', () => {
    const normal = new Set(['not_found', 'conflict', 'network', 'invalid_request', 'permission'])
    for (const { code, kind, remedy } of catalogue) {
      if (!normal.has(kind)) expect(remedy.length, code).toBeGreaterThan(0)
    }
  })

  it('speaks plainly: titles short, sentences ended, no exclamation marks, no placeholder left', () => {
    for (const { code, title, explanation, remedy } of catalogue) {
      const texts = [title, explanation, ...remedy.map((step) => step.text)]
      expect(title.length, code).toBeLessThanOrEqual(70)
      expect(title.endsWith('.'), code).toBe(false)
      for (const text of texts.slice(1)) expect(text.endsWith('.'), `${code}: ${text}`).toBe(true)
      expect(texts.join(''), code).not.toMatch(/[!{}]/)
    }
  })

  it('blames only fields that the service’s form has', () => {
    for (const { code, service, field } of catalogue) {
      if (field === undefined || service === null) continue
      const manifest = Object.values(manifests).find((one) => one.id === service)
      expect(
        manifest?.fields.map((one) => one.name),
        code,
      ).toContain(field)
    }
  })
})
