import { describe, expect, it } from 'vitest'
import { playOffers } from './play-offers.ts'
import { delivery, playView } from './testing/plays.ts'

const refused = delivery({ state: 'refused', waitsFor: 'person', nextAt: null })

describe('what can be done about a play', () => {
  it('is an answer where it is not known whether it was watched', () => {
    expect(playOffers(playView({ state: 'unclear', delivery: null }), 'ann')).toEqual(['confirm', 'deny'])
  })
  it('begins with what moves it on', () => {
    const first = (play: Parameters<typeof playView>[0]) => playOffers(playView(play), 'ann')[0]
    expect(first({ delivery: refused })).toBe('replay')
    expect(first({ delivery: delivery({ state: 'unmatched' }) })).toBe('match')
    expect(first({ delivery: delivery({ state: 'dropped' }) })).toBe('restore')
    expect(first({ delivery: delivery({ waitsFor: 'sign_in', nextAt: null }) })).toBe('sign_in')
    expect(first({ delivery: delivery({ waitsFor: 'new_episode' }) })).toBe('match')
  })
  it('leaves alone what is being sent or has arrived', () => {
    for (const state of ['sending', 'delivered'] as const) {
      expect(playOffers(playView({ delivery: delivery({ state }) }), 'ann')).toEqual(['unwatch'])
    }
  })
  it('offers what concerns the own account and history to its person alone', () => {
    const waiting = playView({ delivery: delivery({ waitsFor: 'sign_in', nextAt: null }) })
    expect(playOffers(waiting, 'ann')).toEqual(['sign_in', 'drop', 'unwatch'])
    expect(playOffers(waiting, 'bob')).toEqual(['drop'])
    expect(playOffers(playView({ delivery: refused }), 'bob')).toEqual(['replay', 'match', 'drop'])
    expect(playOffers(playView({ delivery: null }), null)).toEqual([])
  })
  it('is nothing once it was taken back', () => {
    expect(playOffers(playView({ state: 'withdrawn' }), 'ann')).toEqual([])
  })
})
