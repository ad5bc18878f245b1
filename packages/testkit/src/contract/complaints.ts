import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import type { CheckFacts } from '@cuemark/services'
import type { Tried } from './contract-stage.ts'
import type { Expectation } from './expectations.ts'

/** What is wrong with how a client read a scene, a sentence each. None when all is as expected. */

export const complaintsAboutTest = ({ result, told }: Tried, expected: Expectation): readonly string[] => [
  ...unless(same(told, result.steps), 'The steps told are not the steps of the result.'),
  ...(expected.passes === true
    ? unless(result.ok, `The test failed: ${naming(result.diagnosis)}.`)
    : [
        ...unless(!result.ok, 'The test passed.'),
        ...complaintsAboutFault(result.diagnosis, expected),
        ...unless(
          expected.field === undefined || result.field === expected.field,
          `The field at fault is ${String(result.field)}, not ${String(expected.field)}.`,
        ),
        ...unless(
          same(
            result.steps.filter(({ state }) => state === 'failed').map(({ diagnosis }) => diagnosis),
            [result.diagnosis],
          ),
          'The failed step does not carry the diagnosis.',
        ),
      ]),
]

export const complaintsAboutCheck = (
  outcome: Outcome<CheckFacts>,
  expected: Expectation,
): readonly string[] => {
  if (expected.passes === true) return unless(outcome.ok, 'The check failed.')
  return outcome.ok ? ['The check passed.'] : complaintsAboutFault(outcome.diagnosis, expected)
}

const complaintsAboutFault = (diagnosis: Diagnosis | null, expected: Expectation): readonly string[] => {
  if (diagnosis === null) return ['There is no diagnosis.']
  const { headerWithinMs } = expected
  return [
    ...unless(
      expected.kinds.includes(diagnosis.kind),
      `The diagnosis is ${naming(diagnosis)}, not one of ${expected.kinds.join(', ')}.`,
    ),
    ...unless(!diagnosis.expected, 'The fault is taken for the normal course.'),
    ...unless(diagnosis.remedy.length > 0, 'There is no remedy.'),
    ...unless(
      expected.waitingIsVain !== true || diagnosis.retry.when === 'never',
      `The retry is "${diagnosis.retry.when}", although waiting does not help.`,
    ),
    ...(headerWithinMs === undefined ? [] : complaintsAboutRetry(diagnosis, headerWithinMs)),
  ]
}

const complaintsAboutRetry = ({ retry }: Diagnosis, withinMs: number): readonly string[] => {
  if (retry.when !== 'after' && retry.when !== 'at') return [`The retry is "${retry.when}", not a moment.`]
  const delayMs = retry.when === 'at' ? retry.at - Date.now() : retry.delayMs
  return [
    ...unless(retry.basis === 'header', `The moment comes from ${retry.basis}, not from the header.`),
    ...unless(
      delayMs > 0 && delayMs <= withinMs,
      `The wait is ${delayMs} ms, and ${withinMs} at most were named.`,
    ),
  ]
}

const naming = (diagnosis: Diagnosis | null): string =>
  diagnosis === null ? 'missing' : `${diagnosis.kind} (${diagnosis.cause})`

const unless = (good: boolean, complaint: string): readonly string[] => (good ? [] : [complaint])

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
