import { seerrCredentials, simulations, type SimulatedService, tmdbCredentials } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { errorAt, fillSetting, openAs, paste, picturesOf, toldAt } from './reading.ts'

describe('connecting a service', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let tmdb: SimulatedService
  let seerr: SimulatedService
  let omdb: SimulatedService
  beforeAll(async () => {
    tmdb = await simulations.tmdb()
    seerr = await simulations.seerr()
    omdb = await simulations.omdb()
    browser = await launchBrowser()
    cuemark = await startCuemark()
    administrator = await makeAdministrator(cuemark.url)
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
    await Promise.all([tmdb, seerr, omdb].map((service) => service?.close()))
  })

  const open = (path: string): Promise<Page> => openAs(browser, administrator, `${cuemark.url}${path}`)
  const connected = async (page: Page, name: string): Promise<void> => {
    await page.getByText(`${name} is connected.`).waitFor()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('main').getByText('Connected', { exact: true }).first().waitFor()
  }

  it('offers every service with what it is good for', async () => {
    const page = await open('/')
    await page.getByRole('link', { name: 'Connect a service' }).click()
    for (const name of ['TMDb', 'OMDb', 'Trakt', 'MDBList', 'Seerr', 'OpenAI'])
      await page.getByRole('link', { name, exact: true }).waitFor()
    expect(await picturesOf(page, '02-connect-services')).toEqual([])
    await page.getByRole('link', { name: 'TMDb', exact: true }).click()
    await page.getByRole('heading', { name: 'Connect TMDb' }).waitFor()
    expect(await picturesOf(page, '02-connect-tmdb')).toEqual([])
    await page.context().close()
  })

  it('connects TMDb with key and token in each other’s field', async () => {
    const page = await open('/integrations/connect/tmdb')
    const key = page.getByLabel('API key (optional)')
    const token = page.getByLabel('API read access token (optional)')
    await key.waitFor()
    // As a person fills it in: both fields before either is left.
    await page.evaluate(
      (values) => {
        for (const [id, value] of Object.entries(values)) {
          const field = document.getElementById(id)
          // Past React, which keeps a setter of its own on the element and would take the value as known.
          Reflect.set(HTMLInputElement.prototype, 'value', value, field)
          field?.dispatchEvent(new Event('input', { bubbles: true }))
        }
      },
      { 'field-apiKey': tmdbCredentials.goodToken, 'field-accessToken': tmdbCredentials.goodKey },
    )
    await key.focus()
    await fillSetting(page, 'Base address (optional)', tmdb.url)
    await page.getByText('Key and token were swapped; used the right way round.').first().waitFor()
    expect(await key.inputValue()).toBe(tmdbCredentials.goodKey)
    expect(await token.inputValue()).toBe(tmdbCredentials.goodToken)
    expect(await picturesOf(page, '02-tmdb-swapped')).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await connected(page, 'TMDb')
    expect(await picturesOf(page, '02-tmdb-connected')).toEqual([])
    const credentials = tmdb.requests.map(({ headers, url }) => `${headers['authorization'] ?? ''} ${url}`)
    expect(credentials.some((text) => text.startsWith(`Bearer ${tmdbCredentials.goodToken} `))).toBe(true)
    expect(credentials.some((text) => text.includes(`api_key=${tmdbCredentials.goodToken}`))).toBe(false)
    await page.context().close()
  })

  it('connects TMDb when the token is pasted where the key belongs, and then the key where the token does', async () => {
    const page = await open('/integrations/connect/tmdb')
    const token = page.getByLabel('API read access token (optional)')
    await paste(page.getByLabel('API key (optional)'), tmdbCredentials.goodToken)
    await expect.poll(() => token.inputValue()).toBe(tmdbCredentials.goodToken)
    // Tab selects what stands in the field, and the paste replaces it.
    await page.keyboard.press('Tab')
    await token.selectText()
    await paste(token, tmdbCredentials.goodKey)
    await fillSetting(page, 'Base address (optional)', tmdb.url)
    await fillSetting(page, 'Name', 'TMDb once more')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await connected(page, 'TMDb once more')
    await page.context().close()
  })

  it('names a cut Seerr key while it is typed, before anything is asked', async () => {
    const page = await open('/integrations/connect/seerr')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET') asked.push(request.url())
    })
    const field = page.getByLabel('API key', { exact: true })
    await page.getByLabel('Address', { exact: true }).fill(seerr.url)
    await field.pressSequentially(seerrCredentials.goodKey.slice(0, 41))
    const remark = 'A key has 68 characters; this has 41, and its end is missing. Copy all of it.'
    await page.getByText(remark).waitFor()
    expect(await toldAt(field), 'the remark is tied to the key field').toContain(remark)
    expect(await toldAt(page.getByLabel('Address', { exact: true }))).not.toContain(remark)
    expect(asked).toEqual([])
    expect(seerr.requests).toEqual([])
    expect(await picturesOf(page, '02-seerr-key-cut')).toEqual([])
    await field.fill(seerrCredentials.goodKey)
    await expect.poll(() => page.getByText(remark).count()).toBe(0)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await connected(page, 'Seerr')
    await page.context().close()
  })

  it('says what is missing at its field, and puts the focus there', async () => {
    const page = await open('/integrations/connect/seerr')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    const address = page.getByLabel('Address', { exact: true })
    await expect.poll(() => errorAt(address)).toMatch(/address/i)
    expect(await errorAt(page.getByLabel('API key', { exact: true }))).toMatch(/missing/i)
    await expect.poll(() => address.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await picturesOf(page, '02-seerr-missing')).toEqual([])
    await page.context().close()
  })

  it('tells OMDb’s used-up day from OMDb’s bad key', async () => {
    const page = await open('/integrations/connect/omdb')
    const key = page.getByLabel('API key', { exact: true })
    const main = page.getByRole('main')
    await fillSetting(page, 'Base address (optional)', omdb.url)
    await key.fill(omdb.badSettings['apiKey'] ?? '')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText('The test failed.').waitFor()
    const wrongKey = await errorAt(key)
    expect(wrongKey).toMatch(/key/i)
    expect(await picturesOf(page, '05-omdb-bad-key')).toEqual([])

    omdb.set('daily_limit')
    await key.fill(omdb.goodSettings['apiKey'] ?? '')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await main.getByRole('heading', { level: 3 }).waitFor()
    await page.getByText('The test failed.').waitFor()
    expect(await errorAt(key), 'the key is not at fault').toBe('')
    const usedUp = await main.getByRole('heading', { level: 3 }).innerText()
    expect(usedUp).not.toBe(wrongKey)
    expect(usedUp).toMatch(/day|daily|allowance|limit/i)
    expect(await picturesOf(page, '05-omdb-used-up')).toEqual([])
    omdb.set('healthy')
    await page.context().close()
  })
})
