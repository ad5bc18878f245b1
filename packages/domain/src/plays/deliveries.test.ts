import { describe, expect, it } from 'vitest'
import { isItsEntry, newDelivery } from './deliveries.ts'
import type { Cargo } from './delivery.ts'
import { failure, Parcel, watchCargo } from './delivery-stage.ts'
import { episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'

const hourMs = 60 * minuteMs
const late = (): Parcel => new Parcel(watchCargo, watchCargo.watchedAt + hourMs)
const withTitle = (title: Extract<Cargo, { type: 'watch' }>['title']): Parcel =>
  new Parcel({ ...watchCargo, title }, watchCargo.watchedAt + hourMs)

describe('the way of a play', () => {
  it('is the history where the player told the second, however fresh it is', () => {
    const parcel = new Parcel({ ...watchCargo, timeTold: true })
    expect(parcel.step).toMatchObject({ do: 'look' })
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
  })

  it('is a scrobble where only Cuemark’s own clock knows it, and Trakt’s is as good', () => {
    const parcel = new Parcel()
    expect(parcel.step).toEqual({ do: 'scrobble', action: 'stop', progress: 98 })
    parcel.now += 1501
    expect(parcel.step).toMatchObject({ do: 'look' })
  })

  it('is never a scrobble that Trakt would take as a pause', () => {
    expect(new Parcel({ ...watchCargo, progress: 80 }).step).toMatchObject({ progress: 80.1 })
    expect(new Parcel({ ...watchCargo, progress: 70 }).step).toMatchObject({ do: 'look' })
    expect(new Parcel({ ...watchCargo, progress: null }).step).toMatchObject({ progress: 100 })
  })

  it('is a look and then the history where it is late', () => {
    const parcel = late()
    expect(parcel.step).toMatchObject({ do: 'look' })
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
    expect(parcel.goesOut().delivery).toMatchObject({ state: 'sending', looks: 0, attempts: 1 })
    parcel.ends({ type: 'delivered', historyId: '9', because: 'added' })
    expect(parcel.delivery).toMatchObject({ state: 'delivered', historyId: '9', deliveredAt: parcel.now })
    expect(parcel.state).toBe('delivered')
  })

  it('ends with the look where another app was faster', () => {
    const parcel = late().ends({ type: 'found', historyId: '12345678901234567890', watchedAt: eveningAt })
    expect(parcel.delivery).toMatchObject({ state: 'delivered', historyId: '12345678901234567890' })
    expect(parcel.delivery.attempts).toBe(0)
  })
})

describe('“already there”', () => {
  const told = (watchedAt: number | null): Parcel =>
    new Parcel().goesOut().ends({ type: 'already', watchedAt })

  it('is delivered where it means this viewing', () => {
    expect(told(watchCargo.watchedAt - minuteMs).state).toBe('delivered')
    expect(told(watchCargo.watchedAt + 2000).state).toBe('delivered')
  })

  it('is looked up, twice, where it does not say which viewing it means', () => {
    const parcel = told(null)
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for look', 5])
    expect(parcel.waits().step).toMatchObject({ do: 'look', fromAt: eveningAt + 30_000 })
    expect(parcel.looksInVain().looksInVain().step).toEqual({ do: 'add' })
    const found = told(null).waits().ends({ type: 'found', historyId: '7', watchedAt: watchCargo.watchedAt })
    expect(found.state).toBe('delivered')
  })

  it('is done for what is no play', () => {
    const cargo: Cargo = { type: 'rating', title: matrix, rating: 8, at: eveningAt }
    expect(new Parcel(cargo).goesOut().ends({ type: 'already', watchedAt: null }).state).toBe('delivered')
  })

  it('is not this one where it names the viewing before: it is looked up and added', () => {
    const parcel = told(eveningAt + 5000)
    expect(parcel.state).toBe('waiting for turn')
    expect(parcel.step).toMatchObject({ do: 'look' })
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
  })
})

describe('an answer that was lost', () => {
  it('is looked up twice, five minutes apart, before it is sent again', () => {
    const parcel = new Parcel().goesOut().ends(failure('network', { uncertain: true }))
    expect([parcel.state, parcel.waitMinutes, parcel.step]).toEqual(['unknown for look', 5, null])
    parcel.looksInVain()
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for look', 5])
    parcel.looksInVain()
    expect([parcel.state, parcel.step]).toEqual(['waiting for turn', { do: 'add' }])
  })

  it('is what a process that died has left', () => {
    const parcel = new Parcel().goesOut().passes(60).ends({ type: 'abandoned' })
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for look', 0])
    expect(new Parcel().ends({ type: 'abandoned' }).delivery.version).toBe(1)
  })

  it('stays so through failing looks and a sign-in that died', () => {
    const parcel = new Parcel().goesOut().ends({ type: 'abandoned' }).looksInVain().waits()
    parcel.ends(failure('outage', { retry: { when: 'after', delayMs: 0, basis: 'guess' } }))
    expect(parcel.state).toBe('unknown for look')
    expect(parcel.waits().ends(failure('invalid_request')).state).toBe('unknown for look')
    parcel.ends({ type: 'no_account', diagnosis: null })
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for sign_in', null])
    parcel.does({ type: 'signed_in' }).looksInVain()
    expect(parcel.step).toEqual({ do: 'add' })
  })

  it('does not matter for what can be said twice', () => {
    const cargo: Cargo = { type: 'rating', title: matrix, rating: 8, at: eveningAt }
    const parcel = new Parcel(cargo).goesOut().ends({ type: 'abandoned' })
    expect(parcel.step).toEqual({ do: 'rate' })
  })

  it('is looked for from the start of the viewing to the moment of the sending', () => {
    const parcel = new Parcel().goesOut().passes(30).ends({ type: 'abandoned' }).waits()
    const { delivery } = parcel
    const sentAt = watchCargo.watchedAt
    expect(
      [eveningAt - minuteMs, eveningAt + minuteMs, sentAt + 1000].map((at) => isItsEntry(delivery, at)),
    ).toEqual([false, true, true])
    // The end of the viewing before, as Trakt's clock stamped it, is not this one's.
    expect(isItsEntry(delivery, eveningAt + 10_000)).toBe(false)
    expect(isItsEntry(delivery, sentAt + 2 * hourMs)).toBe(false)
    expect(parcel.step).toMatchObject({ do: 'look', fromAt: eveningAt + 30_000 })
  })
})

describe('a stop that Trakt took as a pause', () => {
  it('goes to the history, after a look', () => {
    const parcel = new Parcel().goesOut().ends({ type: 'taken_as_pause' })
    expect(parcel.step).toMatchObject({ do: 'look' })
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
  })
})

describe('a failure', () => {
  it('keeps to the moment that Trakt names', () => {
    const retry = { when: 'after', delayMs: 12_000, basis: 'header' } as const
    const parcel = late()
      .looksInVain()
      .goesOut()
      .ends(failure('rate_limit', { scope: 'account', retry }))
    expect([parcel.state, parcel.waitMinutes]).toEqual(['waiting for retry', 0.2])
    expect(parcel.waits().step).toMatchObject({ do: 'look' })
  })

  it('climbs a ladder without an end where nobody can say', () => {
    const retry = { when: 'after', delayMs: 1000, basis: 'guess' } as const
    const parcel = late()
    const waits = Array.from({ length: 8 }, () => {
      parcel
        .looksInVain()
        .goesOut()
        .ends(failure('outage', { scope: 'service', retry }))
      return parcel.waitMinutes
    })
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60, 60])
    expect(parcel.state).toBe('waiting for service')
  })

  it('of the app waits for the app, however long it takes', () => {
    const parcel = late()
      .looksInVain()
      .goesOut()
      .ends(failure('permission', { scope: 'integration' }))
    expect([parcel.state, parcel.waitMinutes]).toEqual(['waiting for service', 60])
  })

  it.each(['authentication', 'account'] as const)('of the account (%s) waits for the sign-in', (kind) => {
    const parcel = late()
      .looksInVain()
      .goesOut()
      .ends(failure(kind, { scope: 'account' }))
    expect([parcel.state, parcel.waitMinutes]).toEqual(['waiting for sign_in', null])
    expect(parcel.does({ type: 'signed_in' }).step).toMatchObject({ do: 'look' })
  })

  it('that would come again is a dead letter, mended and replayed by a person with a look first', () => {
    const parcel = late()
      .looksInVain()
      .goesOut()
      .ends(failure('invalid_request', { scope: 'own_code' }))
    expect([parcel.state, parcel.waitMinutes]).toEqual(['refused for person', null])
    parcel.passes(60 * 24).does({ type: 'replay' })
    expect(parcel.step).toMatchObject({ do: 'look' })
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
  })
})

describe('a title that Trakt does not know', () => {
  it('waits for a person, and goes on as what that person says it is', () => {
    const parcel = withTitle(matrix).looksInVain().goesOut().ends({ type: 'unmatched' })
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unmatched for person', null])
    parcel.does({ type: 'match', title: episode(3) })
    expect(parcel.delivery.cargo.title).toEqual(episode(3))
    expect(parcel.looksInVain().step).toEqual({ do: 'add' })
  })

  it('is tried again for two weeks where it may be a new episode', () => {
    const parcel = withTitle(episode(9))
    const waits: (number | null)[] = []
    while (parcel.state !== 'unmatched for person' && waits.length < 100) {
      parcel.looksInVain().goesOut().ends({ type: 'unmatched' })
      waits.push(parcel.waitMinutes)
    }
    expect(waits).toEqual([...Array.from({ length: 56 }, () => 360), null])
  })

  it('is asked for at once where there are no ids to ask with', () => {
    const nameless = withTitle({ ...matrix, ids: { kitsu: 7 } })
    expect(nameless.state).toBe('unmatched for person')
    expect(nameless.does({ type: 'replay' }).state).toBe('unmatched for person')
    expect(nameless.does({ type: 'match', title: matrix }).state).toBe('waiting for turn')
  })
})

describe('“watching”', () => {
  const cargo: Cargo = { type: 'watching', action: 'pause', title: matrix, progress: 42, at: eveningAt }

  it('goes out while it is true, and is dropped when it is old', () => {
    const parcel = new Parcel(cargo, eveningAt)
    expect(parcel.step).toEqual({ do: 'scrobble', action: 'pause', progress: 42 })
    expect(parcel.passes(6).step).toMatchObject({ do: 'drop' })
  })

  it('is worth no third try', () => {
    const retry = { when: 'after', delayMs: 1000, basis: 'header' } as const
    const parcel = new Parcel(cargo, eveningAt).goesOut().ends(failure('outage', { retry }))
    expect(parcel.state).toBe('waiting for service')
    expect(parcel.waits().goesOut().ends(failure('outage', { retry })).state).toBe('dropped')
  })

  it.each([
    ['delivered', { type: 'already', watchedAt: 5 }],
    ['dropped', { type: 'unmatched' }],
    ['dropped', { type: 'no_account', diagnosis: null }],
    ['dropped', failure('invalid_request')],
    ['dropped', failure('outage')],
  ] as const)('is %s after %o', (state, outcome) => {
    expect(new Parcel(cargo, eveningAt).goesOut().ends(outcome).state).toBe(state)
  })

  it('of something without ids is nothing', () => {
    expect(new Parcel({ ...cargo, title: { ...matrix, ids: {} } }).state).toBe('dropped')
  })
})

describe('a removal', () => {
  const cargo: Cargo = { type: 'unwatch', title: matrix, playId: 'play-1', historyIds: ['7'] }

  it('is of entries only', () => {
    expect(new Parcel(cargo).step).toEqual({ do: 'remove' })
    expect(new Parcel({ ...cargo, historyIds: [] }).step).toMatchObject({ do: 'drop' })
  })
})

describe('the watchlist', () => {
  it('takes a whole show, which a history never does', () => {
    const show = episode(1, { season: null, number: null })
    expect(new Parcel({ type: 'watchlist', action: 'add', title: show, at: 1 }).step).toEqual({
      do: 'watchlist',
    })
    expect(withTitle(show).state).toBe('unmatched for person')
  })

  it('is delivered where it was so already', () => {
    const parcel = new Parcel({ type: 'watchlist', action: 'add', title: matrix, at: 1 })
    expect(parcel.goesOut().ends(failure('conflict', { scope: 'item' })).state).toBe('delivered')
  })
})

describe('the key of a delivery', () => {
  it('is one for each cargo and account', () => {
    const cargoes: Cargo[] = [
      watchCargo,
      { ...watchCargo, playId: 'play-2' },
      { type: 'unwatch', title: matrix, playId: 'play-1', historyIds: ['7'] },
      { type: 'unwatch', title: matrix, playId: null, historyIds: [] },
      { type: 'watching', action: 'start', title: matrix, progress: 1, at: 1 },
      { type: 'watching', action: 'pause', title: matrix, progress: 1, at: 1 },
      { type: 'watchlist', action: 'add', title: matrix, at: 1 },
      { type: 'watchlist', action: 'remove', title: matrix, at: 1 },
      { type: 'rating', title: matrix, rating: null, at: 1 },
      { type: 'rating', title: matrix, rating: 7, at: 1 },
    ]
    const keys = ['account-1', 'account-2'].flatMap((accountId) =>
      cargoes.map((cargo) => newDelivery({ id: 'x', userId: 'u', accountId, cargo, now: 5 }).key),
    )
    expect(new Set(keys).size).toBe(20)
    const again = newDelivery({ id: 'y', userId: 'u', accountId: 'account-1', cargo: watchCargo, now: 99 })
    expect(again.key).toBe(keys[0])
  })
})
