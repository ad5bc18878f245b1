import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openStore } from './index.ts'
import { describeStore } from './store.contract.ts'

describe('the store on SQLite', () => {
  describeStore(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cuemark-store-'))
    return {
      open: () => openStore({ kind: 'sqlite', path: join(folder, 'cuemark.sqlite') }),
      remove: () => rm(folder, { recursive: true }),
    }
  })
})
