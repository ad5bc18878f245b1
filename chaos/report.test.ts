import type { BookComparison, BookPlay } from '@cuemark/testkit'
import { describe, expect, it } from 'vitest'
import type { ChaosReport } from './chaos.ts'
import { faultsOf, linesOf } from './report.ts'

const right: BookComparison = { lost: [], doubled: [], wrongTime: [], unexpected: [], right: 10 }
const entry: BookPlay = {
  id: '1',
  person: 'Ada',
  key: 'movie:481',
  text: 'The Matrix (1999)',
  ids: { trakt: 481 },
  watchedAt: 0,
  addedAt: 0,
  how: 'sync',
}

const good: ChaosReport = {
  options: { seed: 1, plays: 10, people: 1, database: 'sqlite', tokenLifeMs: 86_400_000 },
  messages: { sent: 12, taken: 12, unanswered: 0, refused: {} },
  weather: {
    kills: { message: 1, acted: 0, work: 0 },
    outages: 1,
    outageMs: 3_600_000,
    storms: 0,
    tooMany: 0,
    tokensDied: 0,
    refreshesLost: 0,
    diskFull: 0,
  },
  faultsMet: {},
  covered: {},
  refreshes: 1,
  spentRefreshUses: 0,
  lostSignIns: [],
  unavoidable: 0,
  refusals: [],
  calls: {},
  verdict: {
    facts: 10,
    told: 5,
    trakt: right,
    own: right,
    stuck: [],
    questions: 0,
    stories: [],
    worstToldMs: 0,
    isRight: true,
  },
  logged: [],
  virtualDays: 2,
  steps: 100,
  seconds: 1,
}

const lastLine = (report: ChaosReport): string => linesOf(report).at(-1) ?? ''

describe('a run', () => {
  it('is right when everything is', () => {
    expect(faultsOf(good)).toEqual([])
    expect(lastLine(good)).toBe('RIGHT')
  })

  it.each<[string, Partial<ChaosReport>, string]>([
    [
      'a doubled play',
      { verdict: { ...good.verdict, trakt: { ...right, doubled: [entry] }, isRight: false } },
      'The books do not hold what was watched.',
    ],
    [
      'a request that came too soon',
      { refusals: [{ at: 0, limit: 'AUTHED_API_POST_LIMIT', person: 'Ada', call: 'POST /scrobble/stop' }] },
      'Trakt refused 1 requests for their pace.',
    ],
    ['a spent token', { spentRefreshUses: 1 }, 'A spent refresh token was used 1 times.'],
    ['a lost sign-in', { lostSignIns: ['Ada'] }, '1 sign-ins were lost.'],
  ])('is wrong by %s, and says so', (_name, change, fault) => {
    const report = { ...good, ...change }
    expect(faultsOf(report)).toEqual([fault])
    expect(lastLine(report)).toBe(`WRONG: ${fault}`)
  })

  it('is not blamed for a sign-in that nobody could have kept', () => {
    const killed = { ...good, lostSignIns: ['Ada'], spentRefreshUses: 1, unavoidable: 1 }
    expect(faultsOf(killed)).toEqual([])
  })
})
