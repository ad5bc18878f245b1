import type { PeopleStore, SessionRow, UserRow } from '../../app/ports.ts'

/** People kept in memory: the port's promises, without a database. */
export function createMemoryPeople(): PeopleStore & { insertUser(row: UserRow): void } {
  const users = new Map<string, UserRow>()
  const sessions = new Map<string, SessionRow>()
  const sameName = (name: string) => (user: UserRow) => user.name.toLowerCase() === name.toLowerCase()
  return {
    insertUser: (row) => void users.set(row.id, row),
    hasUsers: async () => users.size > 0,
    insertFirstUser: async (row) => {
      if (users.size > 0) return false
      users.set(row.id, row)
      return true
    },
    userByName: async (name) => [...users.values()].find(sameName(name)) ?? null,
    userById: async (id) => users.get(id) ?? null,
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
  }
}
