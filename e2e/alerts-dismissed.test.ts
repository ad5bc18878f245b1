import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, countInNavigation, cueMark, rowOf, wellMark } from './alert-pages.ts'
import { launchBrowser } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass } from './passing-time.ts'
import { openAs, picturesOf } from './reading.ts'

const title = 'TMDb: the key is not valid'
const oneError = '1 open alert, worst: Error'
const minuteMs = 60_000

describe('an alert that is dismissed', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let alerts: Page
  let overview: Page

  const dismiss = async (): Promise<void> => {
    await cardOf(alerts, title).getByRole('button', { name: 'Dismiss', exact: true }).click()
    await cardOf(alerts, title).waitFor({ state: 'detached' })
    for (const page of [alerts, overview]) await cueMark(page, wellMark).waitFor({ timeout: 5000 })
    expect(await countInNavigation(alerts).count()).toBe(0)
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    tmdb = await startTmdb()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`)
    overview = await openAs(browser, owner, cuemark.url)
    tmdb.set('revoked')
    await owner.test(integration.id)
    await cardOf(alerts, title).waitFor()
    await rowOf(overview, title).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await tmdb.close()
  })

  it('leaves every page at once, and comes back by Undo', async () => {
    await dismiss()
    const message = alerts.getByRole('log', { name: 'Messages' })
    await message.getByText(`Dismissed: ${title}`).waitFor()
    expect(await picturesOf(alerts, '13-dismissed-undo')).toEqual([])
    await message.getByRole('button', { name: 'Undo' }).click()
    await cardOf(alerts, title).waitFor()
    for (const page of [alerts, overview]) await cueMark(page, oneError).waitFor({ timeout: 5000 })
    expect(await message.getByText(`Dismissed: ${title}`).count()).toBe(0)
  })

  it('does not come back while the problem lasts, by tests or by checks', async () => {
    await dismiss()
    const before = (await alertsIn(owner, 'history'))[0]?.count ?? 0
    await owner.test(integration.id)
    await owner.test(integration.id)
    await pass(cuemark, 5 * minuteMs)
    const [dismissed] = await alertsIn(owner, 'history')
    expect(dismissed?.state).toBe('dismissed')
    // Two tests, and the checks after one and after two further minutes.
    expect(dismissed?.count).toBeGreaterThanOrEqual(before + 4)
    await alerts.getByRole('link', { name: 'History' }).click()
    // The last failure has been told to the page, so that nothing is still under way.
    const row = alerts.getByRole('listitem').filter({ hasText: title })
    await row.getByText(`${dismissed?.count ?? 0} times`).waitFor({ timeout: 5000 })
    await row.getByText('Dismissed', { exact: true }).waitFor()
    for (const page of [alerts, overview]) expect(await cueMark(page, wellMark).isVisible()).toBe(true)
    expect(await countInNavigation(overview).count()).toBe(0)
    expect(await rowOf(overview, title).count()).toBe(0)
    expect(await picturesOf(alerts, '13-dismissed-history')).toEqual([])
    expect(await picturesOf(overview, '13-dismissed-overview')).toEqual([])
  })

  it('takes the offer to undo back when it is mended meanwhile', async () => {
    const page = await openAs(browser, owner, `${cuemark.url}/alerts?view=history`)
    await page.getByRole('listitem').filter({ hasText: title }).getByRole('link').click()
    await page.getByRole('button', { name: 'Bring back' }).click()
    await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
    const offer = page.getByRole('log', { name: 'Messages' }).getByText(`Dismissed: ${title}`)
    await offer.waitFor()
    tmdb.set('healthy')
    await owner.test(integration.id)
    // Sooner than the message would go by itself.
    await offer.waitFor({ state: 'detached', timeout: 5000 })
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await page.context().close()
  })

  it('comes back as a relapse when it breaks after it was mended', async () => {
    tmdb.set('healthy')
    await owner.test(integration.id)
    await alerts
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByText('Mended', { exact: true })
      .waitFor({ timeout: 5000 })
    tmdb.set('revoked')
    await owner.test(integration.id)
    await cueMark(overview, oneError).waitFor({ timeout: 5000 })
    await overview.getByText('broken again after it was mended').waitFor()
    await alerts.getByRole('link', { name: 'Open', exact: true }).click()
    const card = cardOf(alerts, title)
    await card.getByText('broken again after it was mended').waitFor()
    await card.getByText('Evidence and history').click()
    await card.getByText('It came back after it was mended.').waitFor()
    expect(await picturesOf(alerts, '14-relapse-alerts')).toEqual([])
    expect(await picturesOf(overview, '14-relapse-overview')).toEqual([])
  })
})
