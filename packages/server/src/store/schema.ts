import type { Alert } from '@cuemark/domain'
import type { Generated } from 'kysely'
import type { AlertEventRow, CheckRow, IntegrationRow, OutboxRow, UserRow } from '../app/ports.ts'
import type { PlaysSchema } from './schema-plays.ts'

/**
 * The tables as both databases hold them. Times are UTC milliseconds, booleans 0 or 1, and JSON is text, so that
 * a row is the same bytes wherever it lies.
 */
export interface Schema extends PlaysSchema {
  meta: MetaTable
  integrations: IntegrationTable
  alerts: AlertTable
  alert_events: AlertEventTable
  failures: FailureTable
  checks: CheckTable
  outbox: OutboxTable
  users: UserTable
  sessions: SessionTable
  cuemark_migration: MigrationTable
}

export interface MetaTable {
  key: string
  value: string
}

export interface IntegrationTable {
  id: string
  service: IntegrationRow['service']
  name: string
  settings: string
  sealed_secrets: string
  secret_hints: string
  tested: number
  paused_at: number | null
  last_proof_at: number | null
  last_check_at: number | null
  next_check_at: number | null
  check_rung: number
  budget: string | null
  created_at: number
  updated_at: number
  version: number
}

/**
 * `document` is the alert as it is; the other columns repeat what is searched and sorted by, and are written with
 * it by one function. `live` is 1 while the problem stands: a dismissed one does, until it recovers.
 */
export interface AlertTable {
  id: string
  subject: string
  cause: string
  integration_id: string | null
  state: Alert['state']
  live: number
  severity_rank: number
  first_seen_at: number
  last_seen_at: number
  opened_at: number | null
  /** Place in the history; null for what is not in it. */
  history_at: number | null
  document: string
}

export interface AlertEventTable {
  alert_id: string
  /** Order within the alert; several events may share a millisecond. */
  position: number
  at: number
  what: AlertEventRow['what']
  text: string
}

export interface FailureTable {
  id: string
  integration_id: string
  alert_id: string | null
  service: string
  kind: string
  cause: string
  title: string
  first_at: number
  last_at: number
  count: number
  call: string | null
  method: string | null
  url: string | null
  status: number | null
  headers: string
  body_start: string | null
  transport: string | null
  duration_ms: number | null
  signs: string
}

export interface CheckTable {
  id: string
  integration_id: string
  at: number
  duration_ms: number
  ok: number
  origin: CheckRow['origin']
  cause: string | null
  title: string | null
}

export interface OutboxTable {
  id: string
  at: number
  topic: OutboxRow['topic']
  alert_id: string
  payload: string
}

export interface UserTable {
  id: string
  name: string
  /** The name as it is compared: one form of Unicode, lower case. */
  name_key: string
  role: UserRow['role']
  password_hash: string
  created_at: number
}

export interface SessionTable {
  id: string
  token_hash: string
  user_id: string
  created_at: number
  last_seen_at: number
  expires_at: number
  user_agent: string | null
}

export interface MigrationTable {
  name: string
  timestamp: Generated<string>
}
