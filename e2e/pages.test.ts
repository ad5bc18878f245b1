import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IntegrationView, SaveResult } from '@cuemark/contract'
import { simulations, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { writeHistory } from './long-history.ts'
import { openAs, picturesOf } from './reading.ts'

const many = 203
const failing = 60
const historyLength = 10_000
/** As long as a name may be, without a place to break it, and with what must never be taken for markup. */
const longName = `<b>${'Wiederholungsvorführung'.repeat(4)}`.slice(0, 80)

describe('pages without, with little and with very much on them', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let tmdb: SimulatedService
  let page: Page
  let dataFolder: string
  const integrations: IntegrationView[] = []

  const add = async (name: string, isGood: boolean): Promise<void> => {
    const settings = isGood ? tmdb.goodSettings : { ...tmdb.goodSettings, ...tmdb.badSettings }
    const body = { service: 'tmdb', name, settings, saveUntested: true }
    const { integration } = await administrator.call<SaveResult>('POST', '/integrations', body)
    integrations.push(integration)
  }
  const go = async (path: string): Promise<void> => {
    await page.goto(`${cuemark.url}${path}`)
    await page.locator('main h1').waitFor()
  }

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'cuemark-e2e-pages-'))
    tmdb = await simulations.tmdb()
    browser = await launchBrowser()
    cuemark = await startCuemark({ CUEMARK_DATA: dataFolder })
    administrator = await makeAdministrator(cuemark.url)
    page = await openAs(browser, administrator, cuemark.url)
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
    await tmdb?.close()
    if (dataFolder !== undefined) await rm(dataFolder, { recursive: true, force: true })
  })

  it('says on every empty page what will stand there', async () => {
    const texts = {
      '/': 'Connect your first service',
      '/integrations': 'No services connected',
      '/alerts?view=open': 'No open alerts',
      '/alerts?view=snoozed': 'Nothing is snoozed',
      '/alerts?view=history': 'No history yet',
    }
    for (const [path, text] of Object.entries(texts)) {
      await go(path)
      await page.getByRole('main').getByText(text).waitFor()
      expect(await picturesOf(page, `09-empty${path.replaceAll(/[/?=]/g, '-')}`)).toEqual([])
    }
    await go('/nowhere')
    await page.getByText('This address leads to no page.').waitFor()
    expect(await picturesOf(page, '09-not-found')).toEqual([])
  })

  it('are read once when they are opened', async () => {
    const reads: string[] = []
    const tab = await openAs(browser, administrator, `${cuemark.url}/icon.svg`)
    tab.on('request', (request) => {
      if (request.url().endsWith('/overview')) reads.push(request.url())
    })
    await Promise.all([
      tab.waitForResponse((response) => response.url().includes('/api/v1/live')),
      tab.goto(cuemark.url),
    ])
    await tab.getByText('Connect your first service').waitFor()
    await tab.getByRole('link', { name: 'Doctor' }).click()
    await tab.getByRole('heading', { level: 1, name: 'Doctor' }).waitFor()
    expect(reads).toHaveLength(1)
    await tab.context().close()
  })

  it('is nearly empty when the one integration is well', async () => {
    await add('TMDb', true)
    await administrator.test(integrations[0]?.id ?? '')
    await go('/')
    await page.getByRole('heading', { name: 'All is well' }).waitFor()
    await page.getByText('The one integration answers.').waitFor()
    expect(await picturesOf(page, '09-one-overview')).toEqual([])
    await go('/integrations')
    await page.getByRole('link', { name: 'TMDb', exact: true }).waitFor()
    expect(await page.getByLabel('Filter integrations').count(), 'one row needs no filter').toBe(0)
    expect(await picturesOf(page, '09-one-integrations')).toEqual([])
  })

  it('shows the one alert whole', async () => {
    await add('TMDb of the attic', false)
    await administrator.test(integrations[1]?.id ?? '')
    await go('/')
    await page.getByRole('heading', { name: 'What needs you' }).waitFor()
    await page.getByRole('link', { name: '1 open alert, worst: Error' }).waitFor()
    expect(await picturesOf(page, '09-one-alert-overview')).toEqual([])
    await go('/alerts')
    await page.getByRole('main').getByText('TMDb of the attic').waitFor()
    expect(await page.getByRole('main').getByRole('article').count()).toBe(1)
    await page.getByText('Evidence and history').click()
    expect(await picturesOf(page, '09-one-alert')).toEqual([])
  })

  it('takes two hundred integrations and ten thousand ended alerts', async () => {
    await add(longName, false)
    for (let index = integrations.length; index < many; index += 1)
      await add(`Branch ${index}`, index >= failing)
    for (const { id } of integrations.slice(0, failing)) await administrator.test(id)
    await cuemark.stop()
    await writeHistory(dataFolder, integrations, historyLength, Date.now() - 3_600_000)
    cuemark = await startCuemark({ CUEMARK_DATA: dataFolder })
    // The session outlives a restart; only the port is another.
    await page.close()
    page = await openAs(browser, administrator, cuemark.url)
    await page.locator('main h1').waitFor()
    expect(integrations).toHaveLength(many)
  })

  it('answers the three questions of the overview in one screen', async () => {
    await page.getByRole('heading', { name: 'What needs you' }).waitFor()
    await page.getByRole('link', { name: `${many} integrations` }).waitFor()
    const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: 'the key is not valid' })
    expect(await rows.count(), 'three alerts and a count').toBe(3)
    await page.getByRole('link', { name: /^All \d+ alerts$/ }).waitFor()
    expect(await picturesOf(page, '09-many-overview')).toEqual([])
  })

  it('lists them all, finds one by typing, and opens it', async () => {
    await go('/integrations')
    const filter = page.getByLabel('Filter integrations')
    await page.getByText(longName).waitFor()
    expect(await picturesOf(page, '09-many-integrations')).toEqual([])
    await filter.fill('Branch 202')
    await page.getByText('1 integration', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Branch 202', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Branch 202' }).waitFor()
    await go('/integrations?q=Branch')
    await page.getByText(`${many - 3} integrations`, { exact: true }).waitFor()
    await filter.fill('no such thing')
    await page.getByText('No integration matches "no such thing".').waitFor()
    await page.getByRole('button', { name: 'Clear filter' }).click()
    await page.getByText(longName).waitFor()
  })

  it('reaches the search with one key from anywhere', async () => {
    await go('/doctor')
    await page.locator('main h1').focus()
    await page.keyboard.press('/')
    const filter = page.getByLabel('Filter integrations')
    await expect.poll(() => filter.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('Branch 101')
    await page.getByText('1 integration', { exact: true }).waitFor()
  })

  it('shows very many open alerts page by page', async () => {
    await go('/alerts')
    await page.getByRole('main').getByRole('article').first().waitFor()
    expect(await picturesOf(page, '09-many-alerts')).toEqual([])
    const cards = page.getByRole('main').getByRole('article')
    const first = await cards.count()
    expect(first).toBeGreaterThan(20)
    await page.mouse.wheel(0, 1_000_000)
    await cards.last().scrollIntoViewIfNeeded()
    await expect.poll(() => cards.count()).toBe(failing - 1)
  })

  it('shows a long history from its newest end, and goes on below', async () => {
    await go('/alerts?view=history')
    const rows = page.getByRole('main').getByRole('listitem')
    await rows.first().waitFor()
    const first = await rows.count()
    expect(first).toBeGreaterThan(20)
    expect(first, 'not everything at once').toBeLessThan(1000)
    expect(await picturesOf(page, '09-many-history')).toEqual([])
    await rows.last().scrollIntoViewIfNeeded()
    await expect.poll(() => rows.count()).toBeGreaterThan(first)
    const newest = rows.first().getByRole('link')
    const address = await newest.getAttribute('href')
    await newest.click()
    await page.waitForURL(`**${address}`)
    await page.getByText('Mended, proved by a background check').waitFor()
    expect(await picturesOf(page, '09-ended-alert')).toEqual([])
  })

  it('keeps the longest name inside its place, as text and not as markup', async () => {
    const long = integrations.find((one) => one.name === longName)
    await go(`/integrations/${long?.id}`)
    await page.getByRole('heading', { level: 1, name: longName }).waitFor()
    expect(await picturesOf(page, '09-long-name')).toEqual([])
  })
})
