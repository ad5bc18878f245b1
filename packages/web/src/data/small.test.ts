import { describe, expect, it } from 'vitest'
import { agentName } from './agent-name.ts'
import { faviconFor } from './favicon.ts'
import { matching } from './filter.ts'
import { readKey } from './keyboard.ts'
import { reportOf } from './report.ts'
import { afterTestEvent, noRun } from './test-run.ts'
import { alertView, integrationView } from './testing/views.ts'

describe('the filter', () => {
  const all = [integrationView(), integrationView({ id: 'i2', name: 'Den', state: 'error', service: 'omdb' })]
  it('looks at names, services, states and addresses', () => {
    expect(matching(all, 'den')).toEqual([all[1]])
    expect(matching(all, 'omdb error')).toEqual([all[1]])
    expect(matching([all[0] ?? integrationView()], '10.0.0.2')).toHaveLength(1)
    expect(matching(all, 'den seerr')).toEqual([])
  })
  it('shows all when nothing is typed', () => {
    expect(matching(all, '  ')).toBe(all)
  })
})

describe('keys', () => {
  it('go to a page only after g', () => {
    expect(readKey('g', false)).toEqual({ does: null, g: true })
    expect(readKey('a', true)).toEqual({ does: 'a', g: false })
    expect(readKey('a', false)).toEqual({ does: null, g: false })
  })
  it('search and help at any time', () => {
    expect(readKey('/', true).does).toBe('search')
    expect(readKey('?', false).does).toBe('help')
  })
})

describe('a test run', () => {
  it('ticks its steps and ends with the result', () => {
    const step = { id: 'dns', label: 'The name resolves', state: 'passed', detail: '' } as const
    const going = afterTestEvent({ ...noRun, running: true }, { type: 'step', step })
    expect(going).toMatchObject({ running: true, steps: [step] })
    const result = { ok: true, steps: [step], diagnosis: null, field: null, facts: [], cleanedFields: [] }
    expect(afterTestEvent(going, { type: 'result', result })).toMatchObject({ running: false, result })
  })
})

it('writes a report with the cause and the cleaned exchange', () => {
  const evidence = {
    at: 0,
    method: 'GET',
    url: 'https://api.example.org/x?key=***',
    status: 401,
    headers: { 'content-type': 'text/html' },
    bodyStart: '<html>',
    transport: null,
    durationMs: 3,
    signs: [],
  }
  const text = reportOf(alertView({ evidence }), '0.1.0')
  expect(text).toContain('Cause: trakt.token_refused')
  expect(text).toContain('GET https://api.example.org/x?key=***')
  expect(text).toContain('Cuemark: 0.1.0')
  expect(reportOf(alertView(), '0.1.0')).not.toContain('Status')
})

it('draws the favicon hollow when all is well and filled otherwise', () => {
  expect(decodeURIComponent(faviconFor(null))).toContain('fill="none" stroke="#9c9388" stroke-width="2.5"')
  expect(faviconFor('error')).not.toBe(faviconFor('warning'))
})

it('names browsers', () => {
  expect(agentName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0')).toBe('Firefox on Linux')
  expect(agentName('cuemark-cli/0.1')).toBe('cuemark-cli/0.1')
  expect(agentName(null)).toBeNull()
})
