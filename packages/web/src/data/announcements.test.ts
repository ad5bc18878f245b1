import { describe, expect, it } from 'vitest'
import { listenForChanges, sentenceFor } from './announcements.ts'
import { alertView } from './testing/views.ts'

describe('what is heard', () => {
  it('is an alert that opens, once, however often it is counted', () => {
    const { hear } = listenForChanges()
    expect(hear({ type: 'alert', alert: alertView() })?.what).toBe('opened')
    expect(hear({ type: 'alert', alert: alertView({ count: 2, version: 2 }) })).toBeNull()
  })
  it('is not an old alert that this page did not know yet', () => {
    const { hear } = listenForChanges()
    expect(hear({ type: 'alert', alert: alertView({ openedAt: 0, lastSeenAt: 3_600_000 }) })).toBeNull()
  })
  it('is not an alert that stood on the page from the start', () => {
    const { knows, hear } = listenForChanges()
    knows([alertView()])
    expect(hear({ type: 'alert', alert: alertView({ version: 2 }) })).toBeNull()
  })
  it('is a mended alert, and its relapse', () => {
    const { knows, hear } = listenForChanges()
    knows([alertView()])
    expect(hear({ type: 'alert', alert: alertView({ state: 'recovered', version: 2 }) })?.what).toBe('mended')
    expect(hear({ type: 'alert', alert: alertView({ relapse: true, version: 3 }) })?.what).toBe('relapsed')
  })
  it('is not what a person brought back by hand', () => {
    const { knows, hear } = listenForChanges()
    knows([alertView({ state: 'dismissed' })])
    expect(hear({ type: 'alert', alert: alertView({ version: 2 }) })).toBeNull()
  })
})

describe('a batch', () => {
  it('names a single change', () => {
    expect(sentenceFor([{ what: 'mended', title: 'OMDb: no answer' }])).toBe('Mended: OMDb: no answer')
  })
  it('counts many', () => {
    const opened = { what: 'opened', title: 'x' } as const
    expect(sentenceFor([opened, opened, { what: 'mended', title: 'y' }])).toBe(
      '2 alerts opened. 1 alert mended.',
    )
  })
})
