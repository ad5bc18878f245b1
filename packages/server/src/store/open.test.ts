import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from './index.ts'

const isDriverLoaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) =>
    path.includes(['', 'node_modules', 'pg', ''].join(sep)),
  )

it('loads the driver of PostgreSQL only for an address of PostgreSQL', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-open-'))
  const store = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.sqlite') })
  await store.ping()
  await store.close()
  rmSync(folder, { recursive: true })
  expect(isDriverLoaded()).toBe(false)
  await expect(openStore({ kind: 'postgres', url: 'postgres://127.0.0.1:1/none' })).rejects.toMatchObject({
    name: 'StoreError',
  })
  expect(isDriverLoaded()).toBe(true)
})
