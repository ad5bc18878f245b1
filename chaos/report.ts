/** What a run says of itself, in lines. */
import type { BookComparison } from '@cuemark/testkit'
import type { ChaosReport } from './chaos.ts'
import type { YearReport } from './year.ts'

const shownOfEach = 8
const hourMs = 3_600_000

const iso = (at: number): string => new Date(at).toISOString()

const listOf = (counts: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(counts).filter(([, count]) => count > 0)
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${name} ${count}`).join(', ')
}

function bookLines(name: string, { lost, doubled, wrongTime, unexpected, right }: BookComparison): string[] {
  const some = <T>(all: readonly T[], line: (one: T) => string): string[] =>
    all.slice(0, shownOfEach).map((one) => `    ${line(one)}`)
  return [
    `${name}: ${right} right, ${lost.length} lost, ${doubled.length} doubled, ${wrongTime.length} with a wrong time, ${unexpected.length} unexpected`,
    ...some(
      lost,
      (fact) =>
        `lost: ${fact.person}, ${fact.text}, ${iso(fact.watchedAt)}, ${fact.viewingId} by ${fact.sourceIds.join(' and ')}`,
    ),
    ...some(
      doubled,
      (play) =>
        `doubled: ${play.person}, ${play.text}, ${iso(play.watchedAt)} (${play.how}, added ${iso(play.addedAt)})`,
    ),
    ...some(
      wrongTime,
      ({ fact, play, offMs }) =>
        `wrong time: ${fact.person}, ${fact.text}, ${iso(fact.watchedAt)} is ${iso(play.watchedAt)} (${offMs} ms off, ${play.how}), ${fact.viewingId} by ${fact.sourceIds.join(' and ')}`,
    ),
    ...some(unexpected, (play) => `unexpected: ${play.person}, ${play.text}, ${iso(play.watchedAt)}`),
  ]
}

/** Why a run is not as it should be; empty when it is. */
export function faultsOf(report: ChaosReport): readonly string[] {
  const { verdict, refusals, spentRefreshUses, lostSignIns, unavoidable } = report
  return [
    ...(verdict.isRight ? [] : ['The books do not hold what was watched.']),
    ...(refusals.length === 0 ? [] : [`Trakt refused ${refusals.length} requests for their pace.`]),
    ...(spentRefreshUses <= unavoidable ? [] : [`A spent refresh token was used ${spentRefreshUses} times.`]),
    ...(lostSignIns.length <= unavoidable ? [] : [`${lostSignIns.length} sign-ins were lost.`]),
  ]
}

const titleOf = ({ options }: ChaosReport): string => {
  const { plays, seed, people, database, tokenLifeMs } = options
  const house = database === 'sqlite' ? 'embedded database' : 'PostgreSQL with two processes'
  return `chaos: ${plays} plays, ${people} people, seed ${seed}, ${house}, tokens of ${tokenLifeMs / hourMs} hours`
}

export function linesOf(report: ChaosReport): readonly string[] {
  const { messages, weather, faultsMet, covered, verdict, refusals } = report
  const { kills } = weather
  const faults = faultsOf(report)
  return [
    titleOf(report),
    `watched: ${listOf(covered)}`,
    `messages: ${messages.taken} taken in ${messages.sent} sendings; sent again: ${messages.unanswered} without an answer, refused ${listOf(messages.refused)}`,
    `killed: ${kills.message} with a message under way, ${kills.acted} between Trakt's act and its answer, ${kills.work} at work; ${report.unavoidable} of them in the middle of a refresh`,
    `weather: ${weather.outages} outages of ${(weather.outageMs / hourMs).toFixed(1)} hours in all, ${weather.storms} storms, disk full ${weather.diskFull} times, ${weather.tooMany} refusals by the wall, ${weather.tokensDied} tokens died early, ${weather.refreshesLost} refreshes cut off`,
    `requests: ${listOf(faultsMet)} met by a fault; ${listOf(report.calls)}`,
    `sign-ins: ${report.refreshes} refreshes, ${report.spentRefreshUses} uses of a spent token, ${report.lostSignIns.length} had to sign in again`,
    ...report.lostSignIns.map((story) => `    ${story}`),
    `pace: ${refusals.length} requests refused`,
    ...refusals
      .slice(0, shownOfEach)
      .map(({ at, limit, person, call }) => `    ${iso(at)} ${limit} ${person ?? ''} ${call}`),
    ...bookLines('Trakt', verdict.trakt),
    ...bookLines('own history', verdict.own),
    `times told by the player (${verdict.told} of ${verdict.facts}): at most ${verdict.worstToldMs} ms off the second at Trakt`,
    `asked of a person: ${verdict.questions}; stuck: ${verdict.stuck.length}`,
    ...verdict.stuck.slice(0, shownOfEach).map((line) => `    ${line}`),
    ...verdict.stories.map((line) => `    ${line}`),
    `log: ${report.logged.length} lines of faults`,
    `time: ${report.virtualDays.toFixed(1)} days in ${report.seconds.toFixed(0)} s, ${report.steps} steps`,
    faults.length === 0 ? 'RIGHT' : `WRONG: ${faults.join(' ')}`,
  ]
}

export const isGoodYear = (year: YearReport): boolean =>
  year.reauthorizations === 0 && year.spentRefreshUses === 0 && year.alive === year.people

export function linesOfYear(year: YearReport): readonly string[] {
  return [
    `year: ${year.days} days, ${year.people} people, ${year.database === 'sqlite' ? 'embedded database' : 'PostgreSQL with two processes'}, tokens of ${year.tokenLifeMs / hourMs} hours, seed ${year.seed}`,
    `sign-ins: ${year.refreshes} refreshes, ${year.reauthorizations} had to sign in again, ${year.spentRefreshUses} uses of a spent token, ${year.alive} of ${year.people} work at the end`,
    `weather: ${year.outages} outages of ${year.outageHours} hours in all, ${year.lostAnswers} refreshes cut off before Trakt had read them, ${year.gatewayAnswers} times others answered, ${year.kills} kills, ${year.killsInRefresh} with a refresh under way`,
    `time: ${year.seconds.toFixed(0)} s`,
    isGoodYear(year) ? 'RIGHT' : 'WRONG',
  ]
}
