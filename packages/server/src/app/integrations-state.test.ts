import { describe, expect, it } from 'vitest'
import type { Field } from '@cuemark/services'
import { integrationState, isProven } from './integrations-state.ts'
import type { StateQuestion } from './integrations-state.ts'

const field = (name: string, type: Field['type'], required: boolean): Field => ({
  name,
  label: name,
  type,
  required,
  help: '',
})
const url = field('url', 'url', true)
const apiKey = field('apiKey', 'secret', true)

const working: StateQuestion = {
  row: {
    settings: { url: 'http://seerr:5055' },
    sealedSecrets: { apiKey: 'sealed' },
    pausedAt: null,
    lastProofAt: 1,
  },
  fields: [url, apiKey],
  standing: [],
  testing: false,
}
const withRow = (row: Partial<StateQuestion['row']>): StateQuestion => ({
  ...working,
  row: { ...working.row, ...row },
})

describe('an integration is proven', () => {
  it('when its present settings passed a test and something has answered', () => {
    expect(isProven({ tested: true, lastProofAt: 1 })).toBe(true)
    expect(isProven({ tested: false, lastProofAt: 1 })).toBe(false)
    expect(isProven({ tested: true, lastProofAt: null })).toBe(false)
  })
})

describe('the state of an integration', () => {
  it.each([
    ['connected', 'everything is proven and nothing stands', working],
    ['warning', 'nothing has proven it yet', withRow({ lastProofAt: null })],
    ['not_configured', 'a required field is missing', withRow({ settings: {} })],
    ['not_configured', 'the only secret is missing', withRow({ sealedSecrets: {} })],
    ['error', 'an error stands', { ...working, standing: [{ severity: 'info' }, { severity: 'error' }] }],
    ['warning', 'a warning stands', { ...working, standing: [{ severity: 'warning' }] }],
    ['warning', 'an outage stands', { ...working, standing: [{ severity: 'info' }] }],
    [
      'testing',
      'a test runs although an error stands',
      { ...working, standing: [{ severity: 'error' }], testing: true },
    ],
    [
      'paused',
      'it is paused, whatever else is true',
      { ...withRow({ pausedAt: 5, settings: {} }), testing: true },
    ],
  ] as const)('is %s when %s', (state, _because, question) => {
    expect(integrationState(question)).toBe(state)
  })

  it('is complete with one of two credentials of which neither is required', () => {
    const fields = [field('apiKey', 'secret', false), field('accessToken', 'secret', false)]
    const either = { ...withRow({ settings: {}, sealedSecrets: { accessToken: 's' } }), fields }
    expect(integrationState(either)).toBe('connected')
    expect(integrationState({ ...withRow({ settings: {}, sealedSecrets: {} }), fields })).toBe(
      'not_configured',
    )
  })

  it('is complete without a required field that has a default', () => {
    const fields = [{ ...url, defaultValue: 'http://localhost:5055' }, apiKey]
    expect(integrationState({ ...withRow({ settings: {} }), fields })).toBe('connected')
  })
})
