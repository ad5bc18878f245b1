import { z } from 'zod'
import { alertViewSchema, severitySchema } from './alerts.ts'
import { integrationViewSchema } from './integrations.ts'

export const overviewSchema = z.object({
  integrations: z.array(integrationViewSchema),
  /** At most three, worst first. */
  alerts: z.array(alertViewSchema),
  openAlerts: z.number().int(),
  worst: severitySchema.nullable(),
  version: z.string(),
})
export type OverviewView = z.infer<typeof overviewSchema>
