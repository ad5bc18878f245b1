import { checkRow, testDurationMs } from './check-row.ts'
import { notFound, rowOf } from './integrations-deps.ts'
import type { IntegrationDeps } from './integrations-deps.ts'
import { createLife } from './integrations-life.ts'
import { recordFurtherProof } from './integrations-proof.ts'
import { createSaving, requireFit } from './integrations-save.ts'
import { isProven, standingStates } from './integrations-state.ts'
import { runProof, runTest } from './integrations-test.ts'
import type { TestFinding, TestRun } from './integrations-test.ts'
import type { IntegrationRow } from './ports.ts'
import { prepareSettings } from './settings.ts'
import { openSettings } from './settings-secrets.ts'
import type { Integrations } from './use-cases.ts'
import { checkView } from './views.ts'

const testSettings =
  (deps: IntegrationDeps): Integrations['testSettings'] =>
  async ({ service, integrationId, settings }, emit, signal) => {
    const row = integrationId === undefined ? null : await rowOf(deps, integrationId)
    if (row !== null && row.service !== service) throw notFound()
    const saved = row === null ? {} : openSettings(deps.box, row, settings)
    const prepared = prepareSettings(deps.manifests[service], settings, saved)
    requireFit(prepared, false)
    const { cleanedFields } = prepared
    const { view } = await runTest(deps, {
      service,
      settings: prepared.settings,
      cleanedFields,
      integrationId: null,
      signal,
      emit,
    })
    if (!signal.aborted) emit({ type: 'result', result: view })
  }

/** Keeps what a test of saved settings showed; a passed one lets background work go again at once. */
const keepFinding = async (
  deps: IntegrationDeps,
  row: IntegrationRow,
  { result, view }: TestFinding,
): Promise<void> => {
  const now = deps.clock.now()
  const { budget } = result
  const nextCheckAt = now + deps.manifests[row.service].check.healthyEveryMs
  if (result.ok) {
    deps.gateway.reset(row.id)
    await recordFurtherProof(deps, { row, proofs: result.proved, origin: 'test', durationMs: null })
  }
  await deps.store.transaction(async (tx) => {
    const standing = await tx.alertsIn(standingStates, row.id)
    await tx.noteCheck(row.id, {
      lastCheckAt: now,
      ...(result.ok ? { lastProofAt: now } : {}),
      ...(result.ok && row.pausedAt === null && standing.length === 0 ? { nextCheckAt, checkRung: 0 } : {}),
      ...(budget === undefined ? {} : { budget: { ...budget, readAt: now } }),
    })
    const current = await tx.integration(row.id)
    if (current === null) return
    await tx.addCheck(
      checkRow(deps, {
        integrationId: row.id,
        origin: 'test',
        durationMs: testDurationMs(result),
        diagnosis: view.diagnosis,
      }),
    )
    // Only while the settings are still those that were tested.
    if (result.ok && !current.tested && current.version === row.version) {
      await tx.updateIntegration({ ...current, tested: true, updatedAt: now, version: current.version + 1 })
    }
  })
}

const whileTesting = async <T>(deps: IntegrationDeps, id: string, work: () => Promise<T>): Promise<T> => {
  const end = deps.testsRunning.begin(id)
  deps.changes.publish({ type: 'integration', integrationId: id })
  try {
    return await work()
  } finally {
    end()
    deps.changes.publish({ type: 'integration', integrationId: id })
  }
}

const savedRun = (deps: IntegrationDeps, row: IntegrationRow): Omit<TestRun, 'emit' | 'signal'> => {
  const prepared = prepareSettings(deps.manifests[row.service], {}, openSettings(deps.box, row))
  requireFit(prepared, false)
  return {
    service: row.service,
    settings: prepared.settings,
    cleanedFields: [],
    integrationId: row.id,
    addressProven: isProven(row),
  }
}

const testSaved =
  (deps: IntegrationDeps): Integrations['testSaved'] =>
  async (id, emit, signal) => {
    const row = await rowOf(deps, id)
    const run = savedRun(deps, row)
    await whileTesting(deps, id, async () => {
      const finding = await runTest(deps, { ...run, emit, signal })
      if (signal.aborted) return
      await keepFinding(deps, row, finding)
      // The signal may have been raised while this was written.
      if (!signal.aborted) emit({ type: 'result', result: finding.view })
    })
  }

const prove =
  (deps: IntegrationDeps): Integrations['prove'] =>
  async (id) => {
    const row = await rowOf(deps, id)
    const run = savedRun(deps, row)
    const standing = await deps.store.transaction((tx) => tx.alertsIn(standingStates, id))
    return whileTesting(deps, id, async () => {
      const finding =
        (await runProof(deps, run, standing)) ??
        (await runTest(deps, { ...run, emit: () => undefined, signal: undefined }))
      await keepFinding(deps, row, finding)
      return finding.view
    })
  }

export const createIntegrations = (deps: IntegrationDeps): Integrations => ({
  list: async ({ cursor, limit }) => {
    const page = await deps.store.integrationsPage({ cursor: cursor ?? null, limit })
    return { items: await deps.reader.integrationViews(page.items), nextCursor: page.nextCursor }
  },
  get: async (id) => {
    const view = await deps.reader.integration(id)
    if (view === null) throw notFound()
    return view
  },
  ...createSaving(deps),
  ...createLife(deps),
  testSettings: testSettings(deps),
  testSaved: testSaved(deps),
  prove: prove(deps),
  checks: async (id, { cursor, limit }) => {
    await rowOf(deps, id)
    const page = await deps.store.checksPage(id, { cursor: cursor ?? null, limit })
    return { items: page.items.map((row) => checkView(row)), nextCursor: page.nextCursor }
  },
})
