import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, countInNavigation, cueMark, promisedMs, rowOf, wellMark } from './alert-pages.ts'
import { launchBrowser, phoneDark } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass, passUntil } from './passing-time.ts'
import { openAs, picturesOf } from './reading.ts'

const title = 'TMDb: internal error'
const minuteMs = 60_000
const hourMs = 60 * minuteMs

describe('an outage that only the background checks see', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let overview: Page
  let alerts: Page

  /** Opens the pages anew with the server's time on their own clocks, so that the pictures are right. */
  const showTime = async (): Promise<void> => {
    for (const page of [overview, alerts]) {
      await page.clock.setFixedTime(cuemark.clock.now())
      await page.reload()
    }
  }
  const isOpen = async (): Promise<boolean> => (await alertsIn(owner, 'open')).length > 0

  beforeAll(async () => {
    browser = await launchBrowser()
    tmdb = await startTmdb()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
    overview = await openAs(browser, owner, cuemark.url)
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`, phoneDark)
    for (const page of [overview, alerts]) await cueMark(page, wellMark).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await tmdb.close()
  })

  it('is found by the next check and shown as information on the open pages', async () => {
    tmdb.clearRequests()
    tmdb.set('server_error')
    await passUntil(cuemark, isOpen, 20 * minuteMs)
    const openedAt = Date.now()
    await rowOf(overview, title).waitFor({ timeout: 10_000 })
    await cardOf(alerts, title).waitFor({ timeout: 10_000 })
    await cueMark(alerts, '1 open alert, worst: Info').waitFor({ timeout: 10_000 })
    expect(Date.now() - openedAt).toBeLessThanOrEqual(promisedMs)
    await showTime()
    await cardOf(alerts, title).getByText('Info', { exact: true }).waitFor()
    await rowOf(overview, title).waitFor()
    // The next check is due by then; nothing says that it will be well.
    expect((await alertsIn(owner, 'open')).map(({ usableAgainBasis }) => usableAgainBasis)).toEqual(['guess'])
    expect(
      await cardOf(alerts, title)
        .getByText(/Works again/)
        .count(),
    ).toBe(0)
    expect(await picturesOf(alerts, '12-outage-alerts')).toEqual([])
    expect(await picturesOf(overview, '12-outage-overview')).toEqual([])
  })

  it('is looked at again by the ladder, and stays one alert with a growing count', async () => {
    const before = await alertsIn(owner, 'open')
    tmdb.clearRequests()
    await pass(cuemark, 10 * minuteMs)
    const after = await alertsIn(owner, 'open')
    expect(after).toHaveLength(1)
    // After 1, 2 and 5 minutes, a tenth more or less; each check may try a second time.
    expect((after[0]?.count ?? 0) - (before[0]?.count ?? 0)).toBe(3)
    expect(tmdb.requests.length).toBeLessThanOrEqual(6)
    expect(await alerts.getByRole('article').count()).toBe(1)
  })

  it('clears itself when a background check gets an answer, and the history says so', async () => {
    tmdb.set('healthy')
    await passUntil(cuemark, async () => !(await isOpen()), 20 * minuteMs)
    await cardOf(alerts, title).waitFor({ state: 'detached', timeout: 5000 })
    for (const page of [overview, alerts]) await cueMark(page, wellMark).waitFor({ timeout: 5000 })
    expect(await countInNavigation(alerts).count()).toBe(0)
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    await showTime()
    await alerts.getByRole('link', { name: 'History' }).click()
    const row = alerts.getByRole('listitem').filter({ hasText: title })
    await row.getByRole('link', { name: title }).click()
    await cardOf(alerts, title)
      .getByText(/^Mended, proved by a background check/)
      .waitFor()
    expect(await picturesOf(alerts, '12-outage-healed')).toEqual([])
  })

  it('becomes a warning on the open page when it lasts six hours', async () => {
    await pass(cuemark, 2 * hourMs, minuteMs)
    await alerts.goto(`${cuemark.url}/alerts`)
    tmdb.set('server_error')
    await passUntil(cuemark, isOpen, 20 * minuteMs)
    await cueMark(alerts, '1 open alert, worst: Info').waitFor({ timeout: 5000 })
    await pass(cuemark, 6 * hourMs - 2 * minuteMs, minuteMs)
    expect((await alertsIn(owner, 'open')).map(({ severity }) => severity)).toEqual(['info'])
    await pass(cuemark, 3 * minuteMs)
    await cueMark(alerts, '1 open alert, worst: Warning').waitFor({ timeout: 5000 })
    await cueMark(overview, '1 open alert, worst: Warning').waitFor({ timeout: 5000 })
    const card = cardOf(alerts, title)
    await card.getByText('Warning', { exact: true }).waitFor()
    await showTime()
    await card.getByText('Evidence and history').click()
    await card.getByText('It has lasted so long that it is now a warning.').waitFor()
    await card.getByText('Opened.', { exact: true }).waitFor()
    expect(await picturesOf(alerts, '12-outage-warning')).toEqual([])
    const page = await openAs(browser, owner, `${cuemark.url}/integrations/${integration.id}`)
    await page.clock.setFixedTime(cuemark.clock.now())
    await page.reload()
    await cardOf(page, title).waitFor()
    expect(await picturesOf(page, '12-outage-warning-card')).toEqual([])
  })
})
