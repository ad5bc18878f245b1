import { type Kind, kinds, type Proof } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { healedBy, heals, provenByFailure } from './heal.ts'
import { aDiagnosis } from './story.ts'

const mends = (kind: Kind, cause: string, ...proofs: readonly Proof[]): boolean =>
  heals({ kind, cause, service: cause.split('.')[0] ?? null }, proofs)

describe('the proof fits the cause', () => {
  const cases: readonly (readonly [Kind, string, Proof, boolean])[] = [
    ['authentication', 'tmdb.key_invalid', 'reachable', false],
    ['authentication', 'tmdb.key_invalid', 'read', false],
    ['authentication', 'tmdb.key_invalid', 'credential', true],
    ['account', 'trakt.locked', 'reachable', false],
    ['account', 'trakt.locked', 'credential', true],
    ['outage', 'http.bad_gateway', 'reachable', true],
    ['network', 'transport.timeout', 'reachable', true],
    ['rate_limit', 'trakt.rate_limit', 'reachable', false],
    ['rate_limit', 'trakt.rate_limit', 'read', true],
    ['quota', 'omdb.daily_limit', 'credential', false],
    ['quota', 'omdb.daily_limit', 'quota', true],
    ['quota', 'openai.credit_exhausted', 'credential', false],
    ['quota', 'openai.credit_exhausted', 'read', false],
    ['quota', 'openai.credit_exhausted', 'quota', false],
    ['quota', 'openai.credit_exhausted', 'generation', true],
    ['quota', 'trakt.list_limit', 'quota', false],
    ['quota', 'trakt.list_limit', 'write', true],
    ['permission', 'openai.missing_scope', 'read', false],
    ['permission', 'openai.missing_scope', 'generation', true],
    ['permission', 'seerr.csrf', 'read', false],
    ['permission', 'seerr.csrf', 'credential', false],
    ['permission', 'seerr.csrf', 'write', true],
    ['permission', 'tmdb.not_allowed', 'reachable', false],
    ['permission', 'tmdb.not_allowed', 'credential', true],
    ['configuration', 'transport.refused', 'reachable', true],
    ['configuration', 'openai.model_not_found', 'reachable', false],
    ['configuration', 'openai.model_not_found', 'credential', true],
    ['malformed', 'mdblist.shape', 'reachable', false],
    ['malformed', 'mdblist.shape', 'read', true],
    ['deprecated', 'trakt.gone', 'reachable', false],
    ['deprecated', 'trakt.gone', 'read', true],
    ['unknown', 'http.unknown', 'reachable', false],
    ['unknown', 'http.unknown', 'read', true],
  ]
  it.each(cases)('%s %s by %s: %s', (kind, cause, proof, expected) => {
    expect(mends(kind, cause, proof)).toBe(expected)
  })

  it('a write proves the credential it was made with', () => {
    expect(mends('authentication', 'trakt.token_revoked', 'write')).toBe(true)
  })

  it('nothing proves nothing', () => {
    expect(mends('outage', 'http.bad_gateway')).toBe(false)
  })

  it('every kind that raises an alert can be mended', () => {
    const silent = new Set(['not_found', 'conflict'])
    const raising = kinds.filter((kind) => !silent.has(kind))
    expect(raising.filter((kind) => healedBy({ kind, cause: 'x.y', service: 'x' }).length === 0)).toEqual([])
  })
})

describe('what a failure proves all the same', () => {
  it("the service's own 401 shows that it was reached, and not that the key is good", () => {
    const proven = provenByFailure(aDiagnosis('authentication'))
    expect(proven).toEqual(['reachable'])
    expect(mends('outage', 'http.bad_gateway', ...proven)).toBe(true)
    expect(mends('authentication', 'tmdb.key_invalid', ...proven)).toBe(false)
  })

  it('a used-up allowance shows that the key is known', () => {
    expect(provenByFailure(aDiagnosis('quota'))).toEqual(['reachable', 'credential'])
    expect(provenByFailure(aDiagnosis('quota', { confidence: 'likely' }))).toEqual(['reachable'])
  })

  it.each(['network', 'outage', 'malformed', 'configuration', 'unknown'] as const)(
    '%s proves nothing',
    (kind) => {
      expect(provenByFailure(aDiagnosis(kind))).toEqual([])
    },
  )

  it('neither a guess nor a transport error proves anything', () => {
    expect(provenByFailure(aDiagnosis('authentication', { confidence: 'guess' }))).toEqual([])
    const evidence = [{ part: 'transport', text: 'ECONNRESET' }] as const
    expect(provenByFailure(aDiagnosis('rate_limit', { evidence }))).toEqual([])
  })

  it('an expected answer is an answer', () => {
    expect(provenByFailure(aDiagnosis('authentication', { expected: true }))).toEqual(['reachable'])
  })
})
