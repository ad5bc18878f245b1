import type { Diagnosis } from '@cuemark/diagnosis'
import type { TestResult } from '@cuemark/services'
import type { CheckRow, Clock, Ids } from './ports.ts'

export interface Looked {
  readonly integrationId: string
  readonly origin: 'check' | 'test'
  readonly durationMs: number
  /** Null when all is well. Holds no secret. */
  readonly diagnosis: Pick<Diagnosis, 'cause' | 'title' | 'expected'> | null
}

/** The line that one check or one test leaves, however many calls it took. */
export const checkRow = (
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
  { integrationId, origin, durationMs, diagnosis }: Looked,
): CheckRow => ({
  id: ids.next(),
  integrationId,
  at: clock.now(),
  durationMs: Math.round(durationMs),
  ok: diagnosis === null || diagnosis.expected,
  origin,
  cause: diagnosis?.cause ?? null,
  title: diagnosis?.title ?? null,
})

/** How long the steps of a test took together. */
export const testDurationMs = ({ steps }: Pick<TestResult, 'steps'>): number =>
  Math.round(steps.reduce((sum, step) => sum + (step.durationMs ?? 0), 0))
