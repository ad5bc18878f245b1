import type { SignInView } from '@cuemark/contract'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { keys } from './keys.ts'
import { applyPlayback, newerSignIn, upserted } from './live-apply-playback.ts'
import type { Pages } from './live-cache.ts'
import type { Playing } from './live-playing.ts'
import { deliveryView, playingView, playView } from './testing/views.ts'

const signIn = (state: SignInView['state']): SignInView => ({
  id: 's1',
  personId: 'p1',
  service: 'trakt',
  method: 'device',
  state,
  userCode: 'ABC',
  verificationUrl: 'https://trakt.tv/activate',
  openUrl: null,
  redirectUri: null,
  createdAt: 0,
  expiresAt: 600_000,
  nextPollAt: null,
  diagnosis: null,
  accountId: null,
})
const counts = { playing: 0, waiting: 0, attention: 0, nextAt: null }

describe('a list after one of it changed', () => {
  const old = { id: 'a', version: 2 }
  it('takes a new one in at its end', () => {
    expect(upserted([old], { id: 'b', version: 1 }).map(({ id }) => id)).toEqual(['a', 'b'])
  })
  it('redraws a known one, and is not thrown back by an older version', () => {
    expect(upserted([old], { id: 'a', version: 3 })).toEqual([{ id: 'a', version: 3 }])
    expect(upserted([old], { id: 'a', version: 1 })).toEqual([old])
  })
})

describe('a sign-in', () => {
  it('that ended stays ended, whatever arrives late', () => {
    expect(newerSignIn(signIn('done'), signIn('pending')).state).toBe('done')
    expect(newerSignIn(signIn('pending'), signIn('failed')).state).toBe('failed')
    expect(newerSignIn(undefined, signIn('pending')).state).toBe('pending')
  })
})

describe('the cache', () => {
  it('moves a play from the waiting to the delivered', () => {
    const cache = new QueryClient()
    const pages: Pages<unknown> = { pages: [{ items: [playView()], nextCursor: null }], pageParams: [''] }
    const none: Pages<unknown> = { pages: [{ items: [], nextCursor: null }], pageParams: [''] }
    const waiting = keys.playList({ view: 'waiting', personId: null })
    const delivered = keys.playList({ view: 'delivered', personId: null })
    cache.setQueryData(waiting, pages)
    cache.setQueryData(delivered, none)
    const arrived = playView({ version: 2, delivery: deliveryView({ state: 'delivered' }) })
    applyPlayback(cache, { type: 'play', play: arrived })
    expect(cache.getQueryData<Pages<unknown>>(waiting)?.pages[0]?.items).toEqual([])
    expect(cache.getQueryData<Pages<unknown>>(delivered)?.pages[0]?.items).toEqual([arrived])
  })
  it('shows what is on to the lists of its person and of all, and to no other', () => {
    const cache = new QueryClient()
    const lists = [null, 'p1', 'p2'].map((personId) => keys.playingOf(personId))
    for (const key of lists) cache.setQueryData<Playing>(key, { items: [], counts })
    applyPlayback(cache, { type: 'now_playing', playing: playingView({ personId: 'p1' }) })
    expect(lists.map((key) => cache.getQueryData<Playing>(key)?.items.length)).toEqual([1, 1, 0])
    applyPlayback(cache, { type: 'now_playing_ended', id: 'now1' })
    expect(lists.map((key) => cache.getQueryData<Playing>(key)?.items.length)).toEqual([0, 0, 0])
  })
})
