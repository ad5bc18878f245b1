import { z } from 'zod'
import { instant } from './diagnosis.ts'

/** Where playback comes from. `stremio_account` is asked; all others send by themselves. */
export const sourceKinds = [
  'stremio_addon',
  'stremio_account',
  'jellyfin',
  'emby',
  'plex',
  'tautulli',
  'kodi',
  'api',
] as const
export const sourceKindSchema = z.enum(sourceKinds)
export type SourceKind = z.infer<typeof sourceKindSchema>

/** A user as the player names it. Nobody is guessed: an unknown one waits until somebody says who it is. */
export const playerUserViewSchema = z.object({
  key: z.string(),
  name: z.string(),
  /** Person whose plays these are; null while nobody has said. */
  personId: z.string().nullable(),
  /** On purpose nobody's. */
  ignored: z.boolean(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  /** Events that wait for somebody to say who this is. */
  waiting: z.number().int(),
})
export type PlayerUserView = z.infer<typeof playerUserViewSchema>

export const sourceViewSchema = z.object({
  id: z.string(),
  kind: sourceKindSchema,
  name: z.string(),
  personId: z.string(),
  personName: z.string(),
  /** `quiet`: nothing has ever come. `unreadable`: the last thing that came could not be read. */
  state: z.enum(['quiet', 'receiving', 'unreadable', 'paused']),
  lastEventAt: instant.nullable(),
  /** What the last event said, in words: "paused The Matrix at 42 %". */
  lastEventText: z.string().nullable(),
  /** Why the last thing could not be read, and what to change at the player. */
  lastFaultText: z.string().nullable(),
  lastFaultAt: instant.nullable(),
  events: z.number().int(),
  players: z.array(playerUserViewSchema),
  pausedAt: instant.nullable(),
  createdAt: instant,
  version: z.number().int(),
})
export type SourceView = z.infer<typeof sourceViewSchema>

export const createSourceInput = z.object({
  kind: sourceKindSchema.exclude(['stremio_account']),
  name: z.string().trim().min(1).max(80).optional(),
})
export const changeSourceInput = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  paused: z.boolean().optional(),
  version: z.number().int(),
})
/** The secret part of the address; shown on request only, never in a list. */
export const sourceAddressSchema = z.object({
  /** Path below the server's own address: `/hooks/…`, `/stremio/…/manifest.json`; for `api` the token itself. */
  path: z.string().nullable(),
  token: z.string().nullable(),
})
export type SourceAddress = z.infer<typeof sourceAddressSchema>

export const assignPlayerInput = z.object({
  personId: z.string().max(64).nullable(),
  ignored: z.boolean().default(false),
})

const positiveId = z.number().int().positive()
const idsInput = z.object({
  imdb: z
    .string()
    .regex(/^tt\d{5,12}$/, 'An IMDb id looks like tt0133093.')
    .optional(),
  tmdb: positiveId.optional(),
  tvdb: positiveId.optional(),
  trakt: positiveId.optional(),
})
const nameInput = z.string().trim().min(1).max(300)
const yearInput = z.number().int().min(1870).max(2200)

/** A title as other programs name it. An episode needs its own ids, or its show with season and number. */
export const titleInput = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('movie'),
    name: nameInput.optional(),
    year: yearInput.optional(),
    ids: idsInput.default({}),
  }),
  z.object({
    type: z.literal('episode'),
    show: z
      .object({ name: nameInput.optional(), year: yearInput.optional(), ids: idsInput.default({}) })
      .default({ ids: {} }),
    season: z.number().int().min(0).max(5000).optional(),
    number: z.number().int().min(0).max(50_000).optional(),
    lastNumber: z.number().int().min(0).max(50_000).optional(),
    name: nameInput.optional(),
    ids: idsInput.default({}),
  }),
])
export type TitleInput = z.infer<typeof titleInput>

/**
 * One event of another program. `id` is the sender's own and makes a repeat harmless. Times are ISO 8601 with zone or
 * UTC milliseconds; positions and durations are milliseconds.
 */
export const playEventInput = z.object({
  id: z.string().trim().min(1).max(200),
  event: z.enum([
    'start',
    'pause',
    'progress',
    'stop',
    'watched',
    'unwatched',
    'rating',
    'watchlist_add',
    'watchlist_remove',
  ]),
  title: titleInput,
  at: z.union([z.iso.datetime({ offset: true }), instant]).optional(),
  positionMs: z.number().min(0).optional(),
  durationMs: z.number().min(0).optional(),
  device: z.string().trim().max(200).optional(),
  /** With `rating`: 1 to 10, null takes it away. */
  rating: z.number().int().min(1).max(10).nullable().optional(),
})
export type PlayEventInput = z.infer<typeof playEventInput>

/** One event, or a batch. */
export const sendPlaysInput = z.union([
  playEventInput,
  z.object({ events: z.array(playEventInput).min(1).max(500) }),
])

export const sendPlaysResultSchema = z.object({
  /** One for each event, in order. `known` was sent before under this id. */
  results: z.array(z.object({ id: z.string(), outcome: z.enum(['taken', 'known']) })),
})
