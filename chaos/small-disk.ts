/** A disk that can really be full: a file system of its own in memory, filled by a ballast. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sizeMb = 512
const chunk = new Uint8Array(64 * 1024).fill(120)

export interface SmallDisk {
  readonly folder: string
  fill(): void
  free(): void
  remove(): void
}

/** Null where this user may not mount one. */
export function mountSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-disk-'))
  const ballast = join(folder, 'ballast')
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=700`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  // Also where the run is broken off.
  let isThere = true
  const remove = (): void => {
    if (!isThere) return
    isThere = false
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  }
  process.once('exit', remove)
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'w')
      try {
        while (statfsSync(folder).bfree > 0) writeSync(file, chunk)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove,
  }
}
