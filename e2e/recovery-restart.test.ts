import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, cueMark, rowOf, wellMark } from './alert-pages.ts'
import { launchBrowser, phoneDark } from './browser.ts'
import { type Child, spawnCuemark } from './child.ts'
import { openAs, picturesOf } from './reading.ts'

const title = 'TMDb: the key is not valid'
const oneError = '1 open alert, worst: Error'
const offline = 'Cuemark does not answer. What you see may be old; it is tried again by itself.'
const acknowledgedBeforeTheKill = 25
const callers = 6

describe('a Cuemark that ends and comes back', () => {
  let browser: Browser
  let folder: string
  let port: string
  let cuemark: Child
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let overview: Page
  let alerts: Page

  const start = async (): Promise<string> => {
    cuemark = spawnCuemark({ CUEMARK_DATA: folder, CUEMARK_PORT: port })
    return cuemark.ready()
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    folder = await mkdtemp(join(tmpdir(), 'cuemark-e2e-'))
    tmdb = await startTmdb()
    port = '0'
    const url = await start()
    port = new URL(url).port
    owner = await makeAdministrator(url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
    overview = await openAs(browser, owner, url)
    alerts = await openAs(browser, owner, `${url}/alerts`, phoneDark)
    for (const page of [overview, alerts]) await cueMark(page, wellMark).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    cuemark.process.kill('SIGKILL')
    await cuemark.ended
    await tmdb.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('ends in order on SIGTERM, open pages or not, and the pages say that they may be old', async () => {
    cuemark.process.kill('SIGTERM')
    expect(await cuemark.ended).toBe(0)
    expect(cuemark.err()).toBe('')
    for (const page of [overview, alerts]) {
      await page.getByText(offline).waitFor({ timeout: 15_000 })
    }
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    expect(await picturesOf(overview, '18-offline-overview')).toEqual([])
    expect(await picturesOf(alerts, '18-offline-alerts')).toEqual([])
  })

  it('is found again by the pages, which then show what they missed', async () => {
    tmdb.set('revoked')
    await start()
    await owner.test(integration.id)
    await rowOf(overview, title).waitFor({ timeout: 40_000 })
    await cardOf(alerts, title).waitFor({ timeout: 40_000 })
    for (const page of [overview, alerts]) {
      await cueMark(page, oneError).waitFor({ timeout: 5000 })
      await page.getByText(offline).waitFor({ state: 'detached', timeout: 5000 })
    }
    expect((await alertsIn(owner, 'open')).map(({ count }) => count)).toEqual([1])
  })

  it('loses nothing that it acknowledged and counts nothing twice, killed in the middle', async () => {
    tmdb.clearRequests()
    const before = (await alertsIn(owner, 'open'))[0]?.count ?? 0
    let acknowledged = 0
    const enough = Promise.withResolvers<void>()
    const call = async (): Promise<void> => {
      for (;;) {
        await owner.test(integration.id)
        acknowledged += 1
        if (acknowledged >= acknowledgedBeforeTheKill) enough.resolve()
      }
    }
    const calls = Array.from({ length: callers }, () => call())
    const all = Promise.allSettled(calls)
    await enough.promise
    cuemark.process.kill('SIGKILL')
    expect(await cuemark.ended).toBe('SIGKILL')
    await all
    await start()
    const [alert, ...others] = await alertsIn(owner, 'open')
    expect(others).toEqual([])
    expect(alert?.title).toBe(title)
    const counted = (alert?.count ?? 0) - before
    expect(counted).toBeGreaterThanOrEqual(acknowledged)
    expect(counted).toBeLessThanOrEqual(tmdb.requests.length)
  })

  it('goes on after that: the open pages mend with it', async () => {
    tmdb.set('healthy')
    await owner.test(integration.id)
    for (const page of [overview, alerts]) await cueMark(page, wellMark).waitFor({ timeout: 40_000 })
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    await cardOf(alerts, title).waitFor({ state: 'detached' })
    expect((await alertsIn(owner, 'history')).map(({ state }) => state)).toEqual(['recovered'])
  })
})
