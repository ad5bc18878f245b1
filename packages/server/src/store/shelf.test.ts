import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delivery, deliveryStates, type Play } from '@cuemark/domain'
import * as fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { Store } from '../app/ports.ts'
import { openStore } from './index.ts'
import { accountRow, deliveryOf, moveIn, playOf } from './plays.fixtures.ts'
import { startAt } from './store.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'cuemark-shelf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const views = ['waiting', 'attention', 'delivered'] as const
type View = (typeof views)[number]

/** What happens to one of a few plays. */
const moments = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null })
const happening = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    play: fc.nat(3),
    state: fc.constantFrom<Play['state'][]>('watched', 'unclear', 'withdrawn'),
    watchedAt: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    do: fc.constant('settle' as const),
    play: fc.nat(3),
    state: fc.constantFrom(...deliveryStates),
    nextAt: moments,
    deliveredAt: moments,
  }),
  fc.record({ do: fc.constant('forget account' as const) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

interface Model {
  readonly plays: Map<string, Play>
  readonly deliveries: Map<string, Delivery>
}

const when = (ms: number | null): number | null => (ms === null ? null : startAt + ms)

/** True where the store took it. */
async function happen(store: Store, model: Model, event: Happening): Promise<boolean> {
  return await store.transaction(async (tx) => {
    if (event.do === 'forget account') {
      await tx.deleteAccount('a1')
      await tx.insertAccount(accountRow('a1'))
      model.deliveries.clear()
      return true
    }
    const id = `p${event.play}`
    const before = model.plays.get(id)
    if (event.do === 'say') {
      const play = playOf(id, { state: event.state, watchedAt: startAt + event.watchedAt })
      model.plays.set(id, play)
      if (before === undefined) return await tx.insertPlay(play)
      await tx.putPlay(play)
      return true
    }
    if (before === undefined) return true
    const known = model.deliveries.get(id)
    const version = (known?.version ?? 0) + 1
    const { state } = event
    const change = { state, nextAt: when(event.nextAt), deliveredAt: when(event.deliveredAt), version }
    const delivery = deliveryOf(before, change)
    model.deliveries.set(id, delivery)
    return known === undefined ? await tx.insertDelivery(delivery) : await tx.updateDelivery(delivery)
  })
}

/** The words of the port, read off the documents alone. */
function expected({ plays, deliveries }: Model, view: View): readonly string[] {
  const rows = [...plays.values()].map((play) => ({ play, delivery: deliveries.get(play.id) ?? null }))
  const shown = rows.filter(({ play, delivery }) => {
    const { state } = delivery ?? {}
    if (play.state === 'unclear') return view === 'attention'
    if (view === 'attention') return state === 'unmatched' || state === 'refused'
    if (view === 'delivered') return state === 'delivered'
    return state === 'waiting' || state === 'sending' || state === 'unknown'
  })
  const key = ({ play, delivery }: (typeof rows)[number]): readonly [number, number, string] => {
    const first = { waiting: delivery?.nextAt ?? Infinity, delivered: delivery?.deliveredAt, attention: null }
    return [first[view] ?? play.watchedAt, play.watchedAt, play.id]
  }
  const ordered = shown
    .map(key)
    .sort(([a1, a2, a3], [b1, b2, b3]) =>
      a1 !== b1 ? (a1 < b1 ? -1 : 1) : a2 !== b2 ? a2 - b2 : a3 < b3 ? -1 : 1,
    )
  const ids = ordered.map(([, , id]) => id)
  return view === 'waiting' ? ids : ids.toReversed()
}

it('whatever happens to plays and deliveries, each view holds what its words say, in order', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (events) => {
      run += 1
      const store = await openStore({ kind: 'sqlite', path: join(folder, `${run}.sqlite`) })
      try {
        await moveIn(store)
        const model: Model = { plays: new Map(), deliveries: new Map() }
        for (const event of events) expect(await happen(store, model, event)).toBe(true)
        for (const view of views) {
          const query = { userId: 'u1', accountId: null, view, cursor: null, limit: 50 }
          const { items } = await store.plays.playsPage(query)
          expect(items.map(({ play }) => play.id)).toEqual(expected(model, view))
          for (const { play, delivery } of items) {
            expect(play).toEqual(model.plays.get(play.id))
            expect(delivery).toEqual(model.deliveries.get(play.id) ?? null)
          }
        }
        const counts = await store.plays.activityCounts('u1')
        expect([counts.waiting, counts.attention]).toEqual(
          [expected(model, 'waiting'), expected(model, 'attention')].map((ids) => ids.length),
        )
      } finally {
        await store.close()
      }
    }),
    { numRuns: 60 },
  )
})
