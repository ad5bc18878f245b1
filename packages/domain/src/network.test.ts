import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  covers,
  freshNetwork,
  isDown,
  network,
  type NetworkEvent,
  type NetworkState,
  type Zone,
  zoneOf,
} from './network.ts'
import { ownNetworkDiagnosis } from './own-network.ts'
import { minuteMs, startAt } from './story.ts'

const failure = (
  integrationId: string,
  over: Partial<Extract<NetworkEvent, { type: 'failure' }>> = {},
): NetworkEvent => ({
  type: 'failure',
  integrationId,
  host: `${integrationId}.example`,
  zone: 'public',
  own: false,
  ...over,
})
const answer = (integrationId: string, zone: Zone = 'public'): NetworkEvent => ({
  type: 'answer',
  integrationId,
  zone,
})

function after(
  events: readonly NetworkEvent[],
  everyMs = 1000,
  from: NetworkState = freshNetwork,
): NetworkState {
  return events.reduce((state, event, index) => network(state, event, startAt + index * everyMs).state, from)
}

describe('is it them or us', () => {
  it('a missing resolver is our network at once', () => {
    const { state, change } = network(freshNetwork, failure('a', { own: true }), startAt)
    expect(change).toBe('down')
    expect(ownNetworkDiagnosis(state)).toMatchObject({ scope: 'own_network', confidence: 'certain' })
  })

  it('three integrations on two hosts with no answer in between are our network', () => {
    expect(isDown(after([failure('a'), failure('b')]))).toBe(false)
    expect(isDown(after([failure('a'), failure('b'), failure('c')]))).toBe(true)
  })

  it('one integration failing a hundred times is not', () => {
    expect(isDown(after(Array.from({ length: 100 }, () => failure('a'))))).toBe(false)
  })

  it('three integrations on one host are not: the host is down', () => {
    const host = 'seerr.example'
    expect(isDown(after(['a', 'b', 'c'].map((id) => failure(id, { host }))))).toBe(false)
  })

  it('an answer in between acquits the network', () => {
    expect(isDown(after([failure('a'), failure('b'), answer('d'), failure('c')]))).toBe(false)
  })

  it('failures too far apart are not one fault', () => {
    expect(isDown(after([failure('a'), failure('b'), failure('c')], 6 * minuteMs))).toBe(false)
  })

  it('the first answer of anything ends it', () => {
    const down = after([failure('a'), failure('b'), failure('c')])
    const { state, change } = network(down, answer('d'), startAt + minuteMs)
    expect(change).toBe('up')
    expect(isDown(state)).toBe(false)
    expect(state.upSinceAt).toBe(startAt + minuteMs)
    expect(ownNetworkDiagnosis(state)).toBeNull()
  })

  it('a working home server does not acquit the way out of the house', () => {
    const events = [failure('a'), failure('b'), answer('seerr', 'local'), failure('c')]
    expect(isDown(after(events))).toBe(true)
  })

  it('home servers failing together are our network too, and the text says so', () => {
    const state = after(['a', 'b', 'c'].map((id) => failure(id, { zone: 'local' })))
    expect(isDown(state)).toBe(true)
    expect(ownNetworkDiagnosis(state)?.title).toContain('home servers')
    expect(covers(state, { integrationId: 'd', zone: 'public', own: false })).toBe(false)
  })

  it('covers every failure of its zone while down', () => {
    const state = after([failure('a', { own: true })])
    expect(covers(state, { integrationId: 'z', zone: 'public', own: false })).toBe(true)
  })

  it('whoever goes on failing after the network was proved to work fails on its own', () => {
    const state = after([failure('a', { own: true }), answer('b'), failure('a', { own: true })])
    expect(isDown(state)).toBe(false)
    expect(covers(state, { integrationId: 'a', zone: 'public', own: true })).toBe(false)
    const cured = after([answer('a'), failure('a', { own: true })], 1000, state)
    expect(isDown(cured)).toBe(true)
  })

  it('an integration that is removed is no witness any more', () => {
    const down = after([failure('a', { own: true })])
    expect(network(down, { type: 'gone', integrationId: 'a' }, startAt).change).toBe('up')
  })

  it('200 integrations failing is one fall of the network', () => {
    let state = freshNetwork
    let falls = 0
    for (let n = 0; n < 200; n += 1) {
      const step = network(state, failure(`i${String(n)}`), startAt + n)
      state = step.state
      if (step.change === 'down') falls += 1
    }
    expect([falls, isDown(state)]).toEqual([1, true])
  })

  it('down and up alternate, whatever happens', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const zone = fc.constantFrom<Zone>('public', 'local')
    const events = fc.array(
      fc.oneof(
        fc.record({ id, zone, own: fc.boolean() }).map((f) => failure(f.id, { zone: f.zone, own: f.own })),
        fc.record({ id, zone }).map((a) => answer(a.id, a.zone)),
        id.map((integrationId): NetworkEvent => ({ type: 'gone', integrationId })),
      ),
    )
    const alternates = (list: readonly NetworkEvent[]): boolean => {
      let state = freshNetwork
      return list.every((event, index) => {
        const wasDown = isDown(state)
        const step = network(state, event, startAt + index)
        state = step.state
        return step.change === (wasDown === isDown(state) ? null : wasDown ? 'up' : 'down')
      })
    }
    expect(fc.defaultReportMessage(fc.check(fc.property(events, alternates)))).toBeUndefined()
  })
})

describe('where a host lies', () => {
  it.each([
    'localhost',
    'seerr',
    'seerr.lan',
    'nas.home.arpa',
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.5',
    '172.16.0.1',
    '172.31.9.9',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ])('%s is in the house', (host) => {
    expect(zoneOf(host)).toBe('local')
  })
  it.each(['api.themoviedb.org', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2600:9000::1', '11.0.0.1'])(
    '%s is outside',
    (host) => {
      expect(zoneOf(host)).toBe('public')
    },
  )
})
