import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { advance } from './advance.ts'
import type { Alert, AlertEffect, AlertPolicy, Proof, Signal } from './alert.ts'
import { defaultAlertPolicy } from './policy.ts'

/** Tells the life of one problem step by step. For tests only. */

export const minuteMs = 60_000
export const hourMs: number = 60 * minuteMs
/** 2026-11-21 00:00 UTC. */
export const startAt = 1_795_219_200_000

export function aDiagnosis(kind: Kind, over: Partial<Diagnosis> = {}): Diagnosis {
  return {
    service: 'tmdb',
    kind,
    cause: `tmdb.${kind}`,
    title: `TMDb: ${kind}`,
    explanation: 'It was refused.',
    remedy: [{ text: 'Look at it.' }],
    scope: 'integration',
    retry: { when: 'never' },
    confidence: 'certain',
    evidence: [{ part: 'status', text: 'status' }],
    expected: false,
    ...over,
  }
}

export interface Told {
  readonly at: number
  readonly effect: AlertEffect
}

export class Story {
  alert: Alert | null = null
  now: number = startAt
  readonly told: Told[] = []
  readonly seen: Alert[] = []
  readonly policy: AlertPolicy
  #ids = 0

  constructor(policy: Partial<AlertPolicy> = {}) {
    this.policy = { ...defaultAlertPolicy, ...policy }
  }

  send(signal: Signal, covered = false): this {
    const { alert, effects } = advance(this.alert, signal, {
      about: { subject: 'integration-1', integrationId: 'integration-1' },
      now: this.now,
      policy: this.policy,
      newId: () => `alert-${String((this.#ids += 1))}`,
      covered,
    })
    this.alert = alert
    if (alert !== null) this.seen.push(alert)
    for (const effect of effects) this.told.push({ at: this.now, effect })
    return this
  }

  fails(kind: Kind, over: Partial<Diagnosis> = {}, count = 1): this {
    return this.send({ type: 'failure', diagnosis: aDiagnosis(kind, over), count })
  }

  failsCovered(kind: Kind): this {
    return this.send({ type: 'failure', diagnosis: aDiagnosis(kind), count: 1 }, true)
  }

  proves(...proofs: Proof[]): this {
    return this.send({ type: 'proof', proofs, by: 'check' })
  }

  passes(ms: number): this {
    this.now += ms
    return this
  }

  ticks(afterMs = 0): this {
    return this.passes(afterMs).send({ type: 'tick' })
  }

  get events(): string[] {
    return this.told.flatMap(({ effect }) => (effect.type === 'event' ? [effect.what] : []))
  }

  get announced(): string[] {
    return this.told.flatMap(({ effect }) => (effect.type === 'announce' ? [effect.what] : []))
  }

  get checksAsked(): number {
    return this.told.filter(({ effect }) => effect.type === 'check_now').length
  }
}
