import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, tmdbCredentials, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import {
  cardOf,
  countInNavigation,
  cueMark,
  delayUntilVisible,
  promisedMs,
  rowOf,
  wellMark,
} from './alert-pages.ts'
import { launchBrowser, phoneLight } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { openAs, picturesOf } from './reading.ts'

const title = 'TMDb: the key is not valid'
const oneError = '1 open alert, worst: Error'

describe('a key that is revoked while Cuemark runs', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let overview: Page
  let alerts: Page
  let card: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    tmdb = await startTmdb()
    cuemark = await startCuemark()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
    overview = await openAs(browser, owner, cuemark.url)
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`, phoneLight)
    card = await openAs(browser, owner, `${cuemark.url}/integrations/${integration.id}`)
    for (const page of [overview, alerts, card]) await cueMark(page, wellMark).waitFor()
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    await alerts.getByText('No open alerts').first().waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await tmdb.close()
  })

  it('is one red alert on every open page within a second of the failing call', async () => {
    tmdb.set('revoked')
    const { lastMs } = await delayUntilVisible(
      [
        rowOf(overview, title),
        cardOf(alerts, title),
        cardOf(card, title),
        ...[overview, alerts, card].map((page) => cueMark(page, oneError)),
      ],
      () => owner.test(integration.id),
    )
    expect(lastMs).toBeLessThanOrEqual(promisedMs)
    for (const page of [overview, alerts, card]) {
      expect(await countInNavigation(page).textContent()).toBe('1')
    }
    expect(await alerts.getByRole('article').count()).toBe(1)
    expect(await cardOf(alerts, title).getByText('Error', { exact: true }).isVisible()).toBe(true)
  })

  it('says why, what to do first, and how often, and hides the key', async () => {
    const told = cardOf(alerts, title)
    await told.getByText('TMDb does not know this key or token.').waitFor()
    await told.getByText('once').waitFor()
    await told.getByRole('link', { name: 'Replace key' }).waitFor()
    await told.getByText('Evidence and history').click()
    await told.getByText('Answer', { exact: true }).waitFor()
    const text = (await told.textContent()) ?? ''
    expect(text).toContain('401')
    expect(text).not.toContain(tmdbCredentials.goodKey)
    const tooWide = [
      ...(await picturesOf(overview, '10-key-revoked-overview')),
      ...(await picturesOf(alerts, '10-key-revoked-alerts')),
      ...(await picturesOf(card, '10-key-revoked-card')),
    ]
    expect(tooWide).toEqual([])
  })

  it('counts a further failure and stays one alert', async () => {
    await owner.test(integration.id)
    await cardOf(alerts, title).getByText('2 times').waitFor({ timeout: 5000 })
    expect(await alerts.getByRole('article').count()).toBe(1)
    expect(await countInNavigation(overview).textContent()).toBe('1')
  })

  it('clears itself on every page when the key is replaced and tested', async () => {
    tmdb.set('healthy')
    const form = await openAs(browser, owner, `${cuemark.url}/alerts`)
    await cardOf(form, title).getByRole('link', { name: 'Replace key' }).click()
    const field = form.getByRole('textbox', { name: /key/i }).first()
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await field.fill(tmdbCredentials.goodToken)
    const save = form.getByRole('button', { name: 'Save', exact: true })
    await save.click()
    await form
      .getByText('Saved.', { exact: true })
      .waitFor({ timeout: 8_000 })
      .catch(async (e) => {
        await picturesOf(form, 'zz-debug')
        throw e
      })
    for (const page of [overview, alerts, card, form]) {
      await cueMark(page, wellMark).waitFor({ timeout: 5000 })
    }
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    await cardOf(alerts, title).waitFor({ state: 'detached' })
    await cardOf(card, title).waitFor({ state: 'detached' })
    expect(await picturesOf(form, '10-key-replaced-card')).toEqual([])
    expect(await picturesOf(overview, '10-key-replaced-overview')).toEqual([])
  })

  it('stays in the history as mended, with the reason', async () => {
    await alerts.getByRole('link', { name: 'History' }).click()
    const row = alerts.getByRole('listitem').filter({ hasText: title })
    await row.getByText('Mended', { exact: true }).waitFor()
    expect(await picturesOf(alerts, '10-key-replaced-history')).toEqual([])
    await row.getByRole('link', { name: title }).click()
    const told = cardOf(alerts, title)
    await told.getByText(/^Mended, proved by a test/).waitFor()
    await told.getByText('Evidence and history').click()
    await told.getByText('Mended: a test passed.').waitFor()
    expect(await picturesOf(alerts, '10-key-replaced-alert')).toEqual([])
  })
})
