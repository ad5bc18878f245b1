import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { backoffMs } from '@cuemark/domain'
import type { GatewayCall } from '../app/ports.ts'

/** A second attempt is worth it only where waiting heals, and only when the wait is short enough to hold on. */
const healingKinds: ReadonlySet<Kind> = new Set(['network', 'outage', 'rate_limit'])
const longestWaitMs = 2000
const maxAttempts = 2

export interface RetryQuestion {
  readonly diagnosis: Diagnosis | null
  readonly idempotent: boolean
  readonly origin: GatewayCall['origin']
  /** How many attempts were made, this one included. */
  readonly attempt: number
  readonly timedOut: boolean
  readonly now: number
  /** 0 to 1, handed in. */
  readonly random: number
}

const named = (diagnosis: Diagnosis, now: number): number | null => {
  const { retry } = diagnosis
  if (retry.when === 'after' && retry.basis !== 'guess') return retry.delayMs
  if (retry.when === 'at' && retry.basis !== 'guess') return Math.max(0, retry.at - now)
  return null
}

/**
 * How long to wait before the one further attempt; null for none. A test shows what is, so it is never
 * repeated; a time-out has used up the patience; a rate limit without a named moment is left alone, because
 * knocking inside the window locks the door (trakt.md §10).
 */
export const retryDelayMs = (question: RetryQuestion): number | null => {
  const { diagnosis, now } = question
  if (diagnosis === null || !question.idempotent || question.timedOut) return null
  if (question.origin === 'test' || question.attempt >= maxAttempts) return null
  if (!healingKinds.has(diagnosis.kind) || diagnosis.retry.when === 'never') return null
  const jitteredMs = backoffMs(question.attempt, question.random)
  const namedMs = named(diagnosis, now)
  if (namedMs !== null) return namedMs <= longestWaitMs ? namedMs + jitteredMs : null
  return diagnosis.kind === 'rate_limit' ? null : jitteredMs
}

/**
 * Bounds repeats over all calls of an integration, so that an outage is not met with twice the traffic.
 * Ten good answers earn one repeat.
 */
export interface RetryBudget {
  earn(): void
  spend(): boolean
}

const fullBudget = 10
const earnedByAnswer = 0.1

export const createRetryBudget = (): RetryBudget => {
  let tokens = fullBudget
  return {
    earn: () => {
      tokens = Math.min(fullBudget, tokens + earnedByAnswer)
    },
    spend: () => {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
