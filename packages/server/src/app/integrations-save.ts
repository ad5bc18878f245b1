import type { SaveResult } from '@cuemark/contract'
import type { ServiceId, Settings } from '@cuemark/services'
import { checkRow, testDurationMs } from './check-row.ts'
import { notFound, rowOf } from './integrations-deps.ts'
import type { IntegrationDeps } from './integrations-deps.ts'
import { recordProof } from './integrations-proof.ts'
import { runTest } from './integrations-test.ts'
import type { TestFinding } from './integrations-test.ts'
import type { CheckRow, IntegrationRow, StoreTx } from './ports.ts'
import { prepareSettings } from './settings.ts'
import type { PreparedSettings } from './settings.ts'
import { openSettings, sealSettings } from './settings-secrets.ts'
import { endUnreadable } from './unreadable-secret.ts'
import { AppError } from './use-cases.ts'
import type { Integrations } from './use-cases.ts'

/** Refuses what cannot be tested; what is kept untested may be incomplete, never unusable. */
export const requireFit = (prepared: PreparedSettings, saveUntested: boolean): void => {
  const problems = saveUntested ? prepared.unusable : prepared.problems
  if (problems.length > 0) {
    throw new AppError('invalid_input', 'Some settings cannot be used as they are.', [...problems])
  }
}

/** Tests unsaved values before they are kept; throws with the field at fault when they do not work. */
const testFirst = async (
  deps: IntegrationDeps,
  service: ServiceId,
  prepared: PreparedSettings,
): Promise<TestFinding> => {
  const finding = await runTest(deps, {
    service,
    settings: prepared.settings,
    cleanedFields: prepared.cleanedFields,
    integrationId: null,
    signal: undefined,
    emit: () => undefined,
  })
  if (finding.result.ok) return finding
  const { view } = finding
  const text = view.diagnosis?.title ?? 'The test did not pass.'
  const fields = view.field === null ? [] : [{ field: view.field, text }]
  throw new AppError('test_failed', `Not saved, because the test did not pass: ${text}`, fields, view)
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const requireFreeName = async (tx: StoreTx, name: string, ownId: string): Promise<void> => {
  const rows = await tx.integrations()
  if (rows.some((row) => row.id !== ownId && sameName(row.name, name))) {
    const text = `Another integration is called “${name}”.`
    throw new AppError('duplicate_name', text, [{ field: 'name', text }])
  }
}

/** `Seerr`, then `Seerr 2`, `Seerr 3`. */
const freeName = async (tx: StoreTx, wanted: string): Promise<string> => {
  const taken = (await tx.integrations()).map((row) => row.name)
  const isFree = (name: string): boolean => !taken.some((each) => sameName(each, name))
  if (isFree(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${String(number)}`
    if (isFree(name)) return name
  }
}

/** What a passed or skipped test leaves on the row. */
const bookkeeping = (
  deps: IntegrationDeps,
  service: ServiceId,
  finding: TestFinding | null,
): Pick<IntegrationRow, 'tested' | 'nextCheckAt' | 'checkRung'> &
  Partial<Pick<IntegrationRow, 'budget' | 'lastProofAt' | 'lastCheckAt'>> => {
  const now = deps.clock.now()
  if (finding === null) return { tested: false, nextCheckAt: now, checkRung: 0 }
  const { budget } = finding.result
  return {
    tested: true,
    nextCheckAt: now + deps.manifests[service].check.healthyEveryMs,
    checkRung: 0,
    lastProofAt: now,
    lastCheckAt: now,
    ...(budget === undefined ? {} : { budget: { ...budget, readAt: now } }),
  }
}

/** The test was of values that are now the saved ones: what it proved is true of the integration. */
const applyProof = (deps: IntegrationDeps, row: IntegrationRow, { result }: TestFinding): Promise<void> =>
  recordProof(deps, {
    row,
    proofs: result.proved,
    origin: 'test',
    durationMs: testDurationMs(result),
  })

/** The test that was passed before saving stands first in the list of checks. */
const traceOf = (deps: IntegrationDeps, integrationId: string, { result }: TestFinding): CheckRow =>
  checkRow(deps, { integrationId, origin: 'test', durationMs: testDurationMs(result), diagnosis: null })

const afterSave = async (
  deps: IntegrationDeps,
  row: IntegrationRow,
  finding: TestFinding | null,
): Promise<SaveResult> => {
  deps.gateway.reset(row.id)
  if (finding !== null) await applyProof(deps, row, finding)
  deps.changes.publish({ type: 'integration', integrationId: row.id })
  if (finding === null && row.pausedAt === null) deps.checkSoon(row.id)
  const integration = await deps.reader.integration(row.id)
  if (integration === null) throw notFound()
  return { integration, test: finding?.view ?? null }
}

const create =
  (deps: IntegrationDeps): Integrations['create'] =>
  async ({ service, name, settings, saveUntested }) => {
    const manifest = deps.manifests[service]
    const prepared = prepareSettings(manifest, settings, {})
    requireFit(prepared, saveUntested)
    const finding = saveUntested ? null : await testFirst(deps, service, prepared)
    const id = deps.ids.next()
    const now = deps.clock.now()
    const row = await deps.store.transaction(async (tx): Promise<IntegrationRow> => {
      if (name !== undefined) await requireFreeName(tx, name, id)
      const fresh: IntegrationRow = {
        id,
        service,
        name: name ?? (await freeName(tx, manifest.name)),
        ...sealSettings(deps.box, id, manifest.fields, prepared.settings),
        pausedAt: null,
        lastProofAt: null,
        lastCheckAt: null,
        budget: null,
        ...bookkeeping(deps, service, finding),
        createdAt: now,
        updatedAt: now,
        version: 1,
      }
      await tx.insertIntegration(fresh)
      if (finding !== null) await tx.addCheck(traceOf(deps, id, finding))
      return fresh
    })
    return afterSave(deps, row, finding)
  }

const staleError = (): AppError =>
  new AppError(
    'stale',
    'Somebody changed this integration in the meantime. Look at its present settings, then change them again.',
  )

/** The settings part of a change: `null` when only the name changes. */
const changedSettings = async (
  deps: IntegrationDeps,
  row: IntegrationRow,
  given: Settings | undefined,
  saveUntested: boolean,
): Promise<{ change: Partial<IntegrationRow>; finding: TestFinding | null } | null> => {
  if (given === undefined) return null
  const manifest = deps.manifests[row.service]
  const prepared = prepareSettings(manifest, given, openSettings(deps.box, row, given))
  requireFit(prepared, saveUntested)
  const finding = saveUntested ? null : await testFirst(deps, row.service, prepared)
  const sealed = sealSettings(deps.box, row.id, manifest.fields, prepared.settings)
  return { change: { ...sealed, ...bookkeeping(deps, row.service, finding) }, finding }
}

const update =
  (deps: IntegrationDeps): Integrations['update'] =>
  async (id, { name, settings, saveUntested, version }) => {
    const before = await rowOf(deps, id)
    if (before.version !== version) throw staleError()
    const changed = await changedSettings(deps, before, settings, saveUntested)
    const row = await deps.store.transaction(async (tx): Promise<IntegrationRow> => {
      if (name !== undefined) await requireFreeName(tx, name, id)
      // Read again: a background check may have written its own part meanwhile.
      const current = await tx.integration(id)
      if (current === null) throw notFound()
      const next: IntegrationRow = {
        ...current,
        ...changed?.change,
        ...(current.pausedAt === null ? {} : { nextCheckAt: null }),
        name: name ?? current.name,
        updatedAt: deps.clock.now(),
        version: version + 1,
      }
      if (!(await tx.updateIntegration(next))) throw staleError()
      const finding = changed?.finding ?? null
      if (finding !== null) await tx.addCheck(traceOf(deps, id, finding))
      return next
    })
    if (changed !== null) {
      await endUnreadable(deps, id)
      return afterSave(deps, row, changed.finding)
    }
    deps.changes.publish({ type: 'integration', integrationId: id })
    const integration = await deps.reader.integration(id)
    if (integration === null) throw notFound()
    return { integration, test: null }
  }

export const createSaving = (deps: IntegrationDeps): Pick<Integrations, 'create' | 'update'> => ({
  create: create(deps),
  update: update(deps),
})
