import { defaultRules, healthy, type CauseEntry } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { causeCatalogue } from './causes.ts'
import { manifests } from './manifests.ts'
import { ruleSets } from './rule-sets.ts'

const catalogue = causeCatalogue()
const known = new Set(catalogue.map((entry) => entry.code))
const used = new Set([...ruleSets.flatMap((set) => set.rules), ...defaultRules].map((rule) => rule.is.cause))

/** Codes of the entries that do not fit, for a test that names them. */
function unfit(fits: (entry: CauseEntry) => boolean): readonly string[] {
  return catalogue.filter((entry) => !fits(entry)).map((entry) => entry.code)
}

function textsOf({ title, explanation, remedy }: CauseEntry): readonly string[] {
  return [title, explanation, ...remedy.map((step) => step.text)]
}

describe('the catalogue of causes', () => {
  it('has an entry for every cause that a rule names', () => {
    expect([...used].filter((cause) => cause !== healthy && !known.has(cause))).toEqual([])
  })

  it('has no entry that no rule leads to', () => {
    expect(unfit(({ because }) => because !== undefined && because.length > 0)).toEqual([])
  })

  it('names each cause once', () => {
    expect(new Set(catalogue.map((entry) => entry.code)).size).toBe(catalogue.length)
  })

  it('keeps the codes that others rely on', () => {
    expect([...known]).toEqual(
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

  it('puts each service’s causes under its own name, and the others under http, transport and settings', () => {
    expect(
      unfit(({ code, service }) => {
        const owner = code.split('.')[0] ?? ''
        return service === null ? ['http', 'transport', 'settings'].includes(owner) : owner === service
      }),
    ).toEqual([])
  })

  it('says what to do wherever a person can do something', () => {
    const needsSomebody = new Set([
      'authentication',
      'account',
      'quota',
      'configuration',
      'rate_limit',
      'outage',
    ])
    expect(unfit(({ kind, remedy }) => !needsSomebody.has(kind) || remedy.length > 0)).toEqual([])
  })

  it('has short titles without a full stop', () => {
    expect(unfit(({ title }) => title.length <= 70 && !title.endsWith('.'))).toEqual([])
  })

  it('speaks in whole sentences, without exclamation marks or places left to fill', () => {
    expect(
      unfit((entry) =>
        textsOf(entry)
          .slice(1)
          .every((text) => text.endsWith('.')),
      ),
    ).toEqual([])
    expect(unfit((entry) => !/[!{}]/.test(textsOf(entry).join('')))).toEqual([])
  })

  it('blames only fields that the service’s form has', () => {
    expect(
      unfit(({ service, field }) => {
        const manifest = Object.values(manifests).find((one) => one.id === service)
        return field === undefined || (manifest?.fields.some((one) => one.name === field) ?? false)
      }),
    ).toEqual([])
  })
})
