import { z } from 'zod'
import { testResultSchema } from './integrations.ts'

/** Codes of what a caller can do wrong. One code, one meaning, one status. */
export const problemCodes = {
  invalid_input: 400,
  not_signed_in: 401,
  wrong_password: 401,
  not_allowed: 403,
  csrf_failed: 403,
  setup_code_wrong: 403,
  setup_closed: 409,
  setup_needed: 409,
  not_found: 404,
  stale: 409,
  /** What is asked for does not fit the state it is in (a finished sign-in, a play that is delivered). */
  wrong_state: 409,
  link_ended: 410,
  last_administrator: 409,
  /** Nobody has connected the service that this needs. */
  not_connected: 409,
  unreadable: 422,
  duplicate_name: 409,
  test_failed: 422,
  too_many_attempts: 429,
  too_large: 413,
  unsupported_media_type: 415,
  internal: 500,
  unavailable: 503,
  /** The disk is full: nothing was taken, send it again. */
  storage_full: 507,
} as const
export type ProblemCode = keyof typeof problemCodes

const isCode = (text: string): text is ProblemCode => text in problemCodes
const codes = Object.keys(problemCodes).filter(isCode)

/** A problem document after RFC 9457, with our stable `code` and field errors. `id` names a 500 in the log. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  code: z.literal(codes),
  id: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), text: z.string() })).optional(),
  retryAfterMs: z.number().optional(),
  /** With `test_failed`: the test that refused the save. */
  test: testResultSchema.optional(),
})
export type Problem = z.infer<typeof problemSchema>
