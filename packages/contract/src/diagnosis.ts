import { z } from 'zod'

/** UTC milliseconds. */
export const instant = z.number().int()

export const kindSchema = z.enum([
  'authentication',
  'permission',
  'account',
  'quota',
  'rate_limit',
  'outage',
  'network',
  'configuration',
  'invalid_request',
  'not_found',
  'conflict',
  'deprecated',
  'malformed',
  'unknown',
])

export const remedyStepSchema = z.object({
  text: z.string(),
  action: z.enum(['replace_key', 'edit_address', 'edit_settings', 'sign_in_again', 'test_now']).optional(),
  link: z.string().optional(),
})

const basis = z.enum(['header', 'body', 'known_reset', 'guess'])
export const retrySchema = z.discriminatedUnion('when', [
  z.object({ when: z.literal('never') }),
  z.object({ when: z.literal('now') }),
  z.object({ when: z.literal('after'), delayMs: z.number(), basis }),
  z.object({ when: z.literal('at'), at: instant, basis }),
])

export const diagnosisSchema = z.object({
  service: z.string().nullable(),
  kind: kindSchema,
  cause: z.string(),
  title: z.string(),
  explanation: z.string(),
  remedy: z.array(remedyStepSchema),
  scope: z.enum(['item', 'account', 'integration', 'service', 'own_network', 'own_code']),
  retry: retrySchema,
  confidence: z.enum(['certain', 'likely', 'guess']),
  evidence: z.array(
    z.object({
      part: z.enum(['status', 'header', 'body', 'address', 'transport', 'knowledge']),
      text: z.string(),
    }),
  ),
  field: z.string().optional(),
  probe: z.object({ call: z.string(), because: z.string() }).optional(),
  expected: z.boolean(),
})
export type DiagnosisView = z.infer<typeof diagnosisSchema>
