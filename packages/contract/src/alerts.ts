import { confidences } from '@cuemark/diagnosis'
import { z } from 'zod'
import { basisSchema, instant, kindSchema, remedyStepSchema } from './diagnosis.ts'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

export const alertStateSchema = z.enum(['open', 'recovered', 'dismissed', 'snoozed'])

/** What was asked and answered, with every secret removed. */
export const evidenceViewSchema = z.object({
  at: instant,
  method: z.string().nullable(),
  url: z.string().nullable(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()),
  bodyStart: z.string().nullable(),
  transport: z.string().nullable(),
  durationMs: z.number().nullable(),
  signs: z.array(z.string()),
})

export const alertViewSchema = z.object({
  id: z.string(),
  integrationId: z.string().nullable(),
  integrationName: z.string().nullable(),
  /** The account it is about, where it is one person's. */
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  service: z.string().nullable(),
  kind: kindSchema,
  cause: z.string(),
  severity: severitySchema,
  state: alertStateSchema,
  title: z.string(),
  explanation: z.string(),
  remedy: z.array(remedyStepSchema),
  field: z.string().nullable(),
  confidence: z.enum(confidences),
  count: z.number().int(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  openedAt: instant,
  endedAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  usableAgainAt: instant.nullable(),
  /** Where the moment comes from; a guess is shown as a guess. */
  usableAgainBasis: basisSchema.nullable(),
  /** Until then what failed works all the same. */
  worksUntil: instant.nullable(),
  relapse: z.boolean(),
  /** How many integrations hang on it (more than one only for the own network). */
  affected: z.object({
    integrations: z.number().int(),
    /** People with an account that hangs on it, and plays that wait for it. */
    people: z.number().int(),
    plays: z.number().int(),
  }),
  recoveredBy: z.string().nullable(),
  evidence: evidenceViewSchema.nullable(),
  version: z.number().int(),
})
export type AlertView = z.infer<typeof alertViewSchema>

/** `until` null means until it changes. */
export const snoozeInput = z.object({ until: instant.nullable() })

export const alertEventViewSchema = z.object({
  at: instant,
  what: z.enum([
    'opened',
    'relapsed',
    'worsened',
    'recovered',
    'dismissed',
    'snoozed',
    'woke',
    'restored',
    'held',
    'released',
  ]),
  text: z.string(),
})
export type AlertEventView = z.infer<typeof alertEventViewSchema>
