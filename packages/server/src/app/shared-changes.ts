import { createChanges } from './live-changes.ts'
import type { News, OpenNews } from './ports-news.ts'
import type { Change, Changes, Clock } from './ports.ts'

/** Changes are told to the other processes together, this often at most: well within the second in which pages show them. */
const togetherMs = 30
/** PostgreSQL refuses a payload of 8000 bytes; most letters have one byte, and none of ours has more than four. */
const longestText = 1900

export interface SharedChangesDeps {
  /** Null where no other process can share the database. */
  readonly openNews: OpenNews | null
  readonly clock: Clock
  /** Names this process. */
  readonly owner: string
  readonly onError: (error: unknown) => void
}

/** Changes of this process and of all others that share its database. */
export interface SharedChanges extends Changes {
  close(): Promise<void>
}

interface Told {
  readonly from: string
  readonly changes: readonly Change[]
}

/** What the pages and workers of other processes cannot use: it is about work that only the teller does. */
const isNews = ({ type }: Change): boolean => type !== 'missed'

const toldIn = (text: string): Told | null => {
  try {
    const value: unknown = JSON.parse(text)
    const isTold =
      typeof value === 'object' &&
      value !== null &&
      'from' in value &&
      'changes' in value &&
      Array.isArray(value.changes)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this very program, of this version or another
    return isTold ? (value as Told) : null
  } catch {
    return null
  }
}

/** As few texts as hold them all. */
const textsOf = (from: string, changes: readonly string[]): readonly string[] => {
  const texts: string[] = []
  let part: string[] = []
  let length = 0
  const end = (): void => {
    if (part.length > 0) texts.push(`{"from":${JSON.stringify(from)},"changes":[${part.join(',')}]}`)
    part = []
    length = 0
  }
  for (const change of changes) {
    if (length + change.length > longestText) end()
    part.push(change)
    length += change.length + 1
  }
  end()
  return texts
}

/** Begins to share changes. What could not be told is read by the others at their next look. */
export const createSharedChanges = async (deps: SharedChangesDeps): Promise<SharedChanges> => {
  const { openNews, clock, owner, onError } = deps
  const local = createChanges(onError)
  if (openNews === null) return { ...local, close: () => Promise.resolve() }
  const news: News = await openNews(
    (text) => {
      const told = toldIn(text)
      if (told === null || told.from === owner) return
      for (const change of told.changes) local.publish(change)
    },
    () => local.publish({ type: 'missed' }),
  )
  const waiting = new Set<string>()
  let cancel: (() => void) | null = null
  let telling: Promise<unknown> = Promise.resolve()
  const tell = (): void => {
    cancel = null
    const texts = textsOf(owner, [...waiting])
    waiting.clear()
    telling = Promise.all([telling, ...texts.map((text) => news.tell(text))]).catch(onError)
  }
  return {
    publish: (change) => {
      local.publish(change)
      if (!isNews(change)) return
      waiting.add(JSON.stringify(change))
      cancel ??= clock.after(togetherMs, tell)
    },
    subscribe: (listener) => local.subscribe(listener),
    close: async () => {
      cancel?.()
      if (waiting.size > 0) tell()
      await telling
      await news.close()
    },
  }
}
