import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../app/ports.ts'
import { openStore } from '../store/index.ts'
import { generateKey } from './key.ts'
import { keyFileName, openKey } from './key-file.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-key-'))
  store = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.sqlite') })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const path = (): string => join(folder, keyFileName)

describe('the key of a database', () => {
  it('is made at the first start, for its owner only, and stays the same', async () => {
    const key = await openKey({ given: null, folder, store })
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect((await openKey({ given: null, folder, store })).id).toBe(key.id)
    expect(readdirSync(folder).filter((name) => name.startsWith(keyFileName))).toEqual([keyFileName])
  })

  it('is the given one where one is given, and then no file is made', async () => {
    const given = generateKey()
    expect((await openKey({ given, folder, store })).id).toBe(given.id)
    expect(readdirSync(folder)).not.toContain(keyFileName)
  })

  it('is one for all who make it at the same time', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => openKey({ given: null, folder, store })))
    expect(new Set(keys.map((key) => key.id)).size).toBe(1)
  })

  it('is refused when it is another one, and nothing is changed', async () => {
    await openKey({ given: null, folder, store })
    const before = readFileSync(path(), 'utf8')
    const wrong = openKey({ given: generateKey(), folder, store })
    await expect(wrong).rejects.toThrow('were sealed with another key')
    await expect(wrong).rejects.toHaveProperty('code', 'wrong_key')
    expect(readFileSync(path(), 'utf8')).toBe(before)
    await expect(openKey({ given: null, folder, store })).resolves.toBeDefined()
  })

  it('is not made anew when its file is gone: the old secrets would be lost behind it', async () => {
    await openKey({ given: null, folder, store })
    rmSync(path())
    await expect(openKey({ given: null, folder, store })).rejects.toHaveProperty('code', 'key_missing')
    expect(readdirSync(folder)).not.toContain(keyFileName)
  })

  it('is not read from a damaged file, and the sentence names the file but not what it holds', async () => {
    writeFileSync(path(), 'half-a-key\n')
    const damaged = openKey({ given: null, folder, store })
    await expect(damaged).rejects.toHaveProperty('code', 'bad_key_file')
    await expect(damaged).rejects.toThrow(path())
    await expect(damaged).rejects.not.toThrow('half-a-key')
  })

  it('lies nowhere in the database', async () => {
    const key = await openKey({ given: null, folder, store })
    await store.close()
    const database = readFileSync(join(folder, 'cuemark.sqlite'))
    expect(database.includes('secret_key_fingerprint')).toBe(true)
    expect(database.includes(key.value.reveal())).toBe(false)
    expect(database.includes(Buffer.from(key.value.reveal(), 'base64'))).toBe(false)
    store = await openStore({ kind: 'sqlite', path: join(folder, 'cuemark.sqlite') })
  })
})
