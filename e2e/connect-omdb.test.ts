import type { AlertView, IntegrationView } from '@cuemark/contract'
import { simulations, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { openAs, picturesOf } from './reading.ts'

describe('OMDb that answers 401', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let omdb: SimulatedService
  let saved: IntegrationView
  let page: Page
  beforeAll(async () => {
    omdb = await simulations.omdb()
    browser = await launchBrowser()
    cuemark = await startCuemark()
    administrator = await makeAdministrator(cuemark.url)
    saved = await administrator.connect('omdb', omdb.goodSettings)
    page = await openAs(browser, administrator, `${cuemark.url}/alerts`)
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
    await omdb?.close()
  })

  const open = async () => (await administrator.call<{ items: AlertView[] }>('GET', '/alerts')).items
  const card = () => page.getByRole('main').getByRole('article')

  it('warns in yellow when the day is used up, and says when it works again, as a guess', async () => {
    omdb.set('daily_limit')
    await administrator.test(saved.id)
    await card().getByRole('heading', { name: 'OMDb: today’s requests are used up' }).waitFor()
    await card().getByText('Warning', { exact: true }).waitFor()
    await card()
      .getByText(/^Works again .*\(a guess\)/)
      .waitFor()
    expect(await card().getByRole('button', { name: 'Replace key' }).count(), 'the key is good').toBe(0)
    await page.getByRole('link', { name: '1 open alert, worst: Warning' }).waitFor()
    const [alert] = await open()
    expect([alert?.kind, alert?.severity, alert?.usableAgainBasis]).toEqual(['quota', 'warning', 'guess'])
    expect(await picturesOf(page, '05-omdb-used-up-alert')).toEqual([])
  })

  it('does not call the used-up day a wrong key when the service says it with status 200', async () => {
    omdb.set('limit_in_200')
    await administrator.test(saved.id)
    const alerts = await open()
    expect(alerts.map((alert) => alert.kind)).toEqual(['quota'])
    expect(alerts[0]?.count).toBe(2)
  })

  it('is red for a key that is not valid, names the key and offers to replace it', async () => {
    omdb.set('healthy')
    await administrator.test(saved.id)
    await page.getByText('No open alerts', { exact: true }).waitFor()
    omdb.set('revoked')
    await administrator.test(saved.id)
    await card().getByRole('heading', { name: 'OMDb: the key is not valid' }).waitFor()
    await card().getByText('Error', { exact: true }).waitFor()
    expect(
      await card()
        .getByText(/Works again/)
        .count(),
      'a wrong key does not mend itself',
    ).toBe(0)
    await page.getByRole('link', { name: '1 open alert, worst: Error' }).waitFor()
    const [alert] = await open()
    expect([alert?.kind, alert?.severity, alert?.field]).toEqual(['authentication', 'error', 'apiKey'])
    expect(await picturesOf(page, '05-omdb-bad-key-alert')).toEqual([])
  })

  it('leads from the alert to the field of the key', async () => {
    // A link, for it leads to another page.
    await card()
      .getByRole('link', { name: 'Replace key' })
      .or(card().getByRole('button', { name: 'Replace key' }))
      .click()
    const key = page.getByLabel('API key', { exact: true })
    await key.waitFor()
    await expect.poll(() => key.evaluate((field) => field === document.activeElement)).toBe(true)
  })
})
