import type { SessionRow as SessionView } from '@cuemark/contract'
import type { Clock, Ids, PeopleStore, SessionRow, UserRow } from '../app/ports.ts'
import { AppError } from '../app/use-cases.ts'
import { hashToken, makeToken } from './tokens.ts'

const dayMs = 86_400_000
/** A session ends this long after its last use. */
export const idleMs: number = 30 * dayMs
/** And this long after signing in, used or not. */
export const longestMs: number = 90 * dayMs
/** How exactly the last use is kept; a write for every request would be too many. */
const touchEveryMs = 300_000
const longestUserAgent = 300

/** Somebody who is signed in, and by which session. */
export interface Signed {
  readonly user: UserRow
  readonly session: SessionRow
}

export interface SessionDeps {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly ids: Ids
}

/** Sessions of people: begun, recognized, listed and ended. */
export class Sessions {
  readonly #deps: SessionDeps
  readonly #endListeners = new Set<(sessionId: string) => void>()

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  /** Always makes a new token, and ends the session the caller came with: a planted cookie gains nothing. */
  async begin(user: UserRow, from: { userAgent: string | null; replaces: Signed | null }): Promise<string> {
    const { store, clock, ids } = this.#deps
    const now = clock.now()
    await store.deleteExpiredSessions(now)
    if (from.replaces !== null) await this.end(from.replaces.session.id)
    const token = makeToken()
    await store.insertSession({
      id: ids.next(),
      tokenHash: hashToken(token),
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + longestMs,
      userAgent: from.userAgent?.slice(0, longestUserAgent) ?? null,
    })
    return token
  }

  /** Who holds this token, or null when it opens nothing (any more). */
  async recognize(token: string): Promise<Signed | null> {
    const { store, clock } = this.#deps
    const session = await store.sessionByHash(hashToken(token))
    if (session === null) return null
    const now = clock.now()
    if (!this.#alive(session, now)) {
      await this.end(session.id)
      return null
    }
    const user = await store.userById(session.userId)
    if (user === null) return null
    if (now - session.lastSeenAt >= touchEveryMs) await store.touchSession(session.id, now)
    return { user, session }
  }

  async list(signed: Signed): Promise<SessionView[]> {
    const now = this.#deps.clock.now()
    const rows = await this.#deps.store.sessionsOf(signed.user.id)
    return rows
      .filter((row) => this.#alive(row, now))
      .map((row) => ({
        id: row.id,
        current: row.id === signed.session.id,
        createdAt: row.createdAt,
        lastSeenAt: row.lastSeenAt,
        userAgent: row.userAgent,
      }))
  }

  /** Only the own ones: another person's session is not found, whether it exists or not. */
  async endOwn(signed: Signed, id: string): Promise<void> {
    const rows = await this.#deps.store.sessionsOf(signed.user.id)
    if (!rows.some((row) => row.id === id)) throw new AppError('not_found', 'There is no such session.')
    await this.end(id)
  }

  async end(id: string): Promise<void> {
    await this.#deps.store.deleteSession(id)
    for (const listener of this.#endListeners) listener(id)
  }

  /** All of a person's sessions but one. */
  async endAllOf(userId: string, except: string | null): Promise<void> {
    const ended = await this.#deps.store.deleteSessionsOf(userId, except)
    for (const id of ended) for (const listener of this.#endListeners) listener(id)
  }

  /** Tells of every session that ends in this process. The answer ends the listening. */
  onEnd(listener: (sessionId: string) => void): () => void {
    this.#endListeners.add(listener)
    return () => this.#endListeners.delete(listener)
  }

  #alive(session: SessionRow, now: number): boolean {
    return now < session.expiresAt && now - session.lastSeenAt < idleMs
  }
}
