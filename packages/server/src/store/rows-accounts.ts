import type { Insertable, Selectable, Updateable } from 'kysely'
import type { AccountRow, Lease, PasswordLinkRow, SignInRow } from '../app/ports-accounts.ts'
import { whole } from './rows.ts'
import type { AccountTable, LeaseTable, PasswordLinkTable, SignInTable } from './schema-plays.ts'

export function fromAccount(row: AccountRow): Insertable<AccountTable> {
  return {
    id: row.id,
    user_id: row.userId,
    service: row.service,
    integration_id: row.integrationId,
    name: row.name,
    state: row.state,
    sealed_tokens: row.sealedTokens,
    client_id: row.clientId,
    redirect_uri: row.redirectUri,
    token: JSON.stringify(row.token),
    diagnosis: row.diagnosis === null ? null : JSON.stringify(row.diagnosis),
    vip: row.vip === null ? null : Number(row.vip),
    limits: JSON.stringify(row.limits),
    settings: JSON.stringify(row.settings),
    poll_state: row.pollState,
    next_poll_at: whole(row.nextPollAt),
    next_refresh_at: whole(row.nextRefreshAt),
    next_write_at: Math.round(row.nextWriteAt),
    last_delivery_at: whole(row.lastDeliveryAt),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    version: row.version,
  }
}

export function toAccount(row: Selectable<AccountTable>): AccountRow {
  return {
    id: row.id,
    userId: row.user_id,
    service: row.service,
    integrationId: row.integration_id,
    name: row.name,
    state: row.state,
    sealedTokens: row.sealed_tokens,
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    token: JSON.parse(row.token),
    diagnosis: row.diagnosis === null ? null : JSON.parse(row.diagnosis),
    vip: row.vip === null ? null : row.vip === 1,
    limits: JSON.parse(row.limits),
    settings: JSON.parse(row.settings),
    pollState: row.poll_state,
    nextPollAt: row.next_poll_at,
    nextRefreshAt: row.next_refresh_at,
    nextWriteAt: row.next_write_at,
    lastDeliveryAt: row.last_delivery_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

type AccountNote = Partial<Pick<AccountRow, 'pollState' | 'nextPollAt' | 'nextWriteAt' | 'lastDeliveryAt'>>

/** Only what the note says; null means that nothing was said. */
export function fromAccountNote(note: AccountNote): Updateable<AccountTable> | null {
  const change: Updateable<AccountTable> = {}
  if (note.pollState !== undefined) change.poll_state = note.pollState
  if (note.nextPollAt !== undefined) change.next_poll_at = whole(note.nextPollAt)
  if (note.nextWriteAt !== undefined) change.next_write_at = Math.round(note.nextWriteAt)
  if (note.lastDeliveryAt !== undefined) change.last_delivery_at = whole(note.lastDeliveryAt)
  return Object.keys(change).length === 0 ? null : change
}

export function fromSignIn(row: SignInRow): Insertable<SignInTable> {
  return {
    id: row.id,
    user_id: row.userId,
    state: row.state,
    state_hash: row.stateHash,
    created_at: row.createdAt,
    over_at: Math.round(row.endedAt ?? row.expiresAt),
    document: JSON.stringify(row),
  }
}

export function toSignIn(row: Pick<Selectable<SignInTable>, 'document'>): SignInRow {
  const signIn: SignInRow = JSON.parse(row.document)
  return signIn
}

export function fromPasswordLink(row: PasswordLinkRow): Insertable<PasswordLinkTable> {
  return {
    user_id: row.userId,
    token_hash: row.tokenHash,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
  }
}

export function toPasswordLink(row: Selectable<PasswordLinkTable>): PasswordLinkRow {
  return {
    userId: row.user_id,
    tokenHash: row.token_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

export function toLease(row: Selectable<LeaseTable>): Lease {
  return { name: row.name, owner: row.owner, fence: row.fence, until: row.ends_at }
}
