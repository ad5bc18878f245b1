import { manifests, type ServiceId } from '@cuemark/services'
import type { AlertDeps } from './alert-desk.ts'
import { createGroupCommit } from './group-commit.ts'
import type { OutcomeReport, Recorder } from './ports.ts'
import { type BatchDeps, type Recorded, recordBatch } from './record-batch.ts'
import { subjectsOf } from './record-subjects.ts'

export interface RecorderDeps extends AlertDeps {
  readonly healthyEveryMs?: (service: ServiceId) => number
  readonly foldMs?: number
}

const batchLimit = 1000
const defaultFoldMs = 10 * 60_000
/** Good traffic with nothing standing against it is noted this often: a hundred answers a second prove no more. */
const calmForMs = 15_000

/**
 * Reports that arrive together share a transaction. Each caller is told when its own is durable; when the store
 * refuses, each is told that, and nothing of a refused batch has happened.
 */
export function createRecorder(deps: RecorderDeps): Recorder {
  const batchDeps: BatchDeps = {
    ...deps,
    foldMs: deps.foldMs ?? defaultFoldMs,
    healthyEveryMs: deps.healthyEveryMs ?? ((service) => manifests[service].check.healthyEveryMs),
  }
  const calm = createCalm(deps)
  const commit = async (reports: readonly OutcomeReport[]): Promise<readonly Recorded[]> => {
    const failuresBefore = calm.failuresSeen()
    const recorded = await deps.store.transaction((tx) => recordBatch(tx, reports, batchDeps))
    calm.note(recorded, failuresBefore)
    return reports.map(() => recorded)
  }
  // What a batch changed is of all of it, so whichever of its results tells the same.
  const afterwards = ([recorded]: readonly Recorded[]): void => {
    for (const change of recorded?.changes ?? []) deps.changes.publish(change)
  }
  const group = createGroupCommit(batchLimit, commit, afterwards)
  return {
    record: async (report) => {
      if (report.diagnosis !== null) calm.failed()
      else if (calm.covers(report)) return
      await group.add(report)
    },
  }
}

interface Calm {
  /** True for good traffic that would prove nothing new. */
  covers(report: OutcomeReport): boolean
  /** A failure was reported: from now on every good answer may mend something. */
  failed(): void
  failuresSeen(): number
  note(recorded: Recorded, failuresBefore: number): void
}

function createCalm({ clock }: Pick<RecorderDeps, 'clock'>): Calm {
  const since = new Map<string, number>()
  let failures = 0
  return {
    covers: (report) => {
      if (report.origin !== 'traffic') return false
      return subjectsOf(report).every((subject) => {
        const at = since.get(subject)
        const ageMs = at === undefined ? Infinity : clock.now() - at
        return ageMs >= 0 && ageMs < calmForMs
      })
    },
    failed: () => {
      failures += 1
      since.clear()
    },
    failuresSeen: () => failures,
    note: ({ calm }, failuresBefore) => {
      if (failures !== failuresBefore) return
      for (const subject of calm) since.set(subject, clock.now())
    },
  }
}
