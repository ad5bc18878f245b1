import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, cueMark, delayUntilVisible, promisedMs, rowOf, wellMark } from './alert-pages.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { passUntil } from './passing-time.ts'
import { openAs } from './reading.ts'

const title = 'TMDb: the key is not valid'
const tabs = 8

describe('a revoked key that a background check finds', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView

  const isOpen = async (): Promise<boolean> => (await alertsIn(owner, 'open')).length > 0

  beforeAll(async () => {
    browser = await launchBrowser()
    tmdb = await startTmdb()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await tmdb.close()
  })

  it('is on the pages of two people within a second of the failing call', async () => {
    const overview = await openAs(browser, owner, cuemark.url)
    const alerts = await openAs(browser, owner, `${cuemark.url}/alerts`)
    for (const page of [overview, alerts]) await cueMark(page, wellMark).waitFor()
    tmdb.set('revoked')
    tmdb.clearRequests()
    const { answeredAt, lastMs } = await delayUntilVisible(
      [rowOf(overview, title), cardOf(alerts, title), cueMark(alerts, '1 open alert, worst: Error')],
      async () => {
        await passUntil(cuemark, isOpen, 20 * 60_000)
      },
    )
    // Counted from when the service was asked, which is before its answer.
    expect(answeredAt + lastMs - (tmdb.requests[0]?.at ?? 0)).toBeLessThanOrEqual(promisedMs)
    await overview.context().close()
    await alerts.context().close()
  })

  it('leaves the pages of many tabs of one browser at once when it is mended', async () => {
    const context = await openContext(browser)
    await owner.signIn(context)
    const pages: Page[] = []
    for (let tab = 0; tab < tabs; tab += 1) {
      const page = await context.newPage()
      await page.goto(`${cuemark.url}/alerts`)
      await cardOf(page, title).waitFor()
      pages.push(page)
    }
    tmdb.set('healthy')
    const { lastMs } = await delayUntilVisible(
      pages.map((page) => cueMark(page, wellMark)),
      () => owner.test(integration.id),
    )
    expect(lastMs).toBeLessThanOrEqual(promisedMs)
    for (const page of pages) await cardOf(page, title).waitFor({ state: 'detached' })
  })
})
