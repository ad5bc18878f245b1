import { z } from 'zod'
import { diagnosisSchema, instant } from './diagnosis.ts'
import { titleInput } from './sources.ts'

const idsView = z.object({
  imdb: z.string().optional(),
  tmdb: z.number().optional(),
  tvdb: z.number().optional(),
  trakt: z.number().optional(),
  kitsu: z.number().optional(),
})
const nameAndYear = { name: z.string().nullable(), year: z.number().nullable() }

export const titleViewSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('movie'), ...nameAndYear, ids: idsView }),
  z.object({
    type: z.literal('episode'),
    show: z.object({ ...nameAndYear, ids: idsView }),
    season: z.number().nullable(),
    number: z.number().nullable(),
    lastNumber: z.number().nullable(),
    name: z.string().nullable(),
    ids: idsView,
  }),
])
export type TitleView = z.infer<typeof titleViewSchema>

export const deliveryStateSchema = z.enum([
  'waiting',
  'sending',
  'unknown',
  'delivered',
  'unmatched',
  'refused',
  'dropped',
])

/** What is shown on the activity page: a play with the state of its way to Trakt. */
export const playViewSchema = z.object({
  id: z.string(),
  personId: z.string(),
  personName: z.string(),
  title: titleViewSchema,
  /** `unclear` asks the person whether it was seen. */
  state: z.enum(['watched', 'unclear', 'withdrawn']),
  startedAt: instant,
  watchedAt: instant,
  timeTold: z.boolean(),
  progress: z.number().nullable(),
  source: z.object({ id: z.string(), kind: z.string(), name: z.string() }).nullable(),
  origin: z.enum(['player', 'library', 'mark', 'backfill']),
  /** Null where no account takes it: it is in the own history then. */
  delivery: z
    .object({
      id: z.string(),
      accountId: z.string(),
      state: deliveryStateSchema,
      /** Why it waits, in words. */
      because: z.string().nullable(),
      waitsFor: z.enum(['turn', 'retry', 'sign_in', 'look', 'service', 'new_episode', 'person']).nullable(),
      nextAt: instant.nullable(),
      attempts: z.number().int(),
      diagnosis: diagnosisSchema.nullable(),
      historyId: z.string().nullable(),
      deliveredAt: instant.nullable(),
    })
    .nullable(),
  version: z.number().int(),
})
export type PlayView = z.infer<typeof playViewSchema>

/** What is on right now. */
export const nowPlayingViewSchema = z.object({
  id: z.string(),
  personId: z.string(),
  personName: z.string(),
  title: titleViewSchema,
  state: z.enum(['playing', 'paused']),
  startedAt: instant,
  /** Percent at `positionAt`; null where the player does not tell. */
  progress: z.number().nullable(),
  positionMs: z.number().nullable(),
  durationMs: z.number().nullable(),
  positionAt: instant,
  source: z.object({ id: z.string(), kind: z.string(), name: z.string() }).nullable(),
})
export type NowPlayingView = z.infer<typeof nowPlayingViewSchema>

/** One line of a play's story. */
export const playEventViewSchema = z.object({
  at: instant,
  what: z.enum([
    'heard',
    'counted',
    'waiting',
    'sent',
    'lost_answer',
    'looked',
    'delivered',
    'unmatched',
    'refused',
    'matched',
    'replayed',
    'dropped',
    'restored',
    'withdrawn',
    'confirmed',
  ]),
  text: z.string(),
})
export type PlayEventView = z.infer<typeof playEventViewSchema>

export const activityViews = ['waiting', 'attention', 'delivered', 'all'] as const
/** `attention`: refused, unmatched or unclear: what only a person can move. */
export const activityViewSchema = z.enum(activityViews)
export type ActivityView = z.infer<typeof activityViewSchema>

export const activityCountsSchema = z.object({
  playing: z.number().int(),
  waiting: z.number().int(),
  attention: z.number().int(),
  /** When the first of the waiting moves on by itself; null where only a person or a sign-in helps. */
  nextAt: instant.nullable(),
})
export type ActivityCounts = z.infer<typeof activityCountsSchema>

/** A title that may be meant, as Trakt's search gives it. */
export const suggestionSchema = z.object({ title: titleViewSchema, text: z.string() })
export type Suggestion = z.infer<typeof suggestionSchema>

/** `remember`: the same title from the player means this one from now on, and for what already waits. */
export const matchInput = z.object({ title: titleInput, remember: z.boolean().default(true) })

export const markInput = z.object({
  title: titleInput,
  watched: z.boolean(),
  /** When it was seen; now when left out. */
  at: instant.optional(),
})

export const backfillInput = z.object({ accountId: z.string().max(64), from: instant, to: instant })
export const backfillPreviewSchema = z.object({
  /** Names this preview when sending; good for an hour. */
  id: z.string(),
  /** `missing` would be sent, `there` is at Trakt already, `unmatched` needs a person first. */
  items: z.array(
    z.object({
      playId: z.string().nullable(),
      title: titleViewSchema,
      watchedAt: instant,
      state: z.enum(['missing', 'there', 'unmatched']),
      origin: z.enum(['own_history', 'stremio_library']),
    }),
  ),
  missing: z.number().int(),
  /** What became of asking Stremio's library; null where the person has not signed in to Stremio. */
  library: z
    .object({
      /** Why it could not be read; null where it was. */
      because: z.string().nullable(),
      /** Titles with more marked as watched than Stremio has times for: not listed, as nothing is guessed. */
      undated: z.array(z.string()),
    })
    .nullable(),
})
export type BackfillPreview = z.infer<typeof backfillPreviewSchema>
