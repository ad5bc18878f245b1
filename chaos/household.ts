/** A household at a running server, made by nothing but its own API: people, their Trakt accounts, their sources. */
import type { SourceKind } from '@cuemark/contract'
import type { Client } from '@cuemark/sdk'
import type { TraktBook, TraktPerson } from '@cuemark/testkit'
import { visit } from '../packages/server/src/testing/visitor.ts'

const password = 'a password for one run'

export type SenderKind = Exclude<SourceKind, 'stremio_account'>

export interface Sender {
  readonly id: string
  /** Below the server's address; for `api` the path of the call. */
  readonly path: string
  /** Of kind `api`. */
  readonly token: string | null
}

/** One person, signed in at the server. */
export interface Member {
  readonly name: string
  readonly id: string
  readonly trakt: TraktPerson
  readonly senders: ReadonlyMap<SenderKind, Sender>
  /** Signed in: again, where the last visit is long ago. */
  readonly client: Visit
}

type Visit = () => Promise<Client>

export interface HouseholdOptions {
  /** Where a server answers now: it may be another one after a restart. */
  readonly url: () => string
  readonly book: TraktBook
  readonly names: readonly string[]
  readonly kinds: readonly SenderKind[]
  /** Lets time pass until something is so. */
  readonly passUntil: (isSo: () => Promise<boolean>) => Promise<void>
}

/** A person's browser: its cookies are good at every process, and outlive it. */
function browserOf({ url }: HouseholdOptions, name: string): Visit {
  let at = ''
  let visitor = visit('')
  return async () => {
    if (at !== url()) {
      const { cookies } = visitor
      at = url()
      visitor = visit(at)
      for (const [key, value] of cookies) visitor.cookies.set(key, value)
    }
    const { client } = visitor
    const { state } = await client.session()
    if (state === 'signed_out') await client.signIn({ body: { name, password } })
    return client
  }
}

async function senderOf(client: Client, kind: SenderKind): Promise<Sender> {
  const { source, address } = await client.createSource({ body: { kind } })
  const path = address.path?.replace(/\/manifest\.json$/, '') ?? '/api/v1/plays'
  return { id: source.id, path, token: address.token }
}

/** Links the person's own account by device code, as a person would: reads the code, and approves it at Trakt. */
export async function signIn(
  { book, passUntil }: Pick<HouseholdOptions, 'book' | 'passUntil'>,
  visitor: Visit,
  trakt: TraktPerson,
): Promise<void> {
  const client = await visitor()
  const { id, userCode } = await client.startSignIn({ body: { service: 'trakt', method: 'device' } })
  const refusal = userCode === null ? 'There is no code.' : book.approve(trakt, userCode)
  if (refusal !== null) throw new Error(`Trakt did not take the code of ${trakt.name}: ${refusal}`)
  await passUntil(async () => (await (await visitor()).getSignIn({ params: { id } })).state !== 'pending')
  const { state, diagnosis } = await (await visitor()).getSignIn({ params: { id } })
  if (state !== 'done')
    throw new Error(`The sign-in of ${trakt.name} ended ${state}: ${diagnosis?.title ?? ''}`)
}

async function move(options: HouseholdOptions, visitor: Visit, name: string): Promise<Member> {
  const trakt = options.book.addPerson(name)
  await signIn(options, visitor, trakt)
  const client = await visitor()
  const senders = new Map<SenderKind, Sender>()
  for (const kind of options.kinds) senders.set(kind, await senderOf(client, kind))
  const id = (await client.session()).person?.id ?? ''
  return { name, id, trakt, senders, client: visitor }
}

/** The first of the names is the administrator. */
export async function settleIn(options: HouseholdOptions): Promise<readonly Member[]> {
  const { book, names } = options
  const [first = 'Ada', ...others] = names
  const adminAt = browserOf(options, first)
  const admin = await adminAt()
  await admin.setUp({ body: { name: first, password } })
  const settings = { clientId: book.clientId, clientSecret: book.clientSecret ?? '' }
  await admin.createIntegration({ body: { service: 'trakt', settings, saveUntested: true } })
  const members = [await move(options, adminAt, first)]
  for (const name of others) {
    const { path } = await admin.addPerson({ body: { name } })
    await visit(options.url()).client.usePasswordLink({
      body: { token: path.split('#')[1] ?? '', password },
    })
    members.push(await move(options, browserOf(options, name), name))
  }
  return members
}

/** Says whose a user of a player is. What waited for that goes on. */
export async function claimPlayers(
  { client: visitor, id, senders }: Member,
  kind: SenderKind,
): Promise<number> {
  const client = await visitor()
  const sender = senders.get(kind)
  if (sender === undefined) return 0
  const params = { id: sender.id }
  const { players } = await client.getSource({ params })
  const unknown = players.filter(({ personId, ignored }) => personId === null && !ignored)
  for (const { key } of unknown) {
    await client.assignPlayer({ params: { ...params, key }, body: { personId: id } })
  }
  return unknown.length
}
