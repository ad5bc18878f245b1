import { expect, it } from 'vitest'
import { reportOf } from './report.ts'
import { alertView } from './testing/views.ts'

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
