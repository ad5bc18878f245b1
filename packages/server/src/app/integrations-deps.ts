import type { AlertPolicy } from '@cuemark/domain'
import { AppError } from './use-cases.ts'
import type { TestRunDeps } from './integrations-test.ts'
import type { Changes, Clock, Ids, IntegrationRow, Recorder, SecretBox, Store } from './ports.ts'
import type { Reader } from './views-read.ts'

/** Which saved integrations are being tested right now; several people may test one at a time. */
export interface TestsRunning {
  has(integrationId: string): boolean
  /** Counts a test in; the answer counts it out. */
  begin(integrationId: string): () => void
}

export const createTestsRunning = (): TestsRunning => {
  const counts = new Map<string, number>()
  return {
    has: (integrationId) => counts.has(integrationId),
    begin: (integrationId) => {
      counts.set(integrationId, (counts.get(integrationId) ?? 0) + 1)
      return () => {
        const left = (counts.get(integrationId) ?? 1) - 1
        if (left > 0) counts.set(integrationId, left)
        else counts.delete(integrationId)
      }
    },
  }
}

/** What the use cases of integrations stand on. */
export interface IntegrationDeps extends TestRunDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly box: SecretBox
  readonly recorder: Recorder
  readonly changes: Changes
  readonly policy: AlertPolicy
  readonly reader: Reader
  readonly testsRunning: TestsRunning
  /** Ends every alert of an integration, with its events, durably. */
  readonly endAlerts: (integrationId: string, because: 'paused' | 'removed') => Promise<void>
  /** Asks for a background check as soon as possible; does not wait for it. */
  readonly checkSoon: (integrationId: string) => void
}

export const notFound = (): AppError => new AppError('not_found', 'This integration does not exist any more.')

export const rowOf = async (deps: Pick<IntegrationDeps, 'store'>, id: string): Promise<IntegrationRow> => {
  const row = await deps.store.transaction((tx) => tx.integration(id))
  if (row === null) throw notFound()
  return row
}
