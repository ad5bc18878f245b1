import { confidences, evidenceParts, kinds, remedyActions, retryBases, scopes } from '@cuemark/diagnosis'
import { z } from 'zod'

/** UTC milliseconds. */
export const instant = z.number().int()

export const kindSchema = z.enum(kinds)

export const remedyStepSchema = z.object({
  text: z.string(),
  action: z.enum(remedyActions).optional(),
  link: z.string().optional(),
  /** What the step puts somewhere else, letter for letter. */
  copy: z.string().optional(),
})

export const basisSchema = z.enum(retryBases)
export const retrySchema = z.discriminatedUnion('when', [
  z.object({ when: z.literal('never') }),
  z.object({ when: z.literal('now') }),
  z.object({ when: z.literal('after'), delayMs: z.number(), basis: basisSchema }),
  z.object({ when: z.literal('at'), at: instant, basis: basisSchema }),
])

export const diagnosisSchema = z.object({
  service: z.string().nullable(),
  kind: kindSchema,
  cause: z.string(),
  title: z.string(),
  explanation: z.string(),
  remedy: z.array(remedyStepSchema),
  scope: z.enum(scopes),
  retry: retrySchema,
  confidence: z.enum(confidences),
  evidence: z.array(
    z.object({
      part: z.enum(evidenceParts),
      text: z.string(),
    }),
  ),
  field: z.string().optional(),
  probe: z.object({ call: z.string(), because: z.string() }).optional(),
  expected: z.boolean(),
})
export type DiagnosisView = z.infer<typeof diagnosisSchema>
