import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openAs, paste, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

const request = 'response_type=code&client_id=0123456789abcdef&redirect_uri=https%3A%2F%2Fhome.example%2Fback'

describe('a sign-in to Trakt that was begun elsewhere, in the Doctor', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    page = await openAs(browser, house.administrator, `${house.url}/doctor`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const right = () => page.getByRole('region', { name: 'The right address' }).locator('pre')

  it.each([
    [`https://api.trakt.tv/oauth/authorize?${request}`, 'Trakt: sign-in on the wrong host', 'wrong-host'],
    [`https://trakt.tv/oauth/authorize?${request}`, 'Trakt: sign-in on the old host', 'old-host'],
  ])('gives the right link for %s', async (address, title, name) => {
    await page.getByLabel('What happened').fill('')
    await paste(page.getByLabel('What happened'), address)
    await heading(title).waitFor()
    expect(await right().textContent()).toBe(`https://auth.trakt.tv/oauth/authorize?${request}`)
    expect(await picturesOf(page, `70-doctor-${name}`)).toEqual([])
  })

  it('asks what the page shows, and answers with the one step', async () => {
    await button('Tell what the page shows').click()
    await heading('What is on the screen?').waitFor()
    await page.getByLabel('By a link or button').check()
    expect(await picturesOf(page, '70-doctor-asks')).toEqual([])
    await button('A page that says 400 or “Bad request”').click()
    await button('api.trakt.tv').click()
    await heading('Trakt: sign-in on the wrong host').waitFor()
    expect(await picturesOf(page, '70-doctor-answer')).toEqual([])
    await button('Another answer').click()
    await paste(
      page.getByLabel('Paste the address or the text of the page'),
      `https://api.trakt.tv/oauth/authorize?${request}`,
    )
    await button('Explain').click()
    const link = page.getByRole('link', { name: 'Open the right link' })
    expect(await link.getAttribute('href')).toBe(`https://auth.trakt.tv/oauth/authorize?${request}`)
    expect(await picturesOf(page, '70-doctor-right-link')).toEqual([])
  })
})
