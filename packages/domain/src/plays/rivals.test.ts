import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newDelivery } from './deliveries.ts'
import { type Delivery, deliveryStates, type Play } from './delivery.ts'
import { Parcel, watchCargo } from './delivery-stage.ts'
import { episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'
import { areRivals, type EntryOwner, type KnownEntry, ownerOf, rivalUntil } from './rivals.ts'
import type { Title } from './title.ts'

/** As Stremio and as Emby tell of one episode, and as Trakt does. */
const byShow = episode(3, { show: { name: null, year: null, ids: { imdb: 'tt0903747' } } })
const byEpisode = episode(3, { show: { name: null, year: null, ids: {} }, ids: { tvdb: 349_234 } })
const atTrakt = episode(3, { ids: { trakt: 62_087, tvdb: 349_234, imdb: 'tt1054725' } })

const times = { startedAt: eveningAt, watchedAt: eveningAt + 45 * minuteMs }
const wanted = { ...times, playId: 'play-1', title: byEpisode }
const entry: KnownEntry = { title: atTrakt, watchedAt: times.watchedAt + 1000, isTaken: true }

function playOf(title: Title, minutesLater: number, over: Partial<Play> = {}): Play {
  const laterMs = minutesLater * minuteMs
  return {
    id: `play-of-${String(minutesLater)}`,
    userId: 'user-1',
    key: '',
    title,
    startedAt: times.startedAt + laterMs,
    watchedAt: times.watchedAt + laterMs,
    timeTold: true,
    progress: 100,
    state: 'watched',
    sourceId: null,
    origin: 'player',
    createdAt: eveningAt,
    ...over,
  }
}

describe('two plays that may be one viewing', () => {
  it('share no id and no name, and lie at one time', () => {
    expect(areRivals({ ...times, title: byShow }, { ...times, title: byEpisode })).toBe(true)
    const later = { startedAt: times.watchedAt, watchedAt: times.watchedAt + 45 * minuteMs }
    expect(areRivals({ ...times, title: byShow }, { ...later, title: byEpisode })).toBe(false)
  })

  it.each<[string, Title, Title]>([
    ['are one by an id already', byShow, atTrakt],
    ['are told apart by an id of the same kind', byEpisode, episode(4, { ids: { tvdb: 349_235 } })],
    ['are two episodes of one show', byShow, episode(4)],
    ['are two shows', byShow, episode(3, { show: { name: null, year: null, ids: { imdb: 'tt1' } } })],
    ['are two films', matrix, { ...matrix, ids: { imdb: 'tt1' } }],
    ['are remakes of one name', { ...matrix, ids: {} }, { ...matrix, year: 2021 }],
    ['are a film and an episode', matrix, byEpisode],
  ])('are none where they %s', (_, one, other) => {
    expect(areRivals({ ...times, title: one }, { ...times, title: other })).toBe(false)
    expect(areRivals({ ...times, title: other }, { ...times, title: one })).toBe(false)
  })

  it('are films in two languages, or one without a name', () => {
    const german = { ...matrix, name: 'Matrix', ids: { tmdb: 603 } }
    const nameless = { ...german, name: null }
    for (const other of [german, nameless])
      expect(areRivals({ ...times, title: matrix }, { ...times, title: other })).toBe(true)
  })
})

describe('an entry of Trakt’s history', () => {
  it.each<[string, EntryOwner, Partial<KnownEntry>, readonly Play[]]>([
    ['is free where nothing stands for it', 'free', { isTaken: false }, []],
    ['is free for the nearest', 'free', { isTaken: false }, [playOf(byShow, 5)]],
    ['stands for the viewing as another source told it', 'same_viewing', {}, [playOf(byShow, 0.1)]],
    [
      'does so where only the nearness shows whose it is',
      'same_viewing',
      { isTaken: false },
      [playOf(byShow, 0.01)],
    ],
    ['is of another viewing where that ended long before', 'other', {}, [playOf(byShow, -60)]],
    ['is of another viewing of the same title', 'other', {}, [playOf(byEpisode, 0.1)]],
    ['is of nobody that is known', 'other', {}, []],
    ['does not stand for what was not seen', 'other', {}, [playOf(byShow, 0, { state: 'withdrawn' })]],
    ['does not stand for another title', 'other', {}, [playOf(episode(4), 0)]],
    ['does not stand for itself', 'other', {}, [playOf(byShow, 0, { id: 'play-1' })]],
  ])('%s', (_, owner, over, plays) => {
    expect(ownerOf({ ...entry, ...over }, wanted, plays)).toBe(owner)
  })
})

describe('a play whose rival is on its way', () => {
  const at = (id: string, now: number, over: Partial<Delivery> = {}): Delivery => {
    const ids = { id, userId: 'user-1', accountId: 'account-1' }
    return { ...newDelivery({ ...ids, cargo: { ...watchCargo, playId: id }, now }), ...over }
  }
  const now = eveningAt + 60 * minuteMs
  const waitMinutes = (rival: Partial<Delivery>, own: Partial<Delivery> = {}): number | null => {
    const until = rivalUntil(at('b', now, { looks: 1, ...own }), at('a', now, rival), now)
    return until === null ? null : (until - now) / minuteMs
  }

  it('waits until a look shows what was just delivered', () => {
    expect(waitMinutes({ state: 'delivered', deliveredAt: now })).toBe(5)
    expect(waitMinutes({ state: 'delivered', deliveredAt: now - 2 * minuteMs })).toBe(3)
    expect(waitMinutes({ state: 'delivered', deliveredAt: now - 5 * minuteMs })).toBeNull()
  })

  it('looks again at once where its look was too early for that', () => {
    const deliveredAt = now - 30 * minuteMs
    expect(waitMinutes({ state: 'delivered', deliveredAt }, { nextAt: deliveredAt + minuteMs })).toBe(0)
  })

  it('waits for an answer that was lost or is still to come', () => {
    expect(waitMinutes({ state: 'unknown' })).toBe(5)
    expect(waitMinutes({ state: 'sending' })).toBe(5)
  })

  it('does not wait for what may never go out', () => {
    for (const state of ['unmatched', 'refused', 'dropped'] as const)
      expect(waitMinutes({ state })).toBeNull()
    expect(waitMinutes({ waitsFor: 'sign_in' })).toBeNull()
    expect(waitMinutes({ waitsFor: 'new_episode' })).toBeNull()
  })

  it('is never waited for by what it waits for, unless one of both was sent already', () => {
    const arbitrary = fc.record({
      state: fc.constantFrom(...deliveryStates),
      createdAt: fc.integer({ min: now - 3, max: now }),
      id: fc.constantFrom('a', 'b', 'c'),
    })
    const rule = (one: Pick<Delivery, 'state' | 'createdAt' | 'id'>, other: typeof one): boolean => {
      const [left, right] = [at(one.id, now, one), at(other.id, now, other)]
      const isAdded = one.state === 'waiting' && other.state === 'waiting' && one.id !== other.id
      return !isAdded || rivalUntil(left, right, now) === null || rivalUntil(right, left, now) === null
    }
    const result = fc.check(fc.property(arbitrary, arbitrary, rule))
    expect(fc.defaultReportMessage(result)).toBeUndefined()
  })

  it('looks again before it is added, and is delivered by the entry that it then finds', () => {
    const parcel = new Parcel(watchCargo, watchCargo.watchedAt + 60 * minuteMs).looksInVain()
    expect(parcel.step).toEqual({ do: 'add' })
    parcel.ends({ type: 'rival', until: parcel.now + 5 * minuteMs })
    expect([parcel.state, parcel.waitMinutes, parcel.step]).toEqual(['waiting for turn', 5, null])
    expect(parcel.waits().step).toMatchObject({ do: 'look' })
    const found = { type: 'found', historyId: '7', watchedAt: watchCargo.watchedAt } as const
    expect(parcel.ends({ ...found, toldByAnother: true }).delivery).toMatchObject({
      state: 'delivered',
      historyId: '7',
    })
  })

  it('changes nothing in what is being sent', () => {
    const parcel = new Parcel().goesOut()
    expect(parcel.ends({ type: 'rival', until: parcel.now }).state).toBe('sending for turn')
  })
})
