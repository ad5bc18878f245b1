import type { Diagnosis } from '@cuemark/diagnosis'
import { checkLadderMs } from '../checks.ts'
import { retryAt } from './retry.ts'
import type { TokenEvent, TokenNeed, TokenPolicy, TokenState } from './token.ts'

const dayMs = 24 * 60 * 60_000

export const defaultTokenPolicy: TokenPolicy = {
  refreshAtShare: 0.5,
  refreshAtLeastEveryMs: 7 * dayMs,
  ladderMs: checkLadderMs,
}

/** The state of a pair that was just stored. `generation` goes on counting where the account had one before. */
export function freshToken(pair: {
  readonly issuedAt: number
  readonly expiresAt: number
  readonly refreshable: boolean
  readonly generation?: number
}): TokenState {
  return {
    generation: pair.generation ?? 1,
    issuedAt: pair.issuedAt,
    expiresAt: pair.expiresAt,
    refreshable: pair.refreshable,
    refreshLostAt: null,
    secondTries: 0,
    refusedAt: null,
    accessRefusedAt: null,
    retryAt: null,
    failures: 0,
  }
}

/** What is to be done with a token now (trakt.md §6, rules 3 to 5). */
export function tokenNeed(
  state: TokenState,
  now: number,
  policy: TokenPolicy = defaultTokenPolicy,
): TokenNeed {
  const usable = now < state.expiresAt && state.accessRefusedAt === null
  const dueAt = refreshDueAt(state, policy)
  if (dueAt === null) return usable ? { type: 'use' } : { type: 'sign_in_again' }
  if (now >= dueAt) return { type: 'refresh', usable }
  return usable ? { type: 'use' } : { type: 'wait', until: dueAt }
}

/** When the next refresh is due; null where none can help. */
export function refreshDueAt(state: TokenState, policy: TokenPolicy = defaultTokenPolicy): number | null {
  const { issuedAt, expiresAt, accessRefusedAt } = state
  if (!state.refreshable || state.refusedAt !== null) return null
  const lifeMs = Math.max(0, expiresAt - issuedAt)
  const youngAt = issuedAt + Math.min(lifeMs * policy.refreshAtShare, policy.refreshAtLeastEveryMs)
  // It may be spent: a second use could revoke everything, so it waits until there is nothing to lose.
  const plannedAt = state.refreshLostAt === null ? youngAt : expiresAt
  const dueAt = accessRefusedAt === null ? plannedAt : Math.min(plannedAt, accessRefusedAt)
  return Math.max(dueAt, state.retryAt ?? dueAt)
}

export function tokenAfter(
  state: TokenState,
  event: TokenEvent,
  now: number,
  policy: TokenPolicy = defaultTokenPolicy,
): TokenState {
  switch (event.type) {
    case 'refresh_sent': {
      if (state.refreshLostAt === null) return { ...state, refreshLostAt: now }
      // With nothing to lose it is tried until Trakt answers: a connection that dies says nothing about the sign-in.
      const secondTries = state.secondTries + 1
      const waitMs = policy.ladderMs[secondTries - 1] ?? policy.ladderMs.at(-1) ?? dayMs
      return { ...state, secondTries, retryAt: now + waitMs }
    }
    case 'refreshed': {
      const next = freshToken({ ...event, generation: state.generation + 1 })
      return state.accessRefusedAt === null ? next : { ...next, doubted: true }
    }
    case 'refresh_lost': {
      return { ...state, refreshLostAt: state.refreshLostAt ?? now, failures: state.failures + 1 }
    }
    case 'refresh_failed': {
      return failed(state, event.diagnosis, now, policy)
    }
    case 'refresh_refused': {
      // Refused was the app, or what we sent, not this token: it lives on.
      if (!isOfAccount(event.diagnosis)) return failed(state, event.diagnosis, now, policy)
      return { ...state, refusedAt: now, retryAt: null, failures: state.failures + 1 }
    }
    case 'access_refused': {
      const refused: TokenState = { ...state, accessRefusedAt: state.accessRefusedAt ?? now }
      // The one before was refused too, so fetching a third would not help.
      return state.doubted === true ? { ...refused, refusedAt: state.refusedAt ?? now } : refused
    }
    case 'access_accepted': {
      return state.accessRefusedAt === null && state.doubted !== true
        ? state
        : { ...state, accessRefusedAt: null, doubted: false }
    }
    // No default: the compiler asks for every type.
  }
}

/** It was not decided upon, so the refresh token is as good as before it was sent. */
function failed(state: TokenState, diagnosis: Diagnosis, now: number, policy: TokenPolicy): TokenState {
  const failures = state.failures + 1
  const wasSecond = state.secondTries > 0
  return {
    ...state,
    refreshLostAt: wasSecond ? state.refreshLostAt : null,
    secondTries: 0,
    failures,
    retryAt: retryAt(diagnosis.retry, failures, now, policy.ladderMs),
  }
}

function isOfAccount({ scope }: Diagnosis): boolean {
  return scope === 'account' || scope === 'item'
}
