import type { DiagnosisView } from '@cuemark/contract'
import { describe, expect, it } from 'vitest'
import { refusedCauses } from './refused-causes.ts'
import { delivery, playView } from './testing/plays.ts'

const diagnosis = (cause: string): DiagnosisView => ({
  service: 'trakt',
  kind: 'invalid_request',
  cause,
  title: `Trakt: ${cause}`,
  explanation: '',
  remedy: [],
  scope: 'item',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [],
  expected: false,
})
const refused = (id: string, cause: string) =>
  playView({ id, delivery: delivery({ state: 'refused', diagnosis: diagnosis(cause) }) })

describe('causes for which plays were refused', () => {
  it('are counted, the commonest first, and nothing else is', () => {
    const waiting = playView({ id: 'w', delivery: delivery({ diagnosis: diagnosis('outage') }) })
    const unknown = playView({ id: 'u', delivery: delivery({ state: 'refused' }) })
    expect(refusedCauses([refused('1', 'a'), refused('2', 'b'), waiting, unknown, refused('3', 'b')])).toEqual([
      { cause: 'b', title: 'Trakt: b', count: 2 },
      { cause: 'a', title: 'Trakt: a', count: 1 },
    ])
  })
})
