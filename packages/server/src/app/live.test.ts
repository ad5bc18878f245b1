import { describe, expect, it } from 'vitest'
import type { IntegrationView, LiveEvent } from '@cuemark/contract'
import { ManualClock } from '../clock-manual.ts'
import { createLive } from './live.ts'
import { createChanges } from './live-changes.ts'
import type { LiveReader } from './live-subjects.ts'

const view = (id: string, version: number): IntegrationView => ({
  id,
  service: 'tmdb',
  name: 'TMDb',
  state: 'connected',
  settings: {},
  secretHints: {},
  pausedAt: null,
  lastProofAt: null,
  lastCheckAt: null,
  nextCheckAt: null,
  budget: null,
  openAlerts: 0,
  tested: true,
  createdAt: 0,
  updatedAt: 0,
  version,
})

/** A house of integrations that exist only here. Each read can be held up. */
const setUp = (firstId = 1000) => {
  const versions = new Map<string, number>()
  const errors: unknown[] = []
  let fails = false
  const clock = new ManualClock()
  const counted: (string | null)[] = []
  const reader: LiveReader = {
    integration: async (id) => {
      await Promise.resolve()
      if (fails) throw new Error('store gone')
      const version = versions.get(id)
      return version === undefined ? null : view(id, version)
    },
    alert: () => Promise.resolve(null),
    integrationOfAlert: () => Promise.resolve(null),
    account: () => Promise.resolve(null),
    signIn: () => Promise.resolve(null),
    source: () => Promise.resolve(null),
    play: () => Promise.resolve(null),
    channel: () => Promise.resolve(null),
    activity: (userId) => {
      counted.push(userId)
      return Promise.resolve({ playing: counted.length, waiting: 0, attention: 0, nextAt: null })
    },
  }
  const changes = createChanges((error) => errors.push(error))
  const live = createLive({ changes, reader, clock, firstId, onError: (error) => errors.push(error) })
  const heard: { id: number; event: LiveEvent; audience: string | null }[] = []
  live.subscribe((id, event, audience) => heard.push({ id, event, audience }))
  const change = (id: string, version: number | null) => {
    if (version === null) versions.delete(id)
    else versions.set(id, version)
    changes.publish({ type: 'integration', integrationId: id })
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    live,
    clock,
    changes,
    counted,
    heard,
    errors,
    change,
    settle,
    fail: () => {
      fails = true
    },
  }
}

describe('the live stream', () => {
  it('tells changes in order with growing ids', async () => {
    const { heard, change, settle } = setUp()
    change('a', 1)
    change('b', 1)
    await settle()
    change('a', 2)
    await settle()
    expect(heard.map(({ id }) => id)).toEqual([1001, 1002, 1003])
    expect(
      heard.map(({ event }) => (event.type === 'integration' ? event.integration.id : event.type)),
    ).toEqual(['a', 'b', 'a'])
  })

  it('tells a subject that changes often once, as it is last', async () => {
    const { heard, change, settle } = setUp()
    for (let version = 1; version <= 100; version += 1) change('a', version)
    await settle()
    expect(heard.length).toBeLessThanOrEqual(2)
    expect(heard.at(-1)?.event).toMatchObject({ integration: { version: 100 } })
  })

  it('tells what is gone as removed', async () => {
    const { heard, change, settle } = setUp()
    change('a', null)
    await settle()
    expect(heard.map(({ event }) => event)).toEqual([{ type: 'integration_removed', id: 'a' }])
  })

  it('gives a page that comes back exactly what it missed', async () => {
    const { live, change, settle } = setUp()
    for (const id of ['a', 'b', 'c']) change(id, 1)
    await settle()
    expect(live.since(1001)?.map(({ id }) => id)).toEqual([1002, 1003])
    expect(live.since(1003)).toEqual([])
    expect(live.since(1000)).toHaveLength(3)
  })

  it('sends a page of another life, or one that was away too long, to read again', async () => {
    const { live, change, settle } = setUp()
    expect(live.since(999)).toBeNull()
    expect(live.since(1001)).toBeNull()
    expect(live.since(1000)).toEqual([])
    for (let number = 0; number < 501; number += 1) {
      change(`i${String(number)}`, 1)
      await settle()
    }
    expect(live.since(1000)).toBeNull()
    expect(live.since(1001)).toHaveLength(500)
  })

  it('says so when it could not read, and goes on', async () => {
    const { heard, errors, change, settle, fail } = setUp()
    fail()
    change('a', 1)
    await settle()
    expect(heard.map(({ event }) => event.type)).toEqual(['resync'])
    expect(errors).toEqual([new Error('store gone')])
  })

  it('is not stopped by a listener that throws, and forgets who left', async () => {
    const { live, heard, errors, change, settle } = setUp()
    const leave = live.subscribe(() => {
      throw new Error('socket closed')
    })
    change('a', 1)
    await settle()
    leave()
    change('a', 2)
    await settle()
    expect(heard).toHaveLength(2)
    expect(errors).toEqual([new Error('socket closed')])
  })

  it('is silent after its end', async () => {
    const { live, heard, change, settle } = setUp()
    await live.close()
    change('a', 1)
    await settle()
    expect(heard).toEqual([])
  })

  it('tells a burst of plays in counts four times a second, to its person and to the administrators', async () => {
    const { clock, changes, counted, heard, settle } = setUp()
    for (let number = 0; number < 100; number += 1) {
      changes.publish({ type: 'playing', channel: 'tv', userId: 'anna' })
      await settle()
    }
    expect(counted).toEqual(['anna', null])
    clock.advance(250)
    await settle()
    expect(counted).toEqual(['anna', null, 'anna', null])
    expect(heard.map(({ event, audience }) => [event.type, audience])).toEqual([
      ['now_playing_ended', 'anna'],
      ['activity', 'anna'],
      ['activity', null],
      ['now_playing_ended', 'anna'],
      ['activity', 'anna'],
      ['activity', null],
    ])
  })

  it('tells a person of what is theirs, and of a removed source after everything else about it', async () => {
    const { changes, heard, settle } = setUp()
    changes.publish({ type: 'source', sourceId: 'tv', userId: 'anna' })
    changes.publish({ type: 'source_removed', sourceId: 'tv', userId: 'anna' })
    changes.publish({ type: 'account_removed', accountId: 'trakt', userId: 'ben' })
    await settle()
    expect(heard.map(({ event, audience }) => [event, audience])).toEqual([
      [{ type: 'source_removed', id: 'tv' }, 'anna'],
      [{ type: 'account_removed', id: 'trakt' }, 'ben'],
    ])
  })
})
