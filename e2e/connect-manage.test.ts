import type { IntegrationView } from '@cuemark/contract'
import { seerrCredentials, simulations, type SimulatedService, tmdbCredentials } from '@cuemark/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { errorAt, fillSetting, openAs, picturesOf } from './reading.ts'

describe('keeping an integration', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let seerr: SimulatedService
  let tmdb: SimulatedService
  let saved: IntegrationView
  let page: Page
  beforeAll(async () => {
    seerr = await simulations.seerr()
    tmdb = await simulations.tmdb()
    browser = await launchBrowser()
    cuemark = await startCuemark()
    administrator = await makeAdministrator(cuemark.url)
    saved = await administrator.connect('seerr', seerr.goodSettings)
    page = await openAs(browser, administrator, `${cuemark.url}/integrations/${saved.id}`)
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
    await Promise.all([seerr, tmdb].map((service) => service?.close()))
  })

  const key = () => page.getByLabel('API key', { exact: true })
  const main = () => page.getByRole('main')
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const read = () => administrator.call<IntegrationView>('GET', `/integrations/${saved.id}`)

  /** At the end of the page nothing lies over it, a message neither. */
  async function expectReachable(button: Locator): Promise<void> {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    const isOnTop = await button.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
    expect(isOnTop).toBe(true)
  }

  it('keeps what was typed when a test fails, and saves nothing', async () => {
    await key().fill(seerrCredentials.badKey)
    await press('Save')
    await page.getByText('The test failed.').waitFor()
    expect(await key().inputValue()).toBe(seerrCredentials.badKey)
    expect(await errorAt(key())).toMatch(/key/i)
    await page.getByText('Unsaved changes').waitFor()
    expect((await read()).secretHints['apiKey']).toBe(seerrCredentials.goodKey.slice(-4))
    const { items } = await administrator.call<{ items: unknown[] }>('GET', '/alerts')
    expect(items, 'a test of unsaved settings raises no alert').toEqual([])
    expect(await picturesOf(page, '07-key-refused')).toEqual([])
  })

  it('warns before a page with unsaved changes is left', async () => {
    let asked = ''
    page.once('dialog', (dialog) => {
      asked = dialog.message()
      void dialog.dismiss()
    })
    await page.getByRole('link', { name: 'Overview' }).click()
    await expect.poll(() => asked).toMatch(/not saved/)
    expect(await key().inputValue()).toBe(seerrCredentials.badKey)
  })

  it('saves anyway on purpose, and says so from then on', async () => {
    await press('Save anyway')
    await page.getByText('Saved without a passing test.').waitFor()
    await main().getByText('saved untested').waitFor()
    expect((await read()).tested).toBe(false)
    expect(await key().inputValue(), 'a saved secret never comes back').toBe('')
    expect(await picturesOf(page, '07-saved-untested')).toEqual([])
  })

  it('replaces the key by a right one', async () => {
    await key().fill(seerrCredentials.goodKey)
    await press('Save')
    await page.getByText('Saved.', { exact: true }).waitFor()
    await main().getByText('Connected', { exact: true }).waitFor()
    expect(await main().getByText('saved untested').count()).toBe(0)
    await page.getByText(`Saved, ends in ${seerrCredentials.goodKey.slice(-4)}.`).waitFor()
    expect((await read()).tested).toBe(true)
  })

  it('keeps the saved key when another setting is changed', async () => {
    await fillSetting(page, 'Acting user (optional)', '2')
    await press('Save')
    await expect.poll(async () => (await read()).settings['actingUser']).toBe('2')
    expect((await read()).secretHints['apiKey']).toBe(seerrCredentials.goodKey.slice(-4))
    expect(seerr.requests.at(-1)?.headers['x-api-key']).toBe(seerrCredentials.goodKey)
  })

  it('is renamed without a test', async () => {
    seerr.clearRequests()
    await fillSetting(page, 'Name', 'Requests of the house')
    await press('Save')
    await page.getByRole('heading', { level: 1, name: 'Requests of the house' }).waitFor()
    expect(seerr.requests).toEqual([])
  })

  it('does not let go of a key that is needed, and removes one that is not', async () => {
    await press('Remove API key')
    await page.getByText('Removed when you save.').first().waitFor()
    await press('Save')
    await expect.poll(() => errorAt(key())).toMatch(/missing/i)
    await press('Keep it')
    expect(await errorAt(key())).toBe('')

    const other = await administrator.connect('tmdb', {
      ...tmdb.goodSettings,
      accessToken: tmdbCredentials.goodToken,
    })
    const tab = await openAs(browser, administrator, `${cuemark.url}/integrations/${other.id}`)
    await tab.getByRole('button', { name: 'Remove API key', exact: true }).click()
    await tab.getByRole('button', { name: 'Save', exact: true }).click()
    await tab.getByText('Saved.', { exact: true }).waitFor()
    const after = await administrator.call<IntegrationView>('GET', `/integrations/${other.id}`)
    expect(Object.keys(after.secretHints)).toEqual(['accessToken'])
    await tab.context().close()
  })

  it('shows in another tab what was changed, and keeps what is typed there', async () => {
    const other = await openAs(browser, administrator, `${cuemark.url}/integrations/${saved.id}`)
    await fillSetting(other, 'Acting user (optional)', '1')
    await fillSetting(page, 'Name', 'Requests')
    await press('Save')
    await other.getByText(/^These settings were changed elsewhere just now\./).waitFor()
    expect(await other.getByLabel('Acting user (optional)').inputValue()).toBe('1')
    expect(await other.getByLabel('Name', { exact: true }).inputValue()).toBe('Requests')
    expect(await picturesOf(other, '07-changed-elsewhere')).toEqual([])
    await other.context().close()
  })

  it('refuses to overwrite a newer version, loads it under what was typed, and then saves', async () => {
    const context = await openContext(browser)
    await administrator.signIn(context)
    // A tab that hears nothing of what others do: asleep, or behind a proxy that holds streams back.
    await context.route('**/api/v1/live*', (route) => route.abort())
    const deaf = await context.newPage()
    await deaf.goto(`${cuemark.url}/integrations/${saved.id}`)
    await fillSetting(deaf, 'Acting user (optional)', '1')
    await fillSetting(page, 'Name', 'Requests of everybody')
    await press('Save')
    await page.getByRole('heading', { level: 1, name: 'Requests of everybody' }).waitFor()
    await deaf.getByRole('button', { name: 'Save', exact: true }).click()
    await deaf.getByText(/Look it over and save again\./).waitFor()
    expect(await deaf.getByLabel('Acting user (optional)').inputValue()).toBe('1')
    expect(await deaf.getByLabel('Name', { exact: true }).inputValue()).toBe('Requests of everybody')
    expect((await read()).settings['actingUser'], 'nothing was overwritten').toBe('2')
    expect(await picturesOf(deaf, '07-stale')).toEqual([])
    await deaf.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await read()).settings['actingUser']).toBe('1')
    expect((await read()).name).toBe('Requests of everybody')
    await context.close()
  })

  it('is paused on purpose, asks nothing then, and is checked when it is resumed', async () => {
    await press('Pause')
    await page.getByText('Requests of everybody is paused.').waitFor()
    await expectReachable(page.getByRole('button', { name: 'Resume', exact: true }))
    await expectReachable(page.getByRole('button', { name: 'Remove', exact: true }))
    await main().getByText('Paused', { exact: true }).waitFor()
    await main()
      .getByText(/Paused since/)
      .waitFor()
    expect(await picturesOf(page, '07-paused')).toEqual([])
    seerr.clearRequests()
    await press('Resume')
    await main().getByText('Connected', { exact: true }).waitFor()
    await expect.poll(() => seerr.requests.length).toBeGreaterThan(0)
  })

  it('is removed after naming what is lost; Escape and Cancel keep it', async () => {
    const dialog = page.getByRole('dialog', { name: 'Remove Requests of everybody?' })
    await press('Remove')
    await dialog.waitFor()
    await dialog.getByText(/^Lost for good: its settings, the saved key/).waitFor()
    expect(await picturesOf(page, '07-remove-dialog')).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await press('Remove')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await read()
    await press('Remove')
    await dialog.getByRole('button', { name: 'Remove Requests of everybody' }).click()
    await page.getByText('Requests of everybody is removed.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
    expect(await main().getByText('Requests of everybody').count()).toBe(0)
    await expect(read()).rejects.toThrow('404')
    await page.goto(`${cuemark.url}/integrations/${saved.id}`)
    await page.getByText('This integration does not exist any more. It was removed.').waitFor()
    expect(await picturesOf(page, '07-gone')).toEqual([])
  })
})
