import type { SourceKind, SourceRow } from '../../app/ports-plays.ts'
import type { Heard, Intake } from '../../app/use-cases-plays.ts'
import { sourceRow } from '../../store/plays.fixtures.ts'

/** The secret of the one source of a kind. */
export const secretOf = (kind: SourceKind): string => `the-secret-of-${kind}`

const sourceOf = (kind: SourceKind): SourceRow =>
  sourceRow(`source-${kind}`, { userId: 'p1', kind, name: `My ${kind}`, tokenHash: 'hash' })

/** A door with a source of each kind that keeps what it is given in memory. */
export interface FakeIntake extends Intake {
  readonly taken: { readonly kind: SourceKind; readonly heard: Heard }[]
  readonly faults: string[]
  readonly notes: string[]
  /** Runs before something counts as durable; may throw. */
  beforeDurable: () => Promise<void>
  /** Changes what is known of a source. */
  change(kind: SourceKind, change: Partial<SourceRow>): void
}

const kinds: readonly SourceKind[] = ['stremio_addon', 'jellyfin', 'emby', 'plex', 'tautulli', 'kodi', 'api']

export function createFakeIntake(): FakeIntake {
  const rows = new Map(kinds.map((kind) => [secretOf(kind), sourceOf(kind)]))
  const ids = new Set<string>()
  const isRepeat = ({ senderId }: Heard): boolean => {
    const repeated = senderId !== null && ids.has(senderId)
    if (senderId !== null) ids.add(senderId)
    return repeated
  }
  const fake: FakeIntake = {
    taken: [],
    faults: [],
    notes: [],
    beforeDurable: async () => undefined,
    change: (kind, change) => {
      const row = rows.get(secretOf(kind))
      if (row !== undefined) rows.set(secretOf(kind), { ...row, ...change })
    },
    sourceOf: async (token) => rows.get(token) ?? null,
    take: async ({ kind }, heard) => {
      await fake.beforeDurable()
      return heard.map((one) => {
        if (isRepeat(one)) return { outcome: 'known' }
        fake.taken.push({ kind, heard: one })
        return { outcome: 'taken' }
      })
    },
    fault: async (_source, text) => void fake.faults.push(text),
    note: async (_source, text) => void fake.notes.push(text),
  }
  return fake
}
