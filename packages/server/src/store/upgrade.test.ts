import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './index.ts'
import { migrations } from './migrations.ts'
import { openStoreWith } from './open.ts'
import { deliveryOf, moveInAnother, accountRow, playOf, sourceRow } from './plays.fixtures.ts'
import { makeReleased0001, released0001 } from './released-0001.fixtures.ts'
import { openSqliteFile } from './sqlite-dialect.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-upgrade-'))
  path = join(folder, 'cuemark.sqlite')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function schemaOf(file: string): readonly unknown[] {
  const database = openSqliteFile(file)
  const rows = database
    .prepare(
      `select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid`,
    )
    .all()
  database.close()
  return rows.map((row) => row['sql'])
}

describe('a database of version 0.1', () => {
  it('keeps its rows, gets the tables of plays, and a copy of it stays', async () => {
    makeReleased0001(path)
    const store = await openStore({ kind: 'sqlite', path })
    expect(await store.people.userByName('ada')).toMatchObject({ id: 'u1', role: 'administrator' })
    expect(await store.people.sessionByHash('hash-se1')).toMatchObject({ userId: 'u1' })
    expect(await store.alertEvents('al1')).toHaveLength(1)
    await store.transaction(async (tx) => {
      expect(await tx.integration('i1')).toMatchObject({ service: 'trakt', version: 4 })
      expect(await tx.meta('network')).toBe('{"down":false}')
      await tx.insertAccount(accountRow('a1'))
      await tx.insertSource(sourceRow('s1'))
      await tx.insertPlay(playOf('p1'))
      expect(await tx.insertDelivery(deliveryOf(playOf('p1')))).toBe(true)
    })
    await moveInAnother(store)
    await store.close()
    expect(existsSync(`${path}.before-0002_plays`)).toBe(true)
    expect(schemaOf(`${path}.before-0002_plays`)).toEqual(expect.arrayContaining([...released0001]))
  })

  it('has the tables that the first change makes to this day: a released change is never edited', async () => {
    const { '0001_start': first } = migrations
    if (first === undefined) throw new Error('The first change is gone.')
    await (await openStoreWith({ kind: 'sqlite', path }, { '0001_start': first })).close()
    expect(schemaOf(path).slice(2)).toEqual(released0001)
  })

  it('ends up with the same tables as a new one', async () => {
    makeReleased0001(path)
    await (await openStore({ kind: 'sqlite', path })).close()
    const fresh = join(folder, 'fresh.sqlite')
    await (await openStore({ kind: 'sqlite', path: fresh })).close()
    expect(schemaOf(path).slice(2)).toEqual(schemaOf(fresh).slice(2))
  })
})
