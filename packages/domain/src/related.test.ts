import { describe, expect, it } from 'vitest'
import type { Alert } from './alert.ts'
import { defaultAlertPolicy } from './policy.ts'
import { alertFor } from './related.ts'
import { aDiagnosis, hourMs, minuteMs, startAt, Story } from './story.ts'

const alertOf = (story: Story): Alert[] => (story.alert === null ? [] : [story.alert])
const belongs = (cause: string, alerts: readonly Alert[], now = startAt): string | null =>
  alertFor(aDiagnosis('outage', { cause }), alerts, now, defaultAlertPolicy)?.cause ?? null

describe('the alert that a failure belongs to', () => {
  it('is the one with the same cause', () => {
    const alerts = alertOf(new Story().fails('authentication'))
    const same = aDiagnosis('authentication')
    expect(alertFor(same, alerts, startAt, defaultAlertPolicy)).toBe(alerts[0])
    const other = aDiagnosis('authentication', { cause: 'tmdb.suspended' })
    expect(alertFor(other, alerts, startAt, defaultAlertPolicy)).toBeNull()
  })

  it('is shared by an outage and a time-out of one integration', () => {
    const standing = alertOf(new Story().fails('network'))
    expect(belongs('http.bad_gateway', standing)).toBe('tmdb.network')
  })

  it('stays dismissed when the outage changes its face', () => {
    const dismissed = alertOf(new Story().fails('network').send({ type: 'dismiss' }))
    expect(belongs('http.bad_gateway', dismissed)).toBe('tmdb.network')
  })

  it('is the one that ended just now, and a new one after the hold time', () => {
    const ended = alertOf(new Story().fails('network').passes(minuteMs).proves('reachable'))
    expect(belongs('http.bad_gateway', ended, startAt + 2 * minuteMs)).toBe('tmdb.network')
    expect(belongs('http.bad_gateway', ended, startAt + 3 * hourMs)).toBeNull()
  })
})
