import type { Kysely } from 'kysely'
import type { PeopleStore, UserRow } from '../app/ports.ts'
import type { Access } from './access.ts'
import { fromUser, nameKey, toUser } from './rows.ts'
import { fromPasswordLink, toPasswordLink } from './rows-accounts.ts'
import type { Schema } from './schema.ts'

type UsersPart = Pick<PeopleStore, 'users' | 'insertUser' | 'changeUser' | 'deleteUser'>

/** The people of the house as an administrator keeps them. */
export function usersPart({ read, transact }: Access): UsersPart {
  return {
    users: () => read(listUsers),
    insertUser: (row) =>
      transact(async (db) => {
        const result = await db
          .insertInto('users')
          .values(fromUser(row))
          .onConflict((conflict) => conflict.column('name_key').doNothing())
          .executeTakeFirst()
        return result.numInsertedOrUpdatedRows === 1n
      }),
    changeUser: (id, change) => transact((db) => changeUser(db, id, change)),
    deleteUser: (id) => transact((db) => deleteUser(db, id)),
  }
}

async function listUsers(db: Kysely<Schema>): ReturnType<PeopleStore['users']> {
  const rows = await db
    .selectFrom('users')
    .leftJoin('password_links', 'password_links.user_id', 'users.id')
    .selectAll('users')
    .select((e) => [
      'password_links.expires_at as link_expires_at',
      e
        .selectFrom('sessions')
        .select((inner) => inner.fn.max('last_seen_at').as('at'))
        .whereRef('sessions.user_id', '=', 'users.id')
        .as('last_seen_at'),
      e
        .selectFrom('accounts')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('accounts.user_id', '=', 'users.id')
        .where('accounts.state', '!=', 'disconnected')
        .as('accounts'),
    ])
    .orderBy('users.created_at')
    .orderBy('users.id')
    .execute()
  return rows.map((row) => ({
    ...toUser(row),
    lastSeenAt: row.last_seen_at,
    linkExpiresAt: row.link_expires_at,
    accounts: row.accounts ?? 0,
  }))
}

async function changeUser(
  db: Kysely<Schema>,
  id: string,
  change: Parameters<PeopleStore['changeUser']>[1],
): Promise<Awaited<ReturnType<PeopleStore['changeUser']>>> {
  const found = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (found === undefined) return 'missing'
  const before = toUser(found)
  const after: UserRow = { ...before, ...change }
  const rest = fromUser(after)
  const namesake = await db
    .selectFrom('users')
    .select('id')
    .where('name_key', '=', nameKey(after.name))
    .where('id', '!=', id)
    .executeTakeFirst()
  if (namesake !== undefined) return 'taken'
  if (canAdminister(before) && !canAdminister(after) && !(await anotherAdministrator(db, id)))
    return 'last_administrator'
  await db.updateTable('users').set(rest).where('id', '=', id).execute()
  return 'done'
}

/** Who was only invited cannot sign in yet, so does not count as the one who is left. */
function canAdminister({ role, passwordHash }: UserRow): boolean {
  return role === 'administrator' && passwordHash !== ''
}

async function anotherAdministrator(db: Kysely<Schema>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'administrator')
    .where('password_hash', '!=', '')
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function deleteUser(
  db: Kysely<Schema>,
  id: string,
): Promise<Awaited<ReturnType<PeopleStore['deleteUser']>>> {
  const found = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (found === undefined) return 'missing'
  if (canAdminister(toUser(found)) && !(await anotherAdministrator(db, id))) return 'last_administrator'
  const accounts = db.selectFrom('accounts').select('id').where('user_id', '=', id)
  await db.deleteFrom('alerts').where('subject', 'in', accounts).execute()
  await db.deleteFrom('users').where('id', '=', id).execute()
  return 'done'
}

type PasswordLinkPart = Pick<PeopleStore, 'putPasswordLink' | 'passwordLink' | 'usePasswordLink'>

export function passwordLinkPart({ read, transact }: Access): PasswordLinkPart {
  return {
    putPasswordLink: (row) =>
      transact(async (db) => {
        const { user_id, ...rest } = fromPasswordLink(row)
        await db
          .insertInto('password_links')
          .values({ user_id, ...rest })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet(rest))
          .execute()
      }),
    passwordLink: (tokenHash) =>
      read(async (db) => {
        const row = await db
          .selectFrom('password_links')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst()
        return row === undefined ? null : toPasswordLink(row)
      }),
    usePasswordLink: (tokenHash, passwordHash, now) =>
      transact(async (db) => {
        const link = await db
          .deleteFrom('password_links')
          .where('token_hash', '=', tokenHash)
          .where('expires_at', '>', now)
          .returning('user_id')
          .executeTakeFirst()
        if (link === undefined) return null
        await db
          .updateTable('users')
          .set({ password_hash: passwordHash })
          .where('id', '=', link.user_id)
          .execute()
        return link.user_id
      }),
  }
}
