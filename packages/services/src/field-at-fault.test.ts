import type { Diagnosis } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { againstField } from './field-at-fault.ts'
import { manifests } from './manifests.ts'

const diagnosis: Diagnosis = {
  service: 'tmdb',
  kind: 'authentication',
  cause: 'tmdb.key_invalid',
  title: '',
  explanation: '',
  remedy: [],
  scope: 'integration',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [],
  expected: false,
}

describe('the field at fault', () => {
  it.each([
    ['the credential that was sent, where the rules name another', { field: 'apiKey' }, 'accessToken'],
    ['the credential that was sent, where the rules name none', {}, 'accessToken'],
    ['the address that was typed', { field: 'baseUrl', kind: 'configuration' }, 'baseUrl'],
    ['the address for a connection that fails', { kind: 'network', cause: 'transport.dns' }, 'baseUrl'],
    ['no field for a cause of the service that names none', { kind: 'configuration', cause: 'tmdb.x' }, null],
    ['no field for an outage', { kind: 'outage', cause: 'http.unavailable' }, null],
    [
      'no field when the own network is down',
      { kind: 'network', cause: 'transport.dns_unavailable', scope: 'own_network' },
      null,
    ],
  ] satisfies [string, Partial<Diagnosis>, string | null][])('is %s', (_, change, field) => {
    const sent = { credential: 'accessToken', address: 'baseUrl' }
    expect(againstField({ ...diagnosis, ...change }, manifests.tmdb, sent).field ?? null).toBe(field)
  })

  it('is never an address that nobody typed', () => {
    const sent = { credential: 'apiKey', address: null }
    const fault: Diagnosis = { ...diagnosis, kind: 'network', cause: 'transport.dns', field: 'baseUrl' }
    expect(againstField(fault, manifests.tmdb, sent)).not.toHaveProperty('field')
  })
})
