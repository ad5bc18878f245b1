import { z } from 'zod'
import { alertViewSchema } from './alerts.ts'
import { accountViewSchema, signInViewSchema } from './accounts.ts'
import { integrationViewSchema } from './integrations.ts'
import { activityCountsSchema, nowPlayingViewSchema, playViewSchema } from './plays.ts'
import { sourceViewSchema } from './sources.ts'

/** What the live stream tells, by server-sent events; the `event` name is `type`, the id grows. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert'), alert: alertViewSchema }),
  z.object({ type: z.literal('alert_removed'), id: z.string() }),
  z.object({ type: z.literal('integration'), integration: integrationViewSchema }),
  z.object({ type: z.literal('integration_removed'), id: z.string() }),
  z.object({ type: z.literal('account'), account: accountViewSchema }),
  z.object({ type: z.literal('account_removed'), id: z.string() }),
  z.object({ type: z.literal('sign_in'), signIn: signInViewSchema }),
  z.object({ type: z.literal('source'), source: sourceViewSchema }),
  z.object({ type: z.literal('source_removed'), id: z.string() }),
  z.object({ type: z.literal('play'), play: playViewSchema }),
  z.object({ type: z.literal('now_playing'), playing: nowPlayingViewSchema }),
  z.object({ type: z.literal('now_playing_ended'), id: z.string() }),
  z.object({ type: z.literal('activity'), counts: activityCountsSchema }),
  /** The client missed events and should read everything again. */
  z.object({ type: z.literal('resync') }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>
