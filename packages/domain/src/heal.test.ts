import { type Kind, kinds, type Proof } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { healedBy, heals, provenByFailure } from './heal.ts'
import { aDiagnosis } from './story.ts'

const mends = (kind: Kind, ...proofs: readonly Proof[]): boolean => heals({ kind }, proofs)

describe('the proof fits the kind', () => {
  const cases: readonly (readonly [Kind, Proof, boolean])[] = [
    ['authentication', 'reachable', false],
    ['authentication', 'read', false],
    ['authentication', 'credential', true],
    ['account', 'reachable', false],
    ['account', 'credential', true],
    ['outage', 'reachable', true],
    ['network', 'reachable', true],
    ['rate_limit', 'reachable', false],
    ['rate_limit', 'read', true],
    ['quota', 'credential', false],
    ['quota', 'quota', true],
    ['permission', 'reachable', false],
    ['permission', 'credential', true],
    ['configuration', 'reachable', false],
    ['configuration', 'credential', true],
    ['malformed', 'reachable', false],
    ['malformed', 'read', true],
    ['deprecated', 'reachable', false],
    ['deprecated', 'read', true],
    ['unknown', 'reachable', false],
    ['unknown', 'read', true],
  ]
  it.each(cases)('%s by %s: %s', (kind, proof, expected) => {
    expect(mends(kind, proof)).toBe(expected)
  })

  it('and the cause knows better than its kind', () => {
    const ofMoney = { kind: 'quota', provenBy: ['generation'] } as const
    expect(heals(ofMoney, ['quota'])).toBe(false)
    expect(heals(ofMoney, ['generation'])).toBe(true)
    expect(heals({ ...ofMoney, resetReached: true }, ['credential'])).toBe(false)
    expect(heals({ kind: 'configuration', provenBy: ['reachable'] }, ['reachable'])).toBe(true)
  })

  it('a write proves the credential it was made with', () => {
    expect(mends('authentication', 'write')).toBe(true)
  })

  it('a sign-in that went through proves the credential, and no credential proves a sign-in', () => {
    expect(mends('authentication', 'sign_in')).toBe(true)
    const bySignIn = { kind: 'configuration', provenBy: ['sign_in'] } as const
    expect(heals(bySignIn, ['credential', 'read', 'write'])).toBe(false)
    expect(heals(bySignIn, ['sign_in'])).toBe(true)
  })

  it('nothing proves nothing', () => {
    expect(mends('outage')).toBe(false)
  })

  it('every kind that raises an alert can be mended', () => {
    const silent = new Set(['not_found', 'conflict'])
    const raising = kinds.filter((kind) => !silent.has(kind))
    expect(raising.filter((kind) => healedBy({ kind }).length === 0)).toEqual([])
  })
})

describe('what a failure proves all the same', () => {
  it("the service's own 401 shows that it was reached, and not that the key is good", () => {
    const proven = provenByFailure(aDiagnosis('authentication'))
    expect(proven).toEqual(['reachable'])
    expect(mends('outage', ...proven)).toBe(true)
    expect(mends('authentication', ...proven)).toBe(false)
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
