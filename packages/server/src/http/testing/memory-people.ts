import type { PasswordLinkRow } from '../../app/ports-accounts.ts'
import type { PeopleStore, SessionRow, UserRow } from '../../app/ports.ts'

/** People kept in memory: the port's promises, without a database. */
export function createMemoryPeople(): PeopleStore {
  const users = new Map<string, UserRow>()
  const sessions = new Map<string, SessionRow>()
  const links = new Map<string, PasswordLinkRow>()
  return { ...userPart(users, sessions, links), ...sessionPart(sessions), ...linkPart(users, links) }
}

type LinkPart = Pick<PeopleStore, 'putPasswordLink' | 'passwordLink' | 'usePasswordLink'>
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

function userPart(
  users: Map<string, UserRow>,
  sessions: Map<string, SessionRow>,
  links: Map<string, PasswordLinkRow>,
): Omit<PeopleStore, keyof LinkPart | keyof SessionPart> {
  const byName = (name: string) =>
    [...users.values()].find((user) => user.name.toLowerCase() === name.toLowerCase()) ?? null
  const isLastAdministrator = (id: string) =>
    users.get(id)?.role === 'administrator' &&
    [...users.values()].every((user) => user.id === id || user.role !== 'administrator')
  return {
    insertUser: async (row) => {
      if (byName(row.name) !== null) return false
      users.set(row.id, row)
      return true
    },
    hasUsers: async () => users.size > 0,
    insertFirstUser: async (row) => {
      if (users.size > 0) return false
      users.set(row.id, row)
      return true
    },
    userByName: async (name) => byName(name),
    userById: async (id) => users.get(id) ?? null,
    users: async () =>
      [...users.values()].map((user) => ({
        ...user,
        lastSeenAt: null,
        linkExpiresAt: links.get(user.id)?.expiresAt ?? null,
        accounts: 0,
      })),
    changeUser: async (id, change) => {
      const user = users.get(id)
      if (user === undefined) return 'missing'
      const namesake = change.name === undefined ? null : byName(change.name)
      if (namesake !== null && namesake.id !== id) return 'taken'
      if (change.role === 'member' && isLastAdministrator(id)) return 'last_administrator'
      users.set(id, { ...user, ...change })
      return 'done'
    },
    deleteUser: async (id) => {
      if (!users.has(id)) return 'missing'
      if (isLastAdministrator(id)) return 'last_administrator'
      users.delete(id)
      for (const row of sessions.values()) if (row.userId === id) sessions.delete(row.id)
      return 'done'
    },
  }
}

function linkPart(users: Map<string, UserRow>, links: Map<string, PasswordLinkRow>): LinkPart {
  const byHash = (hash: string) => [...links.values()].find((link) => link.tokenHash === hash) ?? null
  return {
    putPasswordLink: async (row) => void links.set(row.userId, row),
    passwordLink: async (tokenHash) => byHash(tokenHash),
    usePasswordLink: async (tokenHash, passwordHash, now) => {
      const link = byHash(tokenHash)
      const user = link === null ? undefined : users.get(link.userId)
      if (link === null || user === undefined || link.expiresAt <= now) return null
      links.delete(link.userId)
      users.set(user.id, { ...user, passwordHash })
      return user.id
    },
  }
}

function sessionPart(sessions: Map<string, SessionRow>): SessionPart {
  return {
    insertSession: async (row) => void sessions.set(row.id, row),
    sessionByHash: async (hash) => [...sessions.values()].find((row) => row.tokenHash === hash) ?? null,
    sessionsOf: async (userId) => [...sessions.values()].filter((row) => row.userId === userId),
    touchSession: async (id, at) => {
      const row = sessions.get(id)
      if (row !== undefined) sessions.set(id, { ...row, lastSeenAt: at })
    },
    deleteSession: async (id) => void sessions.delete(id),
    deleteExpiredSessions: async (now) => {
      for (const row of sessions.values()) if (row.expiresAt <= now) sessions.delete(row.id)
    },
    deleteSessionsOf: async (userId, except) => {
      const ended = [...sessions.values()].filter((row) => row.userId === userId && row.id !== except)
      for (const row of ended) sessions.delete(row.id)
      return ended.map((row) => row.id)
    },
  }
}
