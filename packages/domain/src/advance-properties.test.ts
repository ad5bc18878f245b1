import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '@cuemark/diagnosis'
import type { Alert, Signal } from './alert.ts'
import { nextTickAt } from './advance.ts'
import { aDiagnosis, hourMs, startAt, Story } from './story.ts'

/** One cause has one kind; a time step; whether the own network's alert stands for it. */
interface Turn {
  readonly afterMs: number
  readonly signal: Signal
  readonly covered: boolean
}

const lives = fc
  .constantFrom<Kind>('authentication', 'quota', 'outage', 'malformed', 'network')
  .chain((kind) => {
    const failure = fc.record({
      count: fc.integer({ min: 1, max: 5 }),
      retry: fc.constantFrom(
        { when: 'never' as const },
        { when: 'after' as const, delayMs: 90_000, basis: 'guess' as const },
        { when: 'after' as const, delayMs: hourMs, basis: 'header' as const },
      ),
      works: fc.constantFrom({}, {}, { worksUntil: startAt + hourMs }, { worksUntil: startAt + 5 * hourMs }),
    })
    const signal: fc.Arbitrary<Signal> = fc.oneof(
      {
        weight: 6,
        arbitrary: failure.map(({ count, retry, works }) => ({
          type: 'failure' as const,
          count,
          diagnosis: aDiagnosis(kind, { retry, ...works }),
        })),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom<Signal>(
          { type: 'proof', proofs: ['reachable'], by: 'traffic' },
          { type: 'proof', proofs: ['reachable', 'credential', 'read', 'quota'], by: 'check' },
        ),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Signal>({ type: 'tick' }, { type: 'hold' }, { type: 'release' }),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Signal>(
          { type: 'dismiss' },
          { type: 'restore' },
          { type: 'snooze', until: null },
          { type: 'snooze', until: startAt + 3 * hourMs },
          { type: 'end', because: 'paused' },
          { type: 'end', because: 'changed' },
        ),
      },
    )
    const turn: fc.Arbitrary<Turn> = fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 2 * hourMs })),
      signal,
      covered: fc.boolean().map((covered) => covered && (kind === 'network' || kind === 'outage')),
    })
    return fc.array(turn, { maxLength: 80, size: 'max' })
  })

function tell(turns: readonly Turn[]): Story {
  const story = new Story()
  for (const { afterMs, signal, covered } of turns) story.passes(afterMs).send(signal, covered)
  return story
}

/** The first history that breaks the rule, in words; undefined when none was found. */
function counterexample(rule: (turns: readonly Turn[]) => boolean): string | undefined {
  return fc.defaultReportMessage(fc.check(fc.property(lives, rule), { numRuns: 300 }))
}

/** Each state with the one before it in the same occurrence. */
function changes(story: Story): readonly { before: Alert; after: Alert }[] {
  return story.seen.flatMap((after, index) => {
    const before = story.seen[index - 1]
    return before !== undefined && before.id === after.id && before !== after ? [{ before, after }] : []
  })
}

describe('for every life of an alert', () => {
  it('identical histories give identical states', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const [one, other] = [tell(turns), tell(turns)]
      return JSON.stringify([one.seen, one.told]) === JSON.stringify([other.seen, other.told])
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('opened and ended alternate, starting with opened', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      tell(turns)
        .events.filter((what) => ['opened', 'relapsed', 'recovered'].includes(what))
        .every((what, index) => (what === 'recovered') === (index % 2 === 1))
    expect(counterexample(rule)).toBeUndefined()
  })

  it('broken and mended alternate in what people are told, and worsened comes only in between', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      tell(turns).announced.every((what, index, all) => {
        const told = all[index - 1]
        const broken = told !== undefined && told !== 'recovered'
        return broken === (what !== 'opened')
      })
    expect(counterexample(rule)).toBeUndefined()
  })

  it('the count never falls within an occurrence that was shown', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      changes(tell(turns)).every(
        ({ before, after }) => before.openedAt === null || after.count >= before.count,
      )
    expect(counterexample(rule)).toBeUndefined()
  })

  it('people hear of it at most twice in any hour', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const heard = tell(turns).told.filter(({ effect }) => effect.type === 'announce')
      return heard.every(({ at }) => heard.filter((o) => o.at >= at && o.at < at + hourMs).length <= 2)
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('a dismissed alert is silent until a recovery or until a person brings it back', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const story = new Story()
      return turns.every(({ afterMs, signal, covered }) => {
        const wasDismissed = story.alert?.state === 'dismissed'
        const heard = story.told.length
        story.passes(afterMs).send(signal, covered)
        if (!wasDismissed || ['proof', 'restore', 'end'].includes(signal.type)) return true
        const silent = story.told.slice(heard).every(({ effect }) => effect.type === 'check_now')
        return silent && story.alert?.state === 'dismissed'
      })
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('moments stand in order', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const { seen } = tell(turns)
      const ordered = seen.every(
        (alert) =>
          alert.firstSeenAt <= alert.lastSeenAt &&
          (alert.openedAt ?? alert.firstSeenAt) >= alert.firstSeenAt &&
          (alert.endedAt ?? alert.firstSeenAt) >= alert.firstSeenAt,
      )
      return ordered && seen.every((alert, index) => alert.lastSeenAt >= (seen[index - 1]?.lastSeenAt ?? 0))
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('what is visible has a moment of opening and no end', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      tell(turns).seen.every(
        ({ state, openedAt, endedAt }) => state !== 'open' || (openedAt !== null && endedAt === null),
      )
    expect(counterexample(rule)).toBeUndefined()
  })

  it('the version grows by one with every change', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      changes(tell(turns)).every(({ before, after }) => after.version === before.version + 1)
    expect(counterexample(rule)).toBeUndefined()
  })

  it('ticking when asked to always comes to rest', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const story = tell(turns)
      for (let ticks = 0; ticks < 20; ticks += 1) {
        const at: number | null = story.alert === null ? null : nextTickAt(story.alert, story.policy)
        if (at === null) return true
        story.now = Math.max(story.now, at)
        story.ticks()
      }
      return false
    }
    expect(counterexample(rule)).toBeUndefined()
  })
})
