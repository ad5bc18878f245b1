import { describe, expect, it } from 'vitest'
import { afterTestEvent, noRun } from './test-run.ts'

describe('a test run', () => {
  it('ticks its steps and ends with the result', () => {
    const step = { id: 'dns', label: 'The name resolves', state: 'passed', detail: '' } as const
    const going = afterTestEvent({ ...noRun, running: true }, { type: 'step', step })
    expect(going).toMatchObject({ running: true, steps: [step] })
    const result = { ok: true, steps: [step], diagnosis: null, field: null, facts: [], cleanedFields: [] }
    expect(afterTestEvent(going, { type: 'result', result })).toMatchObject({ running: false, result })
  })
})
