import { problemCodes, type Problem, type ProblemCode } from '@cuemark/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError } from '../app/use-cases.ts'

const titles: Readonly<Record<ProblemCode, string>> = {
  invalid_input: 'The input is not valid',
  not_signed_in: 'Not signed in',
  wrong_password: 'Wrong name or password',
  not_allowed: 'Not allowed',
  csrf_failed: 'The page is out of date',
  setup_code_wrong: 'Wrong set-up code',
  setup_closed: 'Set-up is done',
  setup_needed: 'Set-up is due',
  not_found: 'Not found',
  stale: 'Changed in the meantime',
  duplicate_name: 'The name is taken',
  test_failed: 'The test failed',
  too_many_attempts: 'Too many attempts',
  too_large: 'Too large',
  unsupported_media_type: 'Not JSON',
  internal: 'Fault inside Cuemark',
  unavailable: 'Not available now',
  wrong_state: 'Not possible in this state',
  link_ended: 'The link has ended',
  last_administrator: 'The last administrator',
  not_connected: 'Not connected yet',
  unreadable: 'Not understood',
  storage_full: 'No space left',
}

/** Codes of the HTTP framework for what a caller did wrong, and what they are in our words. */
const ofFramework: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'A request may have at most 256 kB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send JSON, with content-type application/json.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid_input', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid_input', 'The body is empty.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid_input', 'The body is not as long as announced.'],
  FST_ERR_BAD_URL: ['invalid_input', 'The address is not valid.'],
  FST_ERR_MAX_PARAM_LENGTH: ['invalid_input', 'The address is too long.'],
}

interface Issue {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

function textOf(issue: Issue): string {
  const { origin, minimum, maximum, expected } = issue.params
  if (issue.keyword === 'too_small' && origin === 'string') {
    return minimum === 1 ? 'Fill this in.' : `Use at least ${String(minimum)} characters.`
  }
  if (issue.keyword === 'too_big' && origin === 'string') return `Use at most ${String(maximum)} characters.`
  if (issue.keyword === 'invalid_type') return `This must be a value of type ${String(expected)}.`
  return issue.message ?? 'Not valid.'
}

function validationError(issues: readonly Issue[]): AppError {
  const fields = issues.map((issue) => ({
    field: issue.instancePath.slice(1).replaceAll('/', '.'),
    text: textOf(issue),
  }))
  const named = fields.filter(({ field }) => field !== '').map(({ field }) => field)
  const where = named.length === 0 ? 'The body' : `Field ${named.join(', ')}`
  return new AppError('invalid_input', `${where} is not valid.`, fields)
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** What a thrown error says about the caller; null when it is a fault of ours. */
export function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) return validationError(error.validation)
  const known = ofFramework[codeOf(error) ?? '']
  return known === undefined ? null : new AppError(...known)
}

/** The problem document of an error, after RFC 9457. */
export function problemOf(error: AppError): Problem {
  const problem: Problem = {
    type: `urn:cuemark:problem:${error.code}`,
    title: titles[error.code],
    status: problemCodes[error.code],
    detail: error.message,
    code: error.code,
  }
  if (error.fields.length > 0) problem.fields = [...error.fields]
  if (error.test !== null) problem.test = error.test
  if ('retryAfterMs' in error && typeof error.retryAfterMs === 'number')
    problem.retryAfterMs = error.retryAfterMs
  return problem
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterMs !== undefined) {
    void reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000))
  }
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem)
}

/** The one place where errors become answers. `translate` knows the errors of what stands behind the ports. */
export function problemHandler(translate: (error: unknown) => AppError | null) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = asAppError(error) ?? translate(error)
    if (known !== null) {
      if (known.code === 'unavailable') request.log.warn({ err: error }, known.message)
      return sendProblem(reply, problemOf(known))
    }
    request.log.error({ err: error, id: request.id }, 'A request failed by a fault of Cuemark.')
    const text = `Something went wrong inside Cuemark. The log has the details under ${request.id}.`
    return sendProblem(reply, { ...problemOf(new AppError('internal', text)), id: request.id })
  }
}
