import type { UserRow } from '../app/ports.ts'
import { AppError } from '../app/use-cases.ts'
import { Directory, type DirectoryDeps } from './directory.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { Sessions, type Signed } from './sessions.ts'
import { isSetupCode, makeSetupCode } from './setup-code.ts'
import { byAddress, byNameAndAddress, Throttle, TooManyAttempts } from './throttle.ts'

/** Where a request comes from, as far as the edge can tell. */
export interface Origin {
  readonly address: string
  /** Opened on this very machine, with nothing in between. */
  readonly local: boolean
  readonly userAgent: string | null
  /** Session the caller came with; it ends when another begins. */
  readonly signed: Signed | null
}

export interface SignedIn {
  readonly user: UserRow
  /** Value of the session cookie. */
  readonly token: string
}

export interface People {
  readonly sessions: Sessions
  readonly directory: Directory
  /** Signs in somebody who has just proved who they are in another way (a link). */
  begin(user: UserRow, from: Origin): Promise<SignedIn>
  setupNeeded(): Promise<boolean>
  /** The one-time code while set-up is due, else null. A new one with every start. */
  setupCode(): Promise<string | null>
  setUp(input: { name: string; password: string; code?: string | undefined }, from: Origin): Promise<SignedIn>
  signIn(input: { name: string; password: string }, from: Origin): Promise<SignedIn>
}

/** What people stand on. */
export type PeopleDeps = Omit<DirectoryDeps, 'sessions'>

class LocalPeople implements People {
  readonly sessions: Sessions
  readonly directory: Directory
  readonly #deps: PeopleDeps
  readonly #byAddress: Throttle
  readonly #byName: Throttle
  readonly #code: string = makeSetupCode()
  /** Once true it stays true: people can change, but the last administrator cannot go. */
  #hasUsers = false

  constructor(deps: PeopleDeps) {
    this.#deps = deps
    this.sessions = new Sessions(deps)
    this.directory = new Directory({ ...deps, sessions: this.sessions })
    this.#byAddress = new Throttle(deps.clock, byAddress)
    this.#byName = new Throttle(deps.clock, byNameAndAddress)
  }

  async setupNeeded(): Promise<boolean> {
    this.#hasUsers ||= await this.#deps.store.hasUsers()
    return !this.#hasUsers
  }

  async setupCode(): Promise<string | null> {
    return (await this.setupNeeded()) ? this.#code : null
  }

  async setUp(
    input: { name: string; password: string; code?: string | undefined },
    from: Origin,
  ): Promise<SignedIn> {
    if (!(await this.setupNeeded())) throw this.#closed()
    if (!from.local) this.#checkCode(input.code ?? '', from)
    const user: UserRow = {
      id: this.#deps.ids.next(),
      name: input.name,
      role: 'administrator',
      passwordHash: await hashPassword(input.password),
      createdAt: this.#deps.clock.now(),
    }
    if (!(await this.#deps.store.insertFirstUser(user))) throw this.#closed()
    return this.begin(user, from)
  }

  async signIn(input: { name: string; password: string }, from: Origin): Promise<SignedIn> {
    if (await this.setupNeeded()) {
      throw new AppError('setup_needed', 'Nobody can sign in yet. Make the first administrator.')
    }
    const done = this.#attempt(input.name.toLowerCase(), from)
    const user = await this.#deps.store.userByName(input.name)
    const right = await verifyPassword(input.password, user?.passwordHash ?? null)
    if (!right || user === null) {
      throw new AppError('wrong_password', 'Name and password do not fit together.')
    }
    done()
    return this.begin(user, from)
  }

  async begin(user: UserRow, from: Origin): Promise<SignedIn> {
    return {
      user,
      token: await this.sessions.begin(user, { userAgent: from.userAgent, replaces: from.signed }),
    }
  }

  #checkCode(code: string, from: Origin): void {
    const done = this.#attempt('set-up', from)
    if (!isSetupCode(code, this.#code)) {
      throw new AppError(
        'setup_code_wrong',
        'The code is not the one in the log. Copy it from the last start of Cuemark.',
        [{ field: 'code', text: 'Not the code of the last start.' }],
      )
    }
    done()
  }

  /** Counts a try, or refuses it; the answer ends the count of this name at this address. */
  #attempt(name: string, from: Origin): () => void {
    const both = `${from.address}\n${name}`
    const waitMs = Math.max(this.#byName.waitMs(both), this.#byAddress.waitMs(from.address))
    if (waitMs > 0) throw new TooManyAttempts(waitMs)
    this.#byName.count(both)
    this.#byAddress.count(from.address)
    return () => {
      this.#byName.forget(both)
      this.#byAddress.forget(from.address)
    }
  }

  #closed(): AppError {
    return new AppError('setup_closed', 'There is an administrator already. Sign in.')
  }
}

/** Local accounts: the first administrator, signing in, sessions. */
export function createPeople(deps: PeopleDeps): People {
  return new LocalPeople(deps)
}
