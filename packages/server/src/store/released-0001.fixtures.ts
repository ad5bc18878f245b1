import { openSqliteFile } from './sqlite-dialect.ts'

/**
 * The embedded database as version 0.1 made it: the statements are its own record of them, copied out once. A change
 * to the code cannot change what lies on people's disks, so this is never edited.
 */
export const released0001: readonly string[] = [
  'CREATE TABLE "meta" ("key" text primary key, "value" text not null)',
  'CREATE TABLE "integrations" ("id" text primary key, "service" text not null, "name" text not null, "settings" text not null, "sealed_secrets" text not null, "secret_hints" text not null, "tested" integer not null, "paused_at" bigint, "last_proof_at" bigint, "last_check_at" bigint, "next_check_at" bigint, "check_rung" integer not null, "budget" text, "created_at" bigint not null, "updated_at" bigint not null, "version" integer not null)',
  'CREATE INDEX "integrations_in_order" on "integrations" ("created_at", "id")',
  'CREATE TABLE "alerts" ("id" text primary key, "subject" text not null, "cause" text not null, "integration_id" text references "integrations" ("id") on delete cascade, "state" text not null, "live" integer not null, "severity_rank" integer not null, "first_seen_at" bigint not null, "last_seen_at" bigint not null, "opened_at" bigint, "history_at" bigint, "document" text not null)',
  'CREATE UNIQUE INDEX "alerts_one_live" on "alerts" ("subject", "cause") where "live" = 1',
  'CREATE INDEX "alerts_latest" on "alerts" ("subject", "cause", "live", "first_seen_at", "id")',
  'CREATE INDEX "alerts_by_severity" on "alerts" ("state", "severity_rank", "last_seen_at", "id")',
  'CREATE INDEX "alerts_history" on "alerts" ("history_at", "id")',
  'CREATE INDEX "alerts_of_integration" on "alerts" ("integration_id", "state")',
  'CREATE TABLE "alert_events" ("alert_id" text not null, "position" integer not null, "at" bigint not null, "what" text not null, "text" text not null, constraint "alert_events_key" primary key ("alert_id", "position"), constraint "alert_events_alert" foreign key ("alert_id") references "alerts" ("id") on delete cascade deferrable initially deferred)',
  'CREATE TABLE "outbox" ("id" text primary key, "at" bigint not null, "topic" text not null, "alert_id" text not null, "payload" text not null, constraint "outbox_alert" foreign key ("alert_id") references "alerts" ("id") on delete cascade deferrable initially deferred)',
  'CREATE INDEX "outbox_of_alert" on "outbox" ("alert_id")',
  'CREATE INDEX "outbox_in_order" on "outbox" ("at", "id")',
  'CREATE TABLE "failures" ("id" text primary key, "integration_id" text not null references "integrations" ("id") on delete cascade, "alert_id" text, "service" text not null, "kind" text not null, "cause" text not null, "title" text not null, "first_at" bigint not null, "last_at" bigint not null, "count" bigint not null, "call" text, "method" text, "url" text, "status" integer, "headers" text not null, "body_start" text, "transport" text, "duration_ms" double precision, "signs" text not null, constraint "failures_alert" foreign key ("alert_id") references "alerts" ("id") on delete set null deferrable initially deferred)',
  'CREATE INDEX "failures_alike" on "failures" ("integration_id", "cause", "call", "last_at")',
  'CREATE INDEX "failures_of_alert" on "failures" ("alert_id", "last_at", "id")',
  'CREATE INDEX "failures_by_age" on "failures" ("last_at")',
  'CREATE TABLE "checks" ("id" text primary key, "integration_id" text not null references "integrations" ("id") on delete cascade, "at" bigint not null, "duration_ms" double precision not null, "ok" integer not null, "origin" text not null, "cause" text, "title" text)',
  'CREATE INDEX "checks_of_integration" on "checks" ("integration_id", "at", "id")',
  'CREATE INDEX "checks_by_age" on "checks" ("at")',
  'CREATE TABLE "users" ("id" text primary key, "name" text not null, "name_key" text not null unique, "role" text not null, "password_hash" text not null, "created_at" bigint not null)',
  'CREATE TABLE "sessions" ("id" text primary key, "token_hash" text not null unique, "user_id" text not null references "users" ("id") on delete cascade, "created_at" bigint not null, "last_seen_at" bigint not null, "expires_at" bigint not null, "user_agent" text)',
  'CREATE INDEX "sessions_of_user" on "sessions" ("user_id", "last_seen_at")',
  'CREATE INDEX "sessions_by_end" on "sessions" ("expires_at")',
]

const rows: readonly string[] = [
  `insert into cuemark_migration values ('0001_start', '2026-11-21T02:00:00.000Z')`,
  `insert into cuemark_migration_lock values ('migration_lock', 0)`,
  `insert into meta values ('network', '{"down":false}')`,
  `insert into integrations values ('i1', 'trakt', 'Trakt', '{}', '{"clientId":"v1.a.b.c"}', '{"clientId":"9f3c"}',
    1, null, 1795305600000, null, 1795305660000, 0, null, 1795305600000, 1795305600000, 4)`,
  `insert into alerts values ('al1', 'i1', 'trakt.bad_client_id', 'i1', 'open', 1, 2, 1795305600000, 1795305600000,
    1795305600000, null, '{"id":"al1","subject":"i1","cause":"trakt.bad_client_id","integrationId":"i1","state":"open"}')`,
  `insert into alert_events values ('al1', 1, 1795305600000, 'opened', 'Opened.')`,
  `insert into users values ('u1', 'Ada', 'ada', 'administrator', '$argon2id$x', 1795305600000)`,
  `insert into sessions values ('se1', 'hash-se1', 'u1', 1795305600000, 1795305600000, 1895305600000, null)`,
]

/** Makes a database file as version 0.1 leaves it: an integration, its alert, and a person who is signed in. */
export function makeReleased0001(path: string): void {
  const database = openSqliteFile(path)
  database.exec(
    'create table "cuemark_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null)',
  )
  database.exec(
    'create table "cuemark_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null)',
  )
  for (const statement of [...released0001, ...rows]) database.exec(statement)
  database.close()
}
