import type { PasswordLinkRow } from './ports-accounts.ts'

export interface UserRow {
  readonly id: string
  readonly name: string
  readonly role: 'administrator' | 'member'
  /** Empty while nobody has set a password by the link: nobody can sign in then. */
  readonly passwordHash: string
  readonly createdAt: number
}

export interface SessionRow {
  readonly id: string
  /** SHA-256 of the cookie's value: a stolen database opens no session. */
  readonly tokenHash: string
  readonly userId: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly userAgent: string | null
}

export interface PeopleStore {
  hasUsers(): Promise<boolean>
  /** False when a user exists already: two racing set-ups make one administrator. */
  insertFirstUser(row: UserRow): Promise<boolean>
  userByName(name: string): Promise<UserRow | null>
  userById(id: string): Promise<UserRow | null>
  insertSession(row: SessionRow): Promise<void>
  sessionByHash(tokenHash: string): Promise<SessionRow | null>
  sessionsOf(userId: string): Promise<readonly SessionRow[]>
  touchSession(id: string, at: number): Promise<void>
  deleteSession(id: string): Promise<void>
  deleteExpiredSessions(now: number): Promise<void>
  /** Ends every session of a person but one. Answers the ids that ended. */
  deleteSessionsOf(userId: string, except: string | null): Promise<readonly string[]>

  users(): Promise<
    readonly (UserRow & {
      readonly lastSeenAt: number | null
      readonly linkExpiresAt: number | null
      readonly accounts: number
    })[]
  >
  /** False where the name is taken. */
  insertUser(row: UserRow): Promise<boolean>
  /** `taken` where the name is; `last_administrator` where it would leave none. Decided in one transaction. */
  changeUser(
    id: string,
    change: Partial<Pick<UserRow, 'name' | 'role' | 'passwordHash'>>,
  ): Promise<'done' | 'taken' | 'last_administrator' | 'missing'>
  /** Removes with accounts, sources, plays and sessions. */
  deleteUser(id: string): Promise<'done' | 'last_administrator' | 'missing'>
  /** One open link a person: a new one replaces the one before. */
  putPasswordLink(row: PasswordLinkRow): Promise<void>
  passwordLink(tokenHash: string): Promise<PasswordLinkRow | null>
  /** Takes the link and sets the password in one transaction; false where the link is gone. Two racing uses make one. */
  usePasswordLink(tokenHash: string, passwordHash: string, now: number): Promise<string | null>
}
