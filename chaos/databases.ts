/** What the server processes of a run keep their data in. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type TraktBook } from '@cuemark/testkit'

export type DatabaseKind = 'sqlite' | 'postgres'

export interface Ground {
  /** Environment of each process: one on the embedded database, two that share a PostgreSQL. */
  readonly processes: readonly Readonly<Record<string, string>>[]
  clear(): Promise<void>
}

/** Processes are killed, and not the machine: memory keeps what they wrote as well as a disk does, and faster. */
const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** `folder` is used, and not removed, where it is given. */
export async function layGround(
  kind: DatabaseKind,
  book: Pick<TraktBook, 'apiUrl' | 'authUrl'>,
  folder?: string,
): Promise<Ground> {
  const hosts = { CUEMARK_TRAKT_API_URL: book.apiUrl, CUEMARK_TRAKT_AUTH_URL: book.authUrl }
  const root = mkdtempSync(join(quickFolder, 'cuemark-chaos-'))
  const clear = (): void => rmSync(root, { recursive: true, force: true })
  // Also where the run is broken off.
  process.once('exit', clear)
  if (kind === 'sqlite')
    return { processes: [{ ...hosts, CUEMARK_DATA: folder ?? root }], clear: async () => clear() }
  const postgres = await startPostgres({ parentFolder: quickFolder })
  const shared = {
    ...hosts,
    CUEMARK_DATABASE_URL: postgres.url,
    CUEMARK_SECRET_KEY: randomBytes(32).toString('base64'),
    // Two processes on one machine: a statement waits for the other's, and is not held by the clock then.
    CUEMARK_TEST_HELD_AFTER_MS: '40',
  }
  return {
    processes: ['first', 'second'].map((name) => ({ ...shared, CUEMARK_DATA: join(root, name) })),
    clear: async () => {
      await postgres.stop()
      clear()
    },
  }
}
