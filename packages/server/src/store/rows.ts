import type { Insertable, Selectable, Updateable } from 'kysely'
import { type Alert, severities } from '@cuemark/domain'
import type {
  AlertEventRow,
  CheckRow,
  FailureRow,
  IntegrationRow,
  OutboxRow,
  SessionRow,
  UserRow,
} from '../app/ports.ts'
import type {
  AlertEventTable,
  AlertTable,
  CheckTable,
  FailureTable,
  IntegrationTable,
  OutboxTable,
  SessionTable,
  UserTable,
} from './schema.ts'

/** Between rows as the program knows them and rows as they lie in the tables. Text columns hold what we wrote. */

/** What has left the screens and was on them. What never reached its threshold was never shown. */
function isHistory(alert: Alert): boolean {
  return (alert.state === 'recovered' || alert.state === 'dismissed') && alert.openedAt !== null
}

/** A jittered moment may carry a fraction; the columns hold whole milliseconds. */
export function whole(at: number | null): number | null {
  return at === null ? null : Math.round(at)
}

export function fromIntegration(row: IntegrationRow): Insertable<IntegrationTable> {
  return {
    id: row.id,
    service: row.service,
    name: row.name,
    settings: JSON.stringify(row.settings),
    sealed_secrets: JSON.stringify(row.sealedSecrets),
    secret_hints: JSON.stringify(row.secretHints),
    tested: row.tested ? 1 : 0,
    paused_at: whole(row.pausedAt),
    last_proof_at: whole(row.lastProofAt),
    last_check_at: whole(row.lastCheckAt),
    next_check_at: whole(row.nextCheckAt),
    check_rung: row.checkRung,
    budget: row.budget === null ? null : JSON.stringify(row.budget),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    version: row.version,
  }
}

export function toIntegration(row: Selectable<IntegrationTable>): IntegrationRow {
  return {
    id: row.id,
    service: row.service,
    name: row.name,
    settings: JSON.parse(row.settings),
    sealedSecrets: JSON.parse(row.sealed_secrets),
    secretHints: JSON.parse(row.secret_hints),
    tested: row.tested === 1,
    pausedAt: row.paused_at,
    lastProofAt: row.last_proof_at,
    lastCheckAt: row.last_check_at,
    nextCheckAt: row.next_check_at,
    checkRung: row.check_rung,
    budget: row.budget === null ? null : JSON.parse(row.budget),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

export type CheckNote = Partial<
  Pick<IntegrationRow, 'lastProofAt' | 'lastCheckAt' | 'nextCheckAt' | 'checkRung' | 'budget'>
>

/** Only what the note says; null means that nothing was said. */
export function fromCheckNote(note: CheckNote): Updateable<IntegrationTable> | null {
  const change: Updateable<IntegrationTable> = {}
  if (note.lastProofAt !== undefined) change.last_proof_at = whole(note.lastProofAt)
  if (note.lastCheckAt !== undefined) change.last_check_at = whole(note.lastCheckAt)
  if (note.nextCheckAt !== undefined) change.next_check_at = whole(note.nextCheckAt)
  if (note.checkRung !== undefined) change.check_rung = note.checkRung
  if (note.budget !== undefined) change.budget = note.budget === null ? null : JSON.stringify(note.budget)
  return Object.keys(change).length === 0 ? null : change
}

export function fromAlert(alert: Alert): Insertable<AlertTable> {
  return {
    id: alert.id,
    subject: alert.subject,
    cause: alert.cause,
    integration_id: alert.integrationId,
    state: alert.state,
    live: alert.state === 'recovered' ? 0 : 1,
    severity_rank: severities.indexOf(alert.severity),
    first_seen_at: alert.firstSeenAt,
    last_seen_at: alert.lastSeenAt,
    opened_at: alert.openedAt,
    history_at: isHistory(alert) ? (alert.endedAt ?? alert.lastSeenAt) : null,
    document: JSON.stringify(alert),
  }
}

export function toAlert(row: Pick<Selectable<AlertTable>, 'document'>): Alert {
  const alert: Alert = JSON.parse(row.document)
  return alert
}

export function severityOf(rank: number): Alert['severity'] | null {
  return severities[rank] ?? null
}

export function toAlertEvent(row: Selectable<AlertEventTable>): AlertEventRow {
  return { alertId: row.alert_id, at: row.at, what: row.what, text: row.text }
}

/** What a newer like failure brings along: its evidence stands for the whole row. */
export function fromEvidence(row: FailureRow): Updateable<FailureTable> {
  return {
    kind: row.kind,
    title: row.title,
    method: row.method,
    url: row.url,
    status: row.status,
    headers: JSON.stringify(row.headers),
    body_start: row.bodyStart,
    transport: row.transport,
    duration_ms: row.durationMs,
    signs: JSON.stringify(row.signs),
  }
}

export function fromFailure(row: FailureRow): Insertable<FailureTable> {
  return {
    id: row.id,
    integration_id: row.integrationId,
    alert_id: row.alertId,
    service: row.service,
    kind: row.kind,
    cause: row.cause,
    title: row.title,
    first_at: row.firstAt,
    last_at: row.lastAt,
    count: row.count,
    call: row.call,
    method: row.method,
    url: row.url,
    status: row.status,
    headers: JSON.stringify(row.headers),
    body_start: row.bodyStart,
    transport: row.transport,
    duration_ms: row.durationMs,
    signs: JSON.stringify(row.signs),
  }
}

export function toFailure(row: Selectable<FailureTable>): FailureRow {
  return {
    id: row.id,
    integrationId: row.integration_id,
    alertId: row.alert_id,
    service: row.service,
    kind: row.kind,
    cause: row.cause,
    title: row.title,
    firstAt: row.first_at,
    lastAt: row.last_at,
    count: row.count,
    call: row.call,
    method: row.method,
    url: row.url,
    status: row.status,
    headers: JSON.parse(row.headers),
    bodyStart: row.body_start,
    transport: row.transport,
    durationMs: row.duration_ms,
    signs: JSON.parse(row.signs),
  }
}

export function fromCheck(row: CheckRow): Insertable<CheckTable> {
  return {
    id: row.id,
    integration_id: row.integrationId,
    at: row.at,
    duration_ms: row.durationMs,
    ok: row.ok ? 1 : 0,
    origin: row.origin,
    cause: row.cause,
    title: row.title,
  }
}

export function toCheck(row: Selectable<CheckTable>): CheckRow {
  return {
    id: row.id,
    integrationId: row.integration_id,
    at: row.at,
    durationMs: row.duration_ms,
    ok: row.ok === 1,
    origin: row.origin,
    cause: row.cause,
    title: row.title,
  }
}

export function fromOutbox(row: OutboxRow): Insertable<OutboxTable> {
  return {
    id: row.id,
    at: row.at,
    topic: row.topic,
    alert_id: row.payload.alertId,
    payload: JSON.stringify(row.payload),
  }
}

/** One name however it is typed: `Ada`, `ada` and the same letters composed otherwise. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

export function fromUser(row: UserRow): Insertable<UserTable> {
  return {
    id: row.id,
    name: row.name,
    name_key: nameKey(row.name),
    role: row.role,
    password_hash: row.passwordHash,
    created_at: row.createdAt,
  }
}

export function toUser(row: Selectable<UserTable>): UserRow {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    passwordHash: row.password_hash,
    createdAt: row.created_at,
  }
}

export function fromSession(row: SessionRow): Insertable<SessionTable> {
  return {
    id: row.id,
    token_hash: row.tokenHash,
    user_id: row.userId,
    created_at: row.createdAt,
    last_seen_at: row.lastSeenAt,
    expires_at: row.expiresAt,
    user_agent: row.userAgent,
  }
}

export function toSession(row: Selectable<SessionTable>): SessionRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
  }
}
