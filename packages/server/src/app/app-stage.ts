import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertView, IntegrationView, TestEvent } from '@cuemark/contract'
import { defaultAlertPolicy } from '@cuemark/domain'
import { ManualClock } from '../clock-manual.ts'
import { createDispatcher } from '../gateway/dispatcher.ts'
import { createGateway } from '../gateway/gateway.ts'
import type { CuemarkGateway } from '../gateway/gateway.ts'
import { breakersIn } from '../gateway/way.ts'
import { createIds } from '../ids.ts'
import { createRedactor, createSecretBox, generateKey } from '../secrets/index.ts'
import { openStore } from '../store/index.ts'
import { createAlertActions } from './alert-actions.ts'
import { tickAlerts } from './alert-clock.ts'
import { stageClients, stageDiagnose, stageManifests } from './app-stage-service.ts'
import { type AppDeps, composeApp, type ComposedApp } from './compose-app.ts'
import { createChanges } from './live-changes.ts'
import type { Change, Changes, Recorder, Store } from './ports.ts'
import { createRecorder } from './record.ts'
import { AppError } from './use-cases.ts'
import type { Viewer } from './use-cases-plays.ts'

const noActivity = { playing: 0, waiting: 0, attention: 0, nextAt: null }
/** Nobody watches anything here. */
const nothingAround: AppDeps['around'] = {
  account: async () => null,
  signIn: async () => null,
  source: async () => null,
  play: async () => null,
  channel: async () => null,
  activity: async () => noActivity,
}

/**
 * The whole app as the tests of its use cases need it: real store, real gateway, real sealing and redaction, and a
 * clock that stands still.
 */
export interface AppStage extends ComposedApp {
  readonly clock: ManualClock
  readonly store: Store
  readonly recorder: Recorder
  readonly changes: Changes
  /** Every byte that the database has on the disk. */
  bytesOnDisk(): string
  /** Throws what went wrong unseen. */
  /** Another process on the same database, which is stopped with the stage. */
  process(): ComposedApp
  close(): Promise<void>
}

const openDatabase = async (): Promise<Pick<AppStage, 'store' | 'bytesOnDisk'> & { remove: () => void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-app-'))
  return {
    store: await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.db') }),
    bytesOnDisk: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n'),
    remove: () => {
      rmSync(folder, { recursive: true })
    },
  }
}

const stageGateway = (store: Store, clock: ManualClock, recorder: Recorder): CuemarkGateway =>
  createGateway({
    clock,
    random: () => 0.5,
    monotonicMs: () => clock.now(),
    dispatcher: createDispatcher({ proxy: 'none' }),
    userAgent: 'Cuemark/0.0.0',
    manifests: stageManifests,
    diagnose: stageDiagnose,
    createRedactor,
    recorder,
    breakers: breakersIn(store),
  })

export const setAppStage = async (): Promise<AppStage> => {
  const { store, bytesOnDisk, remove } = await openDatabase()
  const clock = new ManualClock()
  const errors: unknown[] = []
  const onError = (error: unknown) => {
    errors.push(error)
  }
  const changes = createChanges(onError)
  const alertDeps = { store, clock, ids: createIds(clock), changes, policy: defaultAlertPolicy }
  const recorder = createRecorder(alertDeps)
  const gateway = stageGateway(store, clock, recorder)
  const deps: AppDeps = {
    ...alertDeps,
    recorder,
    gateway,
    onError,
    random: () => 0.5,
    monotonicMs: () => clock.now(),
    box: createSecretBox([generateKey()]),
    manifests: stageManifests,
    clients: stageClients,
    hosts: {
      traktApiUrl: 'http://127.0.0.1:1',
      traktAuthUrl: 'http://127.0.0.1:1',
      stremioApiUrl: 'http://127.0.0.1:1',
      stremioLinkUrl: 'http://127.0.0.1:1',
    },
    heldUntil: (id) => gateway.heldUntil(id),
    alertActions: createAlertActions(alertDeps),
    tickAlerts: () => tickAlerts(alertDeps),
    redactText: (secrets) => createRedactor(secrets).text,
    playing: () => Promise.resolve([]),
    activity: () => Promise.resolve(noActivity),
    around: nothingAround,
    version: '0.0.0',
  }
  const composed = composeApp(deps)
  const others: ComposedApp[] = []
  const process = (): ComposedApp => {
    const other = composeApp(deps)
    others.push(other)
    return other
  }
  const close = async () => {
    await Promise.all([composed, ...others].map((one) => one.close()))
    await gateway.close()
    await store.close()
    remove()
    if (errors.length > 0) throw new AggregateError(errors, 'something failed in the background')
  }
  return { ...composed, clock, store, recorder, changes, bytesOnDisk, process, close }
}

/** Who sees everything. */
export const admin: Viewer = { id: 'admin', role: 'administrator' }

export const badKey = 'bad-key-which-nobody-may-see-9876'

/** A signal that never aborts. */
export const never: AbortSignal = new AbortController().signal

/** What was refused, and why; fails when nothing was. */
export const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error('nothing was refused')
  return error
}

export const connect = async (
  stage: AppStage,
  settings: Readonly<Record<string, string>>,
): Promise<IntegrationView> => {
  const saved = await stage.app.integrations.create({ service: 'seerr', settings, saveUntested: false })
  return saved.integration
}

/** Tests what is saved; answers what was told on the way. */
export const testSaved = async (stage: AppStage, id: string): Promise<readonly TestEvent[]> => {
  const events: TestEvent[] = []
  await stage.app.integrations.testSaved(id, (event) => events.push(event), never)
  return events
}

export const openAlerts = async (stage: AppStage): Promise<readonly AlertView[]> =>
  (await stage.app.alerts.list(admin, { view: 'open', limit: 50 })).items

/** Resolves with the next change of this type. */
export const nextChange = (stage: AppStage, type: Change['type']): Promise<Change> =>
  new Promise((resolve) => {
    const leave = stage.changes.subscribe((change) => {
      if (change.type !== type) return
      leave()
      resolve(change)
    })
  })

/** Lets the loop turn until something is so; the test's own time-out is the bound. */
export const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}

/** The last line of a streamed test. */
export const resultOf = (events: readonly TestEvent[]): Extract<TestEvent, { type: 'result' }>['result'] => {
  const last = events.at(-1)
  if (last?.type !== 'result') throw new Error('the test told no result')
  return last.result
}
