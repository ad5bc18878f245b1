import { z } from 'zod'
import { diagnosisSchema, instant } from './diagnosis.ts'
import { serviceIds } from './service-ids.ts'

export const serviceIdSchema = z.enum(serviceIds)

/** Shown on every card. `testing` is a test in progress of the saved settings. */
export const integrationStateSchema = z.enum([
  'not_configured',
  'testing',
  'connected',
  'warning',
  'error',
  'paused',
])
export type IntegrationState = z.infer<typeof integrationStateSchema>

export const budgetSchema = z.object({
  limit: z.number().nullable(),
  used: z.number().nullable(),
  remaining: z.number().nullable(),
  resetsAt: instant.nullable(),
  /** How sure: the service said it in a header or endpoint, or own counting. */
  source: z.enum(['header', 'endpoint', 'counted']),
  readAt: instant,
})
export type BudgetView = z.infer<typeof budgetSchema>

export const checkViewSchema = z.object({
  id: z.string(),
  at: instant,
  durationMs: z.number(),
  ok: z.boolean(),
  /** `check` ran in the background, `test` was asked for, `traffic` was real use. */
  origin: z.enum(['check', 'test', 'traffic']),
  cause: z.string().nullable(),
  title: z.string().nullable(),
})
export type CheckView = z.infer<typeof checkViewSchema>

export const integrationViewSchema = z.object({
  id: z.string(),
  service: serviceIdSchema,
  name: z.string(),
  state: integrationStateSchema,
  /** Plain fields as saved; secrets are never among them. */
  settings: z.record(z.string(), z.string()),
  /** Last four characters of each secret that is saved. */
  secretHints: z.record(z.string(), z.string()),
  pausedAt: instant.nullable(),
  lastProofAt: instant.nullable(),
  lastCheckAt: instant.nullable(),
  nextCheckAt: instant.nullable(),
  budget: budgetSchema.nullable(),
  openAlerts: z.number(),
  /** False when it was saved without a passing test. */
  tested: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  /** Grows with every change; send it back with a change so that two tabs cannot overwrite each other. */
  version: z.number().int(),
})
export type IntegrationView = z.infer<typeof integrationViewSchema>

/** A secret field that is left out keeps its saved value; an empty string removes it. */
export const settingsInput = z.record(z.string().max(64), z.string().max(8192))

export const createIntegrationInput = z.object({
  service: serviceIdSchema,
  name: z.string().trim().min(1).max(80).optional(),
  settings: settingsInput,
  /** Save although the test fails, or without testing. */
  saveUntested: z.boolean().default(false),
})
export const updateIntegrationInput = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  settings: settingsInput.optional(),
  saveUntested: z.boolean().default(false),
  version: z.number().int(),
})
export const testInput = z.object({
  service: serviceIdSchema,
  /** Saved integration whose unsent secrets are used to complete the settings. */
  integrationId: z.string().optional(),
  settings: settingsInput,
})

export const testStepSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['passed', 'failed', 'warning', 'skipped']),
  detail: z.string(),
  durationMs: z.number().optional(),
  diagnosis: diagnosisSchema.optional(),
  field: z.string().optional(),
})
export type TestStepView = z.infer<typeof testStepSchema>

export const testResultSchema = z.object({
  ok: z.boolean(),
  steps: z.array(testStepSchema),
  diagnosis: diagnosisSchema.nullable(),
  field: z.string().nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Settings as cleaned, without secrets; fields that were changed by cleaning are named. */
  cleanedFields: z.array(z.string()),
})
export type TestResultView = z.infer<typeof testResultSchema>

/** One line of the streamed test (`application/x-ndjson`): steps as they end, then the result. */
export const testEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), step: testStepSchema }),
  z.object({ type: z.literal('result'), result: testResultSchema }),
])
export type TestEvent = z.infer<typeof testEventSchema>

/** Outcome of a save: the integration, and the test that went before it when one ran. */
export const saveResultSchema = z.object({
  integration: integrationViewSchema,
  test: testResultSchema.nullable(),
})
export type SaveResult = z.infer<typeof saveResultSchema>
