import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { type Alert, type AlertEffect, defaultAlertPolicy } from '@cuemark/domain'
import { ManualClock } from '../clock-manual.ts'
import { createIds } from '../ids.ts'
import { openStore } from '../store/index.ts'
import type { AlertDeps } from './alert-desk.ts'
import { createChanges } from './live-changes.ts'
import type { Change, IntegrationRow, OutboxRow, OutcomeReport, Recorder, Store, StoreTx } from './ports.ts'
import { createRecorder } from './record.ts'

/** A recorder on a real store in a folder of its own. For tests and benchmarks. */

export function aDiagnosis(kind: Kind, over: Partial<Diagnosis> = {}): Diagnosis {
  return {
    service: 'tmdb',
    kind,
    cause: `tmdb.${kind}`,
    title: `TMDb: ${kind}`,
    explanation: 'It was refused.',
    remedy: [{ text: 'Look at it.' }],
    scope: 'integration',
    retry: { when: 'never' },
    confidence: 'certain',
    evidence: [{ part: 'status', text: 'status 401' }],
    expected: false,
    ...over,
  }
}

export function aReport(integrationId: string, over: Partial<OutcomeReport> = {}): OutcomeReport {
  return {
    integrationId,
    service: 'tmdb',
    call: 'authentication',
    exchange: {
      service: 'tmdb',
      method: 'GET',
      url: `https://${integrationId}.example/3/authentication`,
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: '{"status_code":7}',
      transportError: null,
    },
    durationMs: 12,
    diagnosis: aDiagnosis('authentication'),
    proofs: [],
    origin: 'traffic',
    ...over,
  }
}

/** A good answer. */
export function aGood(integrationId: string, over: Partial<OutcomeReport> = {}): OutcomeReport {
  const { exchange } = aReport(integrationId)
  return aReport(integrationId, {
    exchange: { ...exchange, status: 200 },
    diagnosis: null,
    proofs: ['reachable', 'credential', 'read'],
    ...over,
  })
}

/** No answer at all; `own` where the failure itself says that the fault is on our side. */
export function aSilence(integrationId: string, own = false): OutcomeReport {
  const { exchange } = aReport(integrationId)
  return aReport(integrationId, {
    exchange: {
      ...exchange,
      status: null,
      headers: {},
      body: null,
      transportError: { code: own ? 'EAI_AGAIN' : 'ETIMEDOUT', message: null },
    },
    diagnosis: aDiagnosis('network', {
      cause: own ? 'transport.no_resolver' : 'transport.timeout',
      scope: own ? 'own_network' : 'integration',
      evidence: [{ part: 'transport', text: 'no answer' }],
    }),
  })
}

export function anIntegration(id: string, now: number): IntegrationRow {
  return {
    id,
    service: 'tmdb',
    name: `Films ${id}`,
    settings: {},
    sealedSecrets: {},
    secretHints: {},
    tested: true,
    pausedAt: null,
    lastProofAt: null,
    lastCheckAt: null,
    nextCheckAt: null,
    checkRung: 0,
    budget: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}

export interface Stage extends AlertDeps {
  readonly clock: ManualClock
  readonly store: Store
  readonly recorder: Recorder
  readonly published: Change[]
  /** Announcements as they lie in the outbox, in order. */
  readonly announced: OutboxRow['payload']['what'][]
  readonly path: string
  add(...ids: readonly string[]): Promise<void>
  pause(id: string): Promise<void>
  row(id: string): Promise<IntegrationRow | null>
  alerts(): Promise<readonly Alert[]>
  /** Makes the next transactions fail, as a full disk does. */
  refuse(times: number): void
  close(): Promise<void>
}

const everyState: readonly Alert['state'][] = ['pending', 'held', 'open', 'recovered', 'dismissed', 'snoozed']

/** Counts what the outbox is given, and refuses when told to. */
function watched(store: Store, announced: OutboxRow['payload']['what'][], left: { refusals: number }): Store {
  return {
    ...store,
    transaction: async (work) => {
      if (left.refusals > 0) {
        left.refusals -= 1
        throw new Error('The disk is full.')
      }
      const told: OutboxRow['payload']['what'][] = []
      const value = await store.transaction((tx: StoreTx) => {
        told.length = 0
        const addOutbox: StoreTx['addOutbox'] = async (row) => {
          told.push(row.payload.what)
          await tx.addOutbox(row)
        }
        return work({ ...tx, addOutbox })
      })
      announced.push(...told)
      return value
    },
  }
}

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-record-'))
  const path = join(folder, 'cuemark.db')
  const clock = new ManualClock()
  const ids = createIds(clock)
  const announced: OutboxRow['payload']['what'][] = []
  const left = { refusals: 0 }
  const real = await openStore({ kind: 'sqlite', path })
  const store = watched(real, announced, left)
  const published: Change[] = []
  const changes = createChanges((error) => {
    throw error
  })
  changes.subscribe((change) => {
    published.push(change)
  })
  const deps: AlertDeps = { store, changes, clock, ids, policy: defaultAlertPolicy }
  return {
    ...deps,
    clock,
    recorder: createRecorder(deps),
    published,
    announced,
    path,
    add: (...names) =>
      real.transaction(async (tx) => {
        for (const id of names) await tx.insertIntegration(anIntegration(id, clock.now()))
      }),
    pause: (id) =>
      real.transaction(async (tx) => {
        const row = await tx.integration(id)
        if (row !== null)
          await tx.updateIntegration({ ...row, pausedAt: clock.now(), version: row.version + 1 })
      }),
    row: (id) => real.transaction((tx) => tx.integration(id)),
    alerts: () => real.transaction((tx) => tx.alertsIn(everyState, null)),
    refuse: (times) => {
      left.refusals = times
    },
    close: async () => {
      await real.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export function effectsOf(published: readonly Change[]): readonly AlertEffect['type'][] {
  return published.flatMap((change) =>
    change.type === 'alert' ? change.effects.map((effect) => effect.type) : [],
  )
}
