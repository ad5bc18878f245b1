import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SimulatedService, startPostgres, startSeerr, type ThrowAwayPostgres } from '@cuemark/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from './start.ts'
import { visit } from './testing/visitor.ts'
import { password, startWhole, testSaved } from './testing/whole-server.ts'

let postgres: ThrowAwayPostgres
let seerr: SimulatedService
beforeAll(async () => {
  postgres = await startPostgres()
  seerr = await startSeerr()
})
afterAll(async () => {
  await seerr.close()
  await postgres.stop()
})

describe('a whole server on PostgreSQL', () => {
  it('connects, tells of a revoked key once, and takes it back when it works again', async () => {
    const server = await startWhole({ CUEMARK_DATABASE_URL: await postgres.createDatabase() })
    const body = { service: 'seerr', settings: seerr.goodSettings } as const
    const { id } = (await server.client.createIntegration({ body })).integration
    seerr.set('revoked')
    for (let tries = 0; tries < 3; tries += 1) await testSaved(server.client, id)
    await server.nextCheck(id)
    expect(await server.openAlerts()).toMatchObject([
      { integrationId: id, kind: 'authentication', severity: 'error', count: 4 },
    ])
    seerr.set('healthy')
    await server.nextCheck(id)
    expect(await server.openAlerts()).toEqual([])
    expect((await server.client.getIntegration({ params: { id } })).state).toBe('connected')
    expect((await server.client.overview()).openAlerts).toBe(0)
    expect(server.faults).toEqual([])
    await server.close()
  })

  it('lets a second process in, which sees the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuemark-two-'))
    const url = await postgres.createDatabase()
    const start = (name: string) =>
      startServer({
        env: {
          CUEMARK_DATABASE_URL: url,
          CUEMARK_DATA: join(folder, name),
          CUEMARK_PORT: '0',
          // Each has a data folder of its own; the key is one.
          CUEMARK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
        },
        log: () => undefined,
      })
    const [one, other] = await Promise.all([start('one'), start('other')])
    const ada = visit(one.url).client
    await ada.setUp({ body: { name: 'Ada', password } })
    const body = { service: 'seerr', settings: seerr.goodSettings } as const
    const { id } = (await ada.createIntegration({ body })).integration
    const elsewhere = visit(other.url).client
    await elsewhere.signIn({ body: { name: 'Ada', password } })
    expect((await testSaved(elsewhere, id)).ok).toBe(true)
    expect((await ada.listChecks({ params: { id } })).items).toHaveLength(2)
    await Promise.all([one.close(), other.close()])
    rmSync(folder, { recursive: true })
  })

  it('says in a sentence that the database is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuemark-none-'))
    const missing = (await postgres.createDatabase()).replace(/[^/]+$/, 'nowhere')
    const env = { CUEMARK_DATABASE_URL: missing, CUEMARK_DATA: folder, CUEMARK_PORT: '0' }
    await expect(startServer({ env, log: () => undefined })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('nowhere'),
    })
    rmSync(folder, { recursive: true })
  })
})
