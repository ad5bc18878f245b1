import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaybackEvent, PlaybackOutput } from './playback.ts'
import { anEvent, Channel, episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'

const runs = 1000
const lengthMs = 100 * minuteMs
const titles = [matrix, episode(1), episode(2)]

/** Anything a player may say, in the order in which it is heard; minutes pass in between. */
const anything = fc
  .array(
    fc.record({
      type: fc.constantFrom<PlaybackEvent['type']>('start', 'pause', 'progress', 'stop', 'watched'),
      title: fc.constantFrom(...titles),
      positionMs: fc.option(fc.integer({ min: -5, max: 110 }).map((percent) => percent * minuteMs)),
      durationMs: fc.constantFrom(lengthMs, lengthMs, lengthMs, 0, null),
      paused: fc.option(fc.boolean()),
      afterMs: fc.oneof(fc.integer({ min: 1, max: minuteMs }), fc.integer({ min: 1, max: 150 * minuteMs })),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((events) => {
    let at = eveningAt
    return events.map(({ afterMs, ...event }) => anEvent({ ...event, at: (at += afterMs) }))
  })

const told = (event: PlaybackEvent): PlaybackEvent => ({ ...event, atTold: true })

interface Sitting {
  readonly seen: boolean
  readonly events: readonly PlaybackEvent[]
}

/** One sitting in front of one film: pauses, jumps, and an end before or behind the threshold. */
const sitting = fc
  .record({
    seen: fc.boolean(),
    said: fc.boolean(),
    steps: fc.array(
      fc.record({
        type: fc.constantFrom<PlaybackEvent['type']>('start', 'pause', 'progress'),
        percent: fc.integer({ min: 11, max: 79 }),
        afterMs: fc.integer({ min: 1000, max: 40 * minuteMs }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ seen, said, steps }) => {
    let at = eveningAt
    const body = steps.map(({ type, percent, afterMs }) =>
      anEvent({ type, at: (at += afterMs), positionMs: percent * minuteMs, paused: type === 'pause' }),
    )
    const word = anEvent({ type: 'watched', at: (at += minuteMs), positionMs: 90 * minuteMs })
    const stop = anEvent({ type: 'stop', at: (at += minuteMs), positionMs: (seen ? 96 : 60) * minuteMs })
    const events = [anEvent({ type: 'start', at: eveningAt, positionMs: 0 }), ...body]
    return { seen, events: [...events, ...(seen && said ? [word] : []), stop].map(told) }
  })

function hear(events: readonly PlaybackEvent[]): Channel {
  const channel = new Channel()
  for (const event of events) channel.hears(event)
  return channel
}

const matter = (outputs: readonly PlaybackOutput[]): readonly PlaybackOutput[] =>
  outputs.filter(({ type }) => type !== 'ignored')

function counterexample<T>(from: fc.Arbitrary<T>, rule: (value: T) => boolean): string | undefined {
  return fc.defaultReportMessage(fc.check(fc.property(from, rule), { numRuns: runs }))
}

describe('for everything that a player may say', () => {
  it('a title counts again only where it was begun again, or had the time to be seen since', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean => {
      const channel = new Channel()
      let countedAt = -Infinity
      let isBegun = false
      return events.every((event) => {
        const heard = channel.outputs.length
        channel.hears({ ...event, title: matrix })
        // A report may take up what was thought over, so it begins as well.
        const begins = event.type === 'start' || event.type === 'progress'
        const counted = channel.outputs.slice(heard).filter((one) => one.type === 'watched')
        const hadRoom = event.at - countedAt > Math.min(event.positionMs ?? lengthMs, lengthMs)
        const isRight = counted.length === 0 || (counted.length === 1 && (isBegun || begins || hadRoom))
        isBegun = begins || (isBegun && counted.length === 0)
        countedAt = Math.max(countedAt, ...counted.map(({ watchedAt }) => watchedAt))
        return isRight
      })
    }
    expect(counterexample(anything, rule)).toBeUndefined()
  })

  it('saying everything twice at once says it once', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean => {
      const twice = hear(events.flatMap((event) => [event, event]))
      return JSON.stringify(matter(twice.outputs)) === JSON.stringify(matter(hear(events).outputs))
    }
    expect(counterexample(anything, rule)).toBeUndefined()
    expect(counterexample(anything, (events) => rule(events.map(told)))).toBeUndefined()
  })

  it('repeats that come later count nothing, where the player tells the time', () => {
    const repeats = fc.tuple(sitting, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }))
    const rule = ([{ seen, events }, places]: [
      { seen: boolean; events: PlaybackEvent[] },
      number[],
    ]): boolean => {
      const stray = places.flatMap((place) => events[place % events.length] ?? [])
      const next = events.map((event) => ({ ...event, at: event.at + 24 * 60 * minuteMs }))
      const heard = hear([...events, ...stray, ...next, ...stray])
      return heard.of('watched').length === (seen ? 2 : 0)
    }
    expect(counterexample(repeats, rule)).toBeUndefined()
  })

  it('one sitting counts once or not at all, in whatever order it is told', () => {
    const shuffled = sitting.chain(({ seen, events }) =>
      fc.shuffledSubarray(events, { minLength: events.length }).map((order) => ({ seen, order })),
    )
    const rule = ({ seen, order }: { seen: boolean; order: PlaybackEvent[] }): boolean =>
      hear(order).of('watched').length === (seen ? 1 : 0)
    expect(counterexample(shuffled, rule)).toBeUndefined()
  })

  it('a sitting that is told when something else is on counts as if it had been told in time', () => {
    const later = fc.tuple(sitting, sitting, fc.boolean())
    const rule = ([first, second, isTwice]: [Sitting, Sitting, boolean]): boolean => {
      const hours = (events: readonly PlaybackEvent[], count: number): PlaybackEvent[] =>
        events.map((event) => ({ ...event, at: event.at + count * 60 * minuteMs }))
      const other = told(anEvent({ type: 'start', title: episode(1), at: eveningAt, positionMs: 0 }))
      const late = hours(second.events, 24)
      const heard = hear([...first.events, ...hours([other], 72), ...late, ...(isTwice ? late : [])])
      return heard.of('watched').length === Number(first.seen) + Number(second.seen)
    }
    expect(counterexample(later, rule)).toBeUndefined()
  })

  it('after the end only a start, a stop or a word of the player has an effect', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean => {
      const channel = new Channel()
      return events.every((event) => {
        const { session } = channel
        const heard = channel.outputs.length
        channel.hears({ ...event, title: matrix })
        const isQuiet = session?.state === 'ended' && (event.type === 'pause' || event.type === 'progress')
        return !isQuiet || matter(channel.outputs.slice(heard)).length === 0
      })
    }
    expect(counterexample(anything, rule)).toBeUndefined()
  })

  it('what counted was said to be seen, or had come far enough, or had the time to', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean => {
      const channel = new Channel()
      return events.every((event, index) => {
        const heard = channel.outputs.length
        channel.hears(event)
        const far = events
          .slice(0, index + 1)
          .some((one) => one.type === 'watched' || (one.positionMs ?? 0) >= 0.8 * lengthMs)
        const hadTime = event.at - (events[0]?.at ?? 0) >= 0.8 * lengthMs - 79 * minuteMs
        const counts = channel.outputs.slice(heard).some(({ type }) => type === 'watched')
        return !counts || far || hadTime
      })
    }
    expect(counterexample(anything, rule)).toBeUndefined()
  })

  it('what counted began before it was seen, and its progress is one that Trakt takes', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean =>
      hear(events)
        .of('watched')
        .every(
          ({ startedAt, watchedAt, progress }) => startedAt <= watchedAt && progress >= 80 && progress <= 100,
        )
    expect(counterexample(anything, rule)).toBeUndefined()
    expect(counterexample(anything, (events) => rule(events.map(told)))).toBeUndefined()
  })

  it('a session comes to rest once it is silent for long enough', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean => {
      const channel = hear(events).falls(1e6)
      const heard = channel.outputs.length
      channel.falls(2e6)
      return channel.silentAtMinute === null && channel.outputs.length === heard
    }
    expect(counterexample(anything, rule)).toBeUndefined()
  })

  it('“watching” is never told where Trakt refuses it, and not after it counted', () => {
    const rule = (events: readonly PlaybackEvent[]): boolean =>
      hear(events)
        .of('watching')
        .every(({ action, progress }) => action === 'start' || (progress >= 1 && progress < 80))
    expect(counterexample(anything, rule)).toBeUndefined()
  })
})
