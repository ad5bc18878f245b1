import type { Kysely } from 'kysely'
import type { Play } from '@cuemark/domain'
import type { PlayStoryRow, PlaysTx } from '../app/ports-plays.ts'
import {
  fromAlias,
  fromPlay,
  fromStoredSession,
  toAlias,
  toDelivery,
  toPlay,
  toStoredSession,
} from './rows-plays.ts'
import type { Schema } from './schema.ts'
import { placeOf } from './shelf.ts'

type SessionPart = Pick<PlaysTx, 'session' | 'putSession' | 'dueSessions'>

export function playbackPart(db: Kysely<Schema>): SessionPart {
  return {
    session: async (channel) => {
      const row = await db
        .selectFrom('playback_sessions')
        .selectAll()
        .where('channel', '=', channel)
        .executeTakeFirst()
      return row === undefined ? null : toStoredSession(row)
    },
    putSession: async (row) => {
      const { channel, ...rest } = fromStoredSession(row)
      await db
        .insertInto('playback_sessions')
        .values({ channel, ...rest })
        .onConflict((conflict) => conflict.column('channel').doUpdateSet(rest))
        .execute()
    },
    dueSessions: async (now, limit) => {
      const rows = await db
        .selectFrom('playback_sessions')
        .selectAll()
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('channel')
        .limit(limit)
        .execute()
      return rows.map(toStoredSession)
    },
  }
}

type PlayPart = Pick<PlaysTx, 'play' | 'playsBetween' | 'insertPlay' | 'putPlay' | 'addStory'>

export function playPart(db: Kysely<Schema>): PlayPart {
  return {
    play: async (id) => {
      const row = await db
        .selectFrom('plays')
        .select(['document', 'source_id'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : toPlay(row)
    },
    playsBetween: async (userId, fromAt, toAt) => {
      const rows = await db
        .selectFrom('plays')
        .select(['document', 'source_id'])
        .where('user_id', '=', userId)
        .where('watched_at', '>=', fromAt)
        .where('watched_at', '<=', toAt)
        .orderBy('watched_at')
        .orderBy('id')
        .execute()
      return rows.map(toPlay)
    },
    insertPlay: async (play) => {
      const result = await db
        .insertInto('plays')
        .values({ ...fromPlay(play), delivery_id: null, ...placeOf(play, null) })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
    putPlay: (play) => putPlay(db, play),
    addStory: (row) => addStory(db, row),
  }
}

async function putPlay(db: Kysely<Schema>, play: Play): Promise<void> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('plays', 'plays.delivery_id', 'deliveries.id')
    .select('deliveries.document')
    .where('plays.id', '=', play.id)
    .executeTakeFirst()
  const { id, ...rest } = {
    ...fromPlay(play),
    ...placeOf(play, row === undefined ? null : toDelivery(row)),
  }
  await db
    .insertInto('plays')
    .values({ id, ...rest, delivery_id: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute()
}

async function addStory(db: Kysely<Schema>, row: PlayStoryRow): Promise<void> {
  const last = await db
    .selectFrom('play_story')
    .select((e) => e.fn.max('position').as('position'))
    .where('play_id', '=', row.playId)
    .executeTakeFirst()
  await db
    .insertInto('play_story')
    .values({
      play_id: row.playId,
      position: (last?.position ?? 0) + 1,
      at: row.at,
      what: row.what,
      text: row.text,
    })
    .execute()
}

export function aliasPart(db: Kysely<Schema>): Pick<PlaysTx, 'alias' | 'putAlias'> {
  return {
    alias: async (userId, key) => {
      const row = await db
        .selectFrom('aliases')
        .selectAll()
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? null : toAlias(row)
    },
    putAlias: async (row) => {
      const { user_id, key, ...rest } = fromAlias(row)
      await db
        .insertInto('aliases')
        .values({ user_id, key, ...rest })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet(rest))
        .execute()
    },
  }
}
