import { z } from 'zod'
import {
  activityCountsSchema,
  activityViewSchema,
  backfillInput,
  backfillPreviewSchema,
  markInput,
  matchInput,
  nowPlayingViewSchema,
  playEventViewSchema,
  playViewSchema,
  suggestionSchema,
} from './plays.ts'
import { byId, page, pageQuery, type Route } from './route.ts'
import { sendPlaysInput, sendPlaysResultSchema } from './sources.ts'

const person = z.string().max(64).optional()

const readRoutes = {
  listPlays: {
    method: 'GET',
    path: '/plays',
    access: 'member',
    answer: 'json',
    summary: 'Plays, newest first; with `waiting` the next to go out first',
    query: pageQuery.extend({ view: activityViewSchema.default('all'), personId: person, accountId: person }),
    response: page(playViewSchema),
  },
  getPlay: {
    method: 'GET',
    path: '/plays/:id',
    access: 'member',
    answer: 'json',
    summary: 'One play',
    params: byId,
    response: playViewSchema,
  },
  listPlayEvents: {
    method: 'GET',
    path: '/plays/:id/events',
    access: 'member',
    answer: 'json',
    summary: 'The whole story of a play',
    params: byId,
    response: z.object({ items: z.array(playEventViewSchema) }),
  },
  suggestTitles: {
    method: 'GET',
    path: '/plays/:id/suggestions',
    access: 'member',
    answer: 'json',
    summary: 'Titles that may be meant, from Trakt’s search',
    params: byId,
    query: z.object({ q: z.string().trim().max(200).optional() }),
    response: z.object({ items: z.array(suggestionSchema) }),
  },
  searchTitles: {
    method: 'GET',
    path: '/titles',
    access: 'member',
    answer: 'json',
    summary: 'Movies and shows by their name or IMDb id, from Trakt’s search through the own account',
    query: z.object({
      query: z.string().trim().min(1).max(200),
      /** Both when left out. A show stands as an episode without season and number. */
      type: z.enum(['movie', 'episode']).optional(),
    }),
    response: z.object({ items: z.array(suggestionSchema) }),
  },
  listPlaying: {
    method: 'GET',
    path: '/playing',
    access: 'member',
    answer: 'json',
    summary: 'What is on now, and how much waits',
    query: z.object({ personId: person }),
    response: z.object({ items: z.array(nowPlayingViewSchema), counts: activityCountsSchema }),
  },
} as const satisfies Record<string, Route>

const changeRoutes = {
  replayPlay: {
    method: 'POST',
    path: '/plays/:id/replay',
    access: 'member',
    answer: 'json',
    summary: 'Send a refused or dropped play again; looked up first, so it cannot be doubled',
    params: byId,
    response: playViewSchema,
  },
  replayAll: {
    method: 'POST',
    path: '/plays/replay',
    access: 'member',
    answer: 'json',
    summary: 'Send all refused plays again, or those of one cause',
    body: z.object({ cause: z.string().max(100).optional(), personId: person }),
    response: z.object({ replayed: z.number().int() }),
  },
  matchPlay: {
    method: 'POST',
    path: '/plays/:id/match',
    access: 'member',
    answer: 'json',
    summary: 'Say what an unmatched play is; remembered',
    params: byId,
    body: matchInput,
    response: playViewSchema,
  },
  dropPlay: {
    method: 'POST',
    path: '/plays/:id/drop',
    access: 'member',
    answer: 'json',
    summary: 'Do not send this play; it stays in the own history',
    params: byId,
    response: playViewSchema,
  },
  /** Undoes a drop. */
  restorePlay: {
    method: 'POST',
    path: '/plays/:id/restore',
    access: 'member',
    answer: 'json',
    summary: 'Send a dropped play after all',
    params: byId,
    response: playViewSchema,
  },
  /** Answers the question of an unclear play. */
  confirmPlay: {
    method: 'POST',
    path: '/plays/:id/confirm',
    access: 'member',
    answer: 'json',
    summary: 'Say whether an unclear play was seen to the end',
    params: byId,
    body: z.object({ watched: z.boolean() }),
    response: playViewSchema,
  },
  markWatched: {
    method: 'POST',
    path: '/plays/mark',
    access: 'member',
    answer: 'json',
    summary: 'Mark a title as watched or not watched by hand',
    body: markInput,
    response: z.object({ play: playViewSchema.nullable() }),
  },
  previewBackfill: {
    method: 'POST',
    path: '/backfill/preview',
    access: 'member',
    answer: 'json',
    summary: 'What is missing at Trakt in a range of dates; sends nothing',
    body: backfillInput,
    response: backfillPreviewSchema,
  },
  sendBackfill: {
    method: 'POST',
    path: '/backfill',
    access: 'member',
    answer: 'json',
    summary: 'Send what a preview showed as missing',
    body: z.object({ previewId: z.string().max(64) }),
    response: z.object({ sent: z.number().int() }),
  },
} as const satisfies Record<string, Route>

export const playRoutes = {
  ...readRoutes,
  ...changeRoutes,
  /** With the token of a source of kind `api` as bearer. Durable before it is answered. */
  sendPlays: {
    method: 'POST',
    path: '/plays',
    access: 'token',
    answer: 'json',
    summary: 'Playback from another program: one event or a batch; a repeat of an id changes nothing',
    body: sendPlaysInput,
    response: sendPlaysResultSchema,
  },
} as const satisfies Record<string, Route>
