import type { Kysely } from 'kysely'
import type { PeopleStore } from '../app/ports.ts'
import type { Access } from './access.ts'
import { fromSession, fromUser, nameKey, toSession, toUser } from './rows.ts'
import type { Schema } from './schema.ts'
import { passwordLinkPart, usersPart } from './users.ts'

export function createPeopleStore(access: Access): PeopleStore {
  return {
    ...userPart(access),
    ...sessionPart(access),
    ...usersPart(access),
    ...passwordLinkPart(access),
  }
}

type UserPart = Pick<PeopleStore, 'hasUsers' | 'insertFirstUser' | 'userByName' | 'userById'>

function userPart({ read, transact }: Access): UserPart {
  return {
    hasUsers: () => read(anyUser),
    insertFirstUser: (row) =>
      transact(async (db) => {
        if (await anyUser(db)) return false
        await db.insertInto('users').values(fromUser(row)).execute()
        return true
      }),
    userByName: (name) =>
      read(async (db) => {
        const row = await db
          .selectFrom('users')
          .selectAll()
          .where('name_key', '=', nameKey(name))
          .executeTakeFirst()
        return row === undefined ? null : toUser(row)
      }),
    userById: (id) =>
      read(async (db) => {
        const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
        return row === undefined ? null : toUser(row)
      }),
  }
}

async function anyUser(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

type SessionPart = Pick<
  PeopleStore,
  | 'insertSession'
  | 'sessionByHash'
  | 'sessionsOf'
  | 'touchSession'
  | 'deleteSession'
  | 'deleteExpiredSessions'
  | 'deleteSessionsOf'
>

function sessionPart({ read, transact }: Access): SessionPart {
  return {
    insertSession: (row) =>
      transact(async (db) => {
        await db.insertInto('sessions').values(fromSession(row)).execute()
      }),
    sessionByHash: (tokenHash) =>
      read(async (db) => {
        const row = await db
          .selectFrom('sessions')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst()
        return row === undefined ? null : toSession(row)
      }),
    sessionsOf: (userId) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('sessions')
          .selectAll()
          .where('user_id', '=', userId)
          .orderBy('last_seen_at', 'desc')
          .orderBy('id', 'desc')
          .execute()
        return rows.map(toSession)
      }),
    touchSession: (id, at) =>
      transact(async (db) => {
        await db.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', id).execute()
      }),
    deleteSession: (id) =>
      transact(async (db) => {
        await db.deleteFrom('sessions').where('id', '=', id).execute()
      }),
    deleteExpiredSessions: (now) =>
      transact(async (db) => {
        await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
      }),
    deleteSessionsOf: (userId, except) =>
      transact(async (db) => {
        let query = db.deleteFrom('sessions').where('user_id', '=', userId)
        if (except !== null) query = query.where('id', '!=', except)
        const rows = await query.returning('id').execute()
        return rows.map((row) => row.id)
      }),
  }
}
