import { z } from 'zod'
import { alertViewSchema, severitySchema } from './alerts.ts'
import { integrationViewSchema } from './integrations.ts'
import { activityCountsSchema, nowPlayingViewSchema } from './plays.ts'

export const overviewSchema = z.object({
  integrations: z.array(integrationViewSchema),
  /** At most three, worst first. */
  alerts: z.array(alertViewSchema),
  openAlerts: z.number().int(),
  worst: severitySchema.nullable(),
  /** What is on, at most three, of the own (an administrator: of all). */
  playing: z.array(nowPlayingViewSchema),
  activity: activityCountsSchema,
  version: z.string(),
})
export type OverviewView = z.infer<typeof overviewSchema>
