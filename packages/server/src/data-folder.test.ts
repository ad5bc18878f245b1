import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderError, openDataFolder } from './data-folder.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cuemark-folder-'))
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

function faultOf(path: string): DataFolderError {
  try {
    openDataFolder(path).release()
  } catch (error) {
    if (error instanceof DataFolderError) return error
    throw error
  }
  throw new Error('The folder was opened.')
}

describe('the data folder', () => {
  it('is made with all above it, for its owner only', () => {
    const path = join(base, 'a', 'b')
    openDataFolder(path).release()
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(readdirSync(path).filter((name) => name.startsWith('.probe'))).toEqual([])
  })

  it('is refused while it is in use, and free again after the release', () => {
    const folder = openDataFolder(base)
    expect(faultOf(base).code).toBe('in_use')
    expect(faultOf(base).message).toContain(base)
    folder.release()
    openDataFolder(base).release()
  })

  it('is a sentence where a file is in the way', () => {
    writeFileSync(join(base, 'file'), '')
    expect(faultOf(join(base, 'file')).code).toBe('not_a_folder')
    expect(faultOf(join(base, 'file', 'below')).code).toBe('not_a_folder')
  })

  it('is a sentence where nothing can be written', () => {
    // Not even root makes folders there.
    const fault = faultOf('/proc/cuemark')
    expect(fault.code).toBe('not_writable')
    expect(fault.message).toContain('CUEMARK_DATA')
  })

  it('is held by another process until that one dies, killed in the middle too', async () => {
    const script = `
      const { openDataFolder } = await import(${JSON.stringify(new URL('data-folder.ts', import.meta.url).href)})
      globalThis.folder = openDataFolder(${JSON.stringify(base)})
      process.stdout.write('held')
      setInterval(() => {}, 60_000)
    `
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    expect(faultOf(base).code).toBe('in_use')
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
    openDataFolder(base).release()
  })
})
