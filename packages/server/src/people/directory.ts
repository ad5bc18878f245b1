import type { PasswordLink, PersonRow } from '@cuemark/contract'
import type { PeopleStore, UserRow } from '../app/ports.ts'
import { AppError } from '../app/use-cases.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { SessionDeps, Sessions, Signed } from './sessions.ts'
import { byAddress, Throttle, TooManyAttempts } from './throttle.ts'
import { hashToken, makeToken } from './tokens.ts'

const dayMs = 86_400_000
/** Long enough to be read after a weekend, short enough not to lie around in a chat for ever. */
export const linkLifeMs: number = 7 * dayMs

export interface DirectoryDeps extends SessionDeps {
  readonly sessions: Sessions
  /** Revokes and forgets what a person has at the services, before the person goes. */
  readonly revokeAllOf: (userId: string) => Promise<void>
}

type Listed = Awaited<ReturnType<PeopleStore['users']>>[number]

const gone = (): AppError => new AppError('not_found', 'This person does not exist any more.')
const linkEnded = (): AppError =>
  new AppError('link_ended', 'This link has ended or was used. Ask the administrator for a new one.')
const taken = (): AppError =>
  new AppError('duplicate_name', 'Somebody has this name already.', [
    { field: 'name', text: 'Taken. Choose another name.' },
  ])
const lastAdministrator = (): AppError =>
  new AppError(
    'last_administrator',
    'This is the only administrator. Make somebody else an administrator first.',
  )

const rowOf = (user: Listed, now: number): PersonRow => ({
  id: user.id,
  name: user.name,
  role: user.role,
  state: user.passwordHash === '' ? 'invited' : 'active',
  createdAt: user.createdAt,
  lastSeenAt: user.lastSeenAt,
  linkExpiresAt: user.linkExpiresAt !== null && user.linkExpiresAt > now ? user.linkExpiresAt : null,
  accounts: user.accounts,
})

/** The people of the house, as the administrator keeps them, and the links by which they set a password. */
export class Directory {
  readonly #deps: DirectoryDeps
  readonly #byAddress: Throttle

  constructor(deps: DirectoryDeps) {
    this.#deps = deps
    this.#byAddress = new Throttle(deps.clock, byAddress)
  }

  async list(): Promise<readonly PersonRow[]> {
    const now = this.#deps.clock.now()
    return (await this.#deps.store.users()).map((user) => rowOf(user, now))
  }

  async add(input: { readonly name: string; readonly role: UserRow['role'] }): Promise<PasswordLink> {
    const { store, ids, clock } = this.#deps
    const user: UserRow = { id: ids.next(), ...input, passwordHash: '', createdAt: clock.now() }
    if (!(await store.insertUser(user))) throw taken()
    return this.makeLink(user.id)
  }

  async change(
    id: string,
    input: { readonly name?: string | undefined; readonly role?: UserRow['role'] | undefined },
  ): Promise<PersonRow> {
    const change = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.role === undefined ? {} : { role: input.role }),
    }
    const done = await this.#deps.store.changeUser(id, change)
    if (done === 'taken') throw taken()
    if (done === 'last_administrator') throw lastAdministrator()
    // Open pages and streams were let in by the old role.
    if (done === 'done' && input.role !== undefined) await this.#deps.sessions.endAllOf(id, null)
    return this.#row(id)
  }

  async remove(id: string): Promise<void> {
    const { store, sessions, revokeAllOf } = this.#deps
    const people = await store.users()
    const person = people.find((one) => one.id === id)
    if (person === undefined) throw gone()
    const others = people.filter((one) => one.id !== id && one.role === 'administrator')
    if (person.role === 'administrator' && others.length === 0) throw lastAdministrator()
    await revokeAllOf(id)
    await sessions.endAllOf(id, null)
    const done = await store.deleteUser(id)
    if (done === 'last_administrator') throw lastAdministrator()
    if (done === 'missing') throw gone()
  }

  /** A new link; the one before ends. An old password stays good until the link is used. */
  async makeLink(id: string): Promise<PasswordLink> {
    const { store, clock } = this.#deps
    const now = clock.now()
    const token = makeToken()
    const expiresAt = now + linkLifeMs
    await this.#row(id)
    await store.putPasswordLink({ userId: id, tokenHash: hashToken(token), createdAt: now, expiresAt })
    // Behind the # it never leaves the browser, so no log on the way can keep it.
    return { person: await this.#row(id), path: `/welcome#${token}`, expiresAt }
  }

  async lookAtLink(token: string, address: string): Promise<{ name: string; expiresAt: number }> {
    const done = this.#attempt(address)
    const link = await this.#deps.store.passwordLink(hashToken(token))
    const user = link === null ? null : await this.#deps.store.userById(link.userId)
    if (link === null || user === null || link.expiresAt <= this.#deps.clock.now()) throw linkEnded()
    done()
    return { name: user.name, expiresAt: link.expiresAt }
  }

  /** Sets the password and ends the link. Answers who may now be signed in. */
  async useLink(
    input: { readonly token: string; readonly password: string },
    address: string,
  ): Promise<UserRow> {
    const { store, clock, sessions } = this.#deps
    await this.lookAtLink(input.token, address)
    const passwordHash = await hashPassword(input.password)
    const userId = await store.usePasswordLink(hashToken(input.token), passwordHash, clock.now())
    const user = userId === null ? null : await store.userById(userId)
    if (user === null) throw linkEnded()
    // Whoever knew the old password is out.
    await sessions.endAllOf(user.id, null)
    return user
  }

  /** Ends all other sessions of the person. */
  async changePassword(
    signed: Signed,
    input: { readonly current: string; readonly password: string },
    address: string,
  ): Promise<void> {
    const { store, sessions } = this.#deps
    const done = this.#attempt(address)
    if (!(await verifyPassword(input.current, signed.user.passwordHash))) {
      throw new AppError('wrong_password', 'The present password is not right.', [
        { field: 'current', text: 'Not the present password.' },
      ])
    }
    done()
    await store.changeUser(signed.user.id, { passwordHash: await hashPassword(input.password) })
    await sessions.endAllOf(signed.user.id, signed.session.id)
  }

  #attempt(address: string): () => void {
    const waitMs = this.#byAddress.waitMs(address)
    if (waitMs > 0) throw new TooManyAttempts(waitMs)
    this.#byAddress.count(address)
    return () => {
      this.#byAddress.forget(address)
    }
  }

  async #row(id: string): Promise<PersonRow> {
    const user = (await this.#deps.store.users()).find((one) => one.id === id)
    if (user === undefined) throw gone()
    return rowOf(user, this.#deps.clock.now())
  }
}
