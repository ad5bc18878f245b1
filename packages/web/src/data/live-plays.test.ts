import type { ActivityView, PlayView } from '@cuemark/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pages } from './live-cache.ts'
import { comparePlays, isInView, playInPages, rowsByPage } from './live-plays.ts'
import { delivery, playView } from './testing/plays.ts'

function pagesOf(isWhole: boolean, ...pages: (readonly PlayView[])[]): Pages<PlayView> {
  return {
    pages: pages.map((items, n) => ({
      items,
      nextCursor: isWhole && n + 1 === pages.length ? null : String(n),
    })),
    pageParams: [],
  }
}
const ids = (data: Pages<PlayView>): string[] =>
  data.pages.flatMap((page) => page.items.map((item) => item.id))
const everybody = (view: ActivityView) => ({ view, personId: null })

const refused = delivery({ state: 'refused', waitsFor: 'person', nextAt: null })
const delivered = (deliveredAt: number) =>
  delivery({ state: 'delivered', waitsFor: null, nextAt: null, historyId: '7', deliveredAt })

describe('where a play stands', () => {
  it('waits while it is on its way, sent or in doubt', () => {
    for (const state of ['waiting', 'sending', 'unknown'] as const) {
      expect(isInView(playView({ delivery: delivery({ state }) }), 'waiting')).toBe(true)
    }
  })
  it('needs a person when it is refused, not matched, or not known to be watched', () => {
    expect(isInView(playView({ delivery: refused }), 'attention')).toBe(true)
    expect(isInView(playView({ delivery: delivery({ state: 'unmatched' }) }), 'attention')).toBe(true)
    expect(isInView(playView({ state: 'unclear', delivery: null }), 'attention')).toBe(true)
    expect(isInView(playView(), 'attention')).toBe(false)
  })
  it('stands in the whole list alone when it is dropped or no account takes it', () => {
    const kept = [playView({ delivery: null }), playView({ delivery: delivery({ state: 'dropped' }) })]
    for (const play of kept) {
      expect(isInView(play, 'all')).toBe(true)
      expect((['waiting', 'attention', 'delivered'] as const).filter((view) => isInView(play, view))).toEqual(
        [],
      )
    }
  })
})

describe('a list of plays', () => {
  const old = playView({ id: 'old', watchedAt: 1000 })
  const young = playView({ id: 'young', watchedAt: 5000 })

  it('takes a new play in where it belongs: newest first', () => {
    expect(ids(playInPages(pagesOf(true, [old]), young, everybody('all')))).toEqual(['young', 'old'])
    expect(ids(playInPages(pagesOf(true, [young]), old, everybody('all')))).toEqual(['young', 'old'])
  })
  it('holds of the waiting the next to go out first, and those that wait for a person last', () => {
    const soon = playView({ id: 'soon', watchedAt: 9000, delivery: delivery({ nextAt: 100 }) })
    const stuck = playView({ id: 'stuck', watchedAt: 1, delivery: delivery({ nextAt: null }) })
    const list = pagesOf(true, [old])
    expect(ids(playInPages(list, soon, everybody('waiting')))).toEqual(['soon', 'old'])
    expect(ids(playInPages(list, stuck, everybody('waiting')))).toEqual(['old', 'stuck'])
  })
  it('holds of the delivered the last to arrive first, however long ago it was watched', () => {
    const there = playView({ id: 'there', watchedAt: 9000, delivery: delivered(10_000) })
    const late = playView({ id: 'late', watchedAt: 10, delivery: delivered(20_000) })
    expect(ids(playInPages(pagesOf(true, [there]), late, everybody('delivered')))).toEqual(['late', 'there'])
  })
  it('lets a play go that moved on, and the other list take it in', () => {
    const arrived = { ...young, delivery: delivered(6000), version: 2 }
    expect(ids(playInPages(pagesOf(true, [young, old]), arrived, everybody('waiting')))).toEqual(['old'])
    expect(ids(playInPages(pagesOf(true, []), arrived, everybody('delivered')))).toEqual(['young'])
  })
  it('redraws a known play in its place, and leaves all other pages the same values', () => {
    const list = pagesOf(true, [young], [old])
    const changed = { ...old, version: 2 }
    const after = playInPages(list, changed, everybody('all'))
    expect(after.pages[1]?.items[0]).toBe(changed)
    expect(after.pages[0]).toBe(list.pages[0])
  })
  it('leaves what belongs behind its end to the next page', () => {
    const list = pagesOf(false, [young])
    expect(playInPages(list, old, everybody('all'))).toBe(list)
  })
  it('ignores plays of others where it shows one person', () => {
    const of = { view: 'all', personId: 'bob' } as const
    expect(ids(playInPages(pagesOf(true, []), young, of))).toEqual([])
    expect(ids(playInPages(pagesOf(true, []), playView({ personId: 'bob' }), of))).toEqual(['p1'])
  })
  it('is not thrown back by an older version that arrives late', () => {
    const list = pagesOf(true, [{ ...young, version: 3 }])
    expect(playInPages(list, { ...young, delivery: refused, version: 2 }, everybody('waiting'))).toBe(list)
  })
  it('shows a play once that came again with the next page, and leaves whole pages as they are', () => {
    const moved = { ...young, version: 2 }
    const list = pagesOf(true, [moved, old], [young, playView({ id: 'next' })])
    const rows = rowsByPage(list)
    expect(rows.map((page) => page.map(({ id }) => id))).toEqual([['young', 'old'], ['next']])
    expect(rows[0]).toBe(list.pages[0]?.items)
  })
  it('never holds a play twice, holds only its own, and keeps their order, whatever is told', () => {
    const states = fc.constantFrom('waiting', 'sending', 'delivered', 'refused', 'dropped')
    const told = fc.record({ n: fc.nat(5), state: states })
    const views = fc.constantFrom<ActivityView>('waiting', 'attention', 'delivered', 'all')
    fc.assert(
      fc.property(fc.array(told), views, (events, view) => {
        let data = pagesOf(true, [], [])
        events.forEach(({ n, state }, index) => {
          const of = delivery({ state, nextAt: 100 - n, deliveredAt: 50 * n })
          const play = playView({ id: `p${n}`, watchedAt: n % 3, delivery: of, version: index })
          data = playInPages(data, play, everybody(view))
        })
        const items = data.pages.flatMap((page) => page.items)
        expect(rowsByPage(data).flat()).toEqual(items)
        expect(items.every((play) => isInView(play, view))).toBe(true)
        expect(items).toEqual(items.toSorted((a, b) => comparePlays(view, a, b)))
      }),
    )
  })
})
