import { z } from 'zod'
import { alertViewSchema } from './alerts.ts'
import { integrationViewSchema } from './integrations.ts'

/** What the live stream tells, by server-sent events; the `event` name is `type`, the id grows. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert'), alert: alertViewSchema }),
  z.object({ type: z.literal('alert_removed'), id: z.string() }),
  z.object({ type: z.literal('integration'), integration: integrationViewSchema }),
  z.object({ type: z.literal('integration_removed'), id: z.string() }),
  /** The client missed events and should read everything again. */
  z.object({ type: z.literal('resync') }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>
