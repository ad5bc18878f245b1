import type { AlertView, OverviewView } from '@cuemark/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alertInPages,
  compareOpen,
  integrationInPages,
  overviewAfter,
  type Pages,
  without,
} from './live-cache.ts'
import { alertView, integrationView, playingView } from './testing/views.ts'

function pagesOf<T>(...pages: (readonly T[])[]): Pages<T> {
  return {
    pages: pages.map((items, n) => ({ items, nextCursor: n + 1 < pages.length ? String(n) : null })),
    pageParams: [],
  }
}
const ids = (data: Pages<{ id: string }>): string[] =>
  data.pages.flatMap((page) => page.items.map((item) => item.id))

describe('a list of open alerts', () => {
  const warning = alertView({ id: 'w', severity: 'warning' })
  const error = alertView({ id: 'e', severity: 'error' })

  it('takes a new alert in, worst first', () => {
    expect(ids(alertInPages(pagesOf([warning]), error, 'open', null))).toEqual(['e', 'w'])
    expect(ids(alertInPages(pagesOf([error]), warning, 'open', null))).toEqual(['e', 'w'])
  })
  it('redraws a known alert in its place, on whatever page', () => {
    const grown = alertView({ id: 'w', severity: 'warning', count: 9, version: 2 })
    const after = alertInPages(pagesOf([error], [warning]), grown, 'open', null)
    expect(after.pages[1]?.items[0]).toBe(grown)
    expect(ids(after)).toEqual(['e', 'w'])
  })
  it('lets a mended alert go and the history take it in', () => {
    const mended = { ...error, state: 'recovered' as const, version: 2 }
    expect(ids(alertInPages(pagesOf([error, warning]), mended, 'open', null))).toEqual(['w'])
    expect(ids(alertInPages(pagesOf([warning]), mended, 'history', null))).toEqual(['e', 'w'])
  })
  it('ignores alerts of other integrations when it shows one', () => {
    expect(ids(alertInPages(pagesOf<AlertView>([]), error, 'open', 'i2'))).toEqual([])
    expect(ids(alertInPages(pagesOf<AlertView>([]), error, 'open', 'i1'))).toEqual(['e'])
  })
  it('is not thrown back by an older version that arrives late', () => {
    const newer = { ...error, count: 5, version: 5 }
    expect(alertInPages(pagesOf([newer]), error, 'open', null).pages[0]?.items[0]).toBe(newer)
  })
  it('never holds an alert twice and stays in order, whatever is told', () => {
    const severity = fc.constantFrom('error', 'warning', 'info')
    const told = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      state: fc.constantFrom('open', 'recovered', 'snoozed', 'dismissed'),
    })
    fc.assert(
      fc.property(fc.array(told), fc.tuple(severity, severity, severity, severity), (events, severities) => {
        let data = pagesOf<AlertView>([])
        events.forEach((event, n) => {
          const own = severities['abcd'.indexOf(event.id)] ?? 'info'
          data = alertInPages(data, alertView({ ...event, severity: own, version: n + 2 }), 'open', null)
        })
        const items = data.pages.flatMap((page) => page.items)
        expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
        expect(items.every((item) => item.state === 'open')).toBe(true)
        expect(items).toEqual([...items].sort(compareOpen))
      }),
    )
  })
})

describe('a list of integrations', () => {
  it('takes in, redraws and lets go', () => {
    const one = integrationView({ id: 'i1' })
    const two = integrationView({ id: 'i2' })
    const both = integrationInPages(pagesOf([one]), two)
    expect(ids(both)).toEqual(['i1', 'i2'])
    const paused = { ...one, state: 'paused' as const, version: 2 }
    expect(integrationInPages(both, paused).pages[0]?.items[0]?.state).toBe('paused')
    expect(ids(without(both, 'i1'))).toEqual(['i2'])
    expect(without(both, 'i9')).toBe(both)
  })
})

describe('the overview', () => {
  const empty: OverviewView = {
    integrations: [],
    alerts: [],
    openAlerts: 0,
    worst: null,
    playing: [],
    activity: { playing: 0, waiting: 0, attention: 0, nextAt: null },
    version: '1',
  }

  it('shows a new alert at once and takes its color', () => {
    const after = overviewAfter(empty, { type: 'alert', alert: alertView() })
    expect([after.openAlerts, after.worst, after.alerts.length]).toEqual([1, 'error', 1])
  })
  it('is well again when the last one is mended', () => {
    const broken = overviewAfter(empty, { type: 'alert', alert: alertView() })
    const after = overviewAfter(broken, {
      type: 'alert',
      alert: alertView({ state: 'recovered', version: 2 }),
    })
    expect([after.openAlerts, after.worst, after.alerts.length]).toEqual([0, null, 0])
  })
  it('does not count a grown alert again', () => {
    const once = overviewAfter(empty, { type: 'alert', alert: alertView() })
    const twice = overviewAfter(once, { type: 'alert', alert: alertView({ count: 2, version: 2 }) })
    expect(twice.openAlerts).toBe(1)
  })
  it('lists at most three', () => {
    const four = ['a', 'b', 'c', 'd'].reduce(
      (overview, id) => overviewAfter(overview, { type: 'alert', alert: alertView({ id }) }),
      empty,
    )
    expect(four.alerts).toHaveLength(3)
    expect(four.openAlerts).toBe(4)
  })
  it('follows integrations', () => {
    const connected = overviewAfter(empty, { type: 'integration', integration: integrationView() })
    expect(connected.integrations).toHaveLength(1)
    expect(overviewAfter(connected, { type: 'integration_removed', id: 'i1' }).integrations).toEqual([])
  })
  it('follows what is on and what waits', () => {
    const on = overviewAfter(empty, { type: 'now_playing', playing: playingView() })
    expect(on.playing.map((one) => one.id)).toEqual(['now1'])
    expect(overviewAfter(on, { type: 'now_playing_ended', id: 'now1' }).playing).toEqual([])
    const counts = { playing: 1, waiting: 12, attention: 0, nextAt: null }
    expect(overviewAfter(empty, { type: 'activity', counts }).activity).toBe(counts)
  })
  it('is not touched by what concerns other pages', () => {
    expect(overviewAfter(empty, { type: 'account_removed', id: 'a1' })).toBe(empty)
  })
  it('lets a removed alert go', () => {
    const broken = overviewAfter(empty, { type: 'alert', alert: alertView() })
    expect(overviewAfter(broken, { type: 'alert_removed', id: 'a1' }).openAlerts).toBe(0)
    expect(overviewAfter(broken, { type: 'alert_removed', id: 'other' })).toBe(broken)
  })
})
