import type { Diagnosis, Kind, Proof } from '@cuemark/diagnosis'
import type { Alert, AlertPolicy } from '@cuemark/domain'
import { alertFor, covers, isPassing, network, provenByFailure, type Zone, zoneOf } from '@cuemark/domain'
import type { ServiceId } from '@cuemark/services'
import { type About, aboutOf, type AlertDesk, createAlertDesk, isOfAccount } from './alert-desk.ts'
import { standingStates } from './integrations-state.ts'
import type { Change, Changes, Clock, Ids, IntegrationRow, OutcomeReport, StoreTx } from './ports.ts'
import { createNetworkWatch, type NetworkWatch } from './record-network.ts'
import { type Bunch, bunch, failureRow } from './record-rows.ts'
import { signInAlert, subjectOf, subjectsOf } from './record-subjects.ts'

export interface BatchDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly policy: AlertPolicy
  readonly changes: Changes
  /** Like failures within this are one row of evidence. */
  readonly foldMs: number
  /** How often an integration of this service is checked while healthy. */
  readonly healthyEveryMs: (service: ServiceId) => number
}

export interface Recorded {
  readonly changes: readonly Change[]
  /** Integrations and accounts that answered well and have nothing standing against them. */
  readonly calm: readonly string[]
}

/** One transaction at work. */
interface Recording {
  readonly tx: StoreTx
  readonly deps: BatchDeps
  readonly desk: AlertDesk
  readonly watch: NetworkWatch
  /** Integrations whose bookkeeping people see changed. */
  readonly touched: Set<string>
  readonly calm: Set<string>
}

const aliveStates: readonly Alert['state'][] = [...standingStates, 'pending']

/** Writes outcomes in the order in which they came. All of it is durable with the transaction, or nothing is. */
export async function recordBatch(
  tx: StoreTx,
  reports: readonly OutcomeReport[],
  deps: BatchDeps,
): Promise<Recorded> {
  const desk = createAlertDesk(tx, deps)
  const watch = createNetworkWatch(tx, desk)
  const recording: Recording = { tx, deps, desk, watch, touched: new Set(), calm: new Set() }
  for (const each of bunch(reports)) {
    const row = await tx.integration(each.report.integrationId)
    // Removed while its last answers were under way.
    if (row !== null) await recordBunch(recording, each, row)
  }
  await watch.save()
  const changes = desk.changes()
  const told = new Set(
    changes.flatMap((change) => (change.type === 'integration' ? change.integrationId : [])),
  )
  const touched = [...recording.touched].filter((id) => !told.has(id))
  return {
    changes: [
      ...changes,
      ...touched.map((integrationId): Change => ({ type: 'integration', integrationId })),
    ],
    calm: [...recording.calm],
  }
}

async function recordBunch(recording: Recording, each: Bunch, row: IntegrationRow): Promise<void> {
  const { diagnosis, origin } = each.report
  if (diagnosis === null) await recordGood(recording, each, row)
  else await recordFailure(recording, each, diagnosis, row)
  if (origin !== 'traffic') recording.touched.add(row.id)
}

async function recordGood(recording: Recording, each: Bunch, row: IntegrationRow): Promise<void> {
  const { tx, deps, desk, touched, calm } = recording
  const { report } = each
  await noteAnswer(recording, report)
  const left = await prove(recording, report, ['reachable', ...each.proofs])
  const troubled = new Set(left.map((alert) => alert.subject))
  const isCalm = !troubled.has(row.id)
  await tx.noteCheck(row.id, {
    lastProofAt: desk.now,
    // Real traffic counts as a check. A check plans the next one itself, with its own outcome.
    ...(isCalm && report.origin === 'traffic' && row.pausedAt === null
      ? { nextCheckAt: desk.now + deps.healthyEveryMs(row.service), checkRung: 0 }
      : {}),
  })
  touched.add(row.id)
  for (const subject of subjectsOf(report)) if (!troubled.has(subject)) calm.add(subject)
}

async function recordFailure(
  recording: Recording,
  each: Bunch,
  diagnosis: Diagnosis,
  row: IntegrationRow,
): Promise<void> {
  const { tx, deps, desk, calm } = recording
  for (const subject of subjectsOf(each.report)) calm.delete(subject)
  const proven = provenByFailure(diagnosis)
  if (proven.length > 0) {
    await noteAnswer(recording, each.report)
    await prove(recording, each.report, proven, diagnosis.kind)
  }
  if (diagnosis.expected) return
  // What is paused on purpose raises nothing, and a sign-in tells its person itself; both are still evidence.
  const isTold = each.report.signIn === true && diagnosis.scope === 'account'
  const alert = row.pausedAt === null && !isTold ? await raise(recording, each, diagnosis) : null
  const id = deps.ids.next()
  await tx.addFailure(
    failureRow(each, diagnosis, { id, alertId: alert?.id ?? null, now: desk.now }),
    deps.foldMs,
  )
}

/**
 * Sends a proof to everything that stands against the integration and the account; answers what still stands. What
 * a failure proves besides never mends its own kind.
 */
async function prove(
  { tx, desk }: Recording,
  report: OutcomeReport,
  proofs: readonly Proof[],
  except: Kind | null = null,
): Promise<readonly Alert[]> {
  const left: Alert[] = []
  for (const subject of subjectsOf(report)) {
    const alerts = await tx.alertsIn(standingStates, subject)
    for (const alert of alerts.filter(({ kind }) => kind !== except)) {
      const after = await desk.send(alert, { type: 'proof', proofs, by: report.origin }, aboutOf(alert))
      if (after !== null && after.state !== 'recovered') left.push(after)
    }
  }
  return left
}

/** Brings a failure to its alert: the own network's, the account's or the integration's. Answers the one it counts for. */
async function raise(recording: Recording, each: Bunch, diagnosis: Diagnosis): Promise<Alert | null> {
  const { desk, watch } = recording
  const { integrationId } = each.report
  const witness = witnessOf(each.report, diagnosis)
  if (witness !== null) {
    await watch.note((state) => network(state, { type: 'failure', ...witness }, desk.now), each.report.origin)
  }
  const covered = witness !== null && covers(await watch.state(), witness)
  const own = covered ? await watch.count(each.count) : null
  if (covered && witness.own) return own
  const about = { subject: subjectOf(each.report, diagnosis), integrationId, covered }
  const before = await findAlert(recording, about, diagnosis)
  const signal = { type: 'failure', diagnosis, count: each.count } as const
  return desk.send(before, signal, about)
}

async function findAlert(
  { tx, deps, desk }: Recording,
  about: About,
  diagnosis: Diagnosis,
): Promise<Alert | null> {
  const { subject } = about
  if (isOfAccount(about) && diagnosis.kind === 'authentication') {
    const asked = await signInAlert(tx, subject)
    if (asked !== null) return asked
  }
  const latest = await tx.latestAlert(subject, diagnosis.cause)
  if (latest !== null && aliveStates.includes(latest.state)) return latest
  if (!isPassing(diagnosis.kind)) return latest
  const family = await tx.alertsIn(aliveStates, subject)
  const standing = alertFor(diagnosis, family, desk.now, deps.policy)
  if (standing !== null) return standing
  // Rare: only when an outage begins.
  const ended = await tx.alertsIn(['recovered'], subject)
  return alertFor(diagnosis, ended, desk.now, deps.policy)
}

interface Witness {
  readonly integrationId: string
  readonly host: string
  readonly zone: Zone
  readonly own: boolean
}

function placeOf(url: string | null): { readonly host: string; readonly zone: Zone } | null {
  if (url === null || !URL.canParse(url)) return null
  const { host, hostname } = new URL(url)
  return { host, zone: zoneOf(hostname.replace(/^\[|\]$/g, '')) }
}

/** What a failure without any answer says of the way there; null for the others. */
function witnessOf({ exchange, integrationId }: OutcomeReport, diagnosis: Diagnosis): Witness | null {
  const own = diagnosis.scope === 'own_network'
  if (exchange.status !== null || (diagnosis.kind !== 'network' && !own)) return null
  const place = placeOf(exchange.url)
  return place === null ? null : { integrationId, ...place, own }
}

async function noteAnswer({ watch, desk }: Recording, report: OutcomeReport): Promise<void> {
  const place = placeOf(report.exchange.url)
  if (place === null) return
  const { integrationId } = report
  const event = { type: 'answer', integrationId, zone: place.zone } as const
  await watch.note((state) => network(state, event, desk.now), report.origin)
}
