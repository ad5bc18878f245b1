import type { AccountView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openAs, paste, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { decideAtTrakt, decideInTab, openTab } from './trakt-pages.ts'

describe('a free Trakt account that has another app connected', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let neo: TraktPerson
  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse({ aboveAppLimit: 'refuse' })
    neo = house.book.addPerson('neo', { vip: false, otherApps: 1 })
    page = await openAs(browser, house.administrator, `${house.url}/accounts/trakt/sign-in`)
    page.setDefaultTimeout(8000)
    await page.getByRole('button', { name: 'Get a code', exact: true }).click()
    await house.during(toTrakt().waitFor())
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const toTrakt = () => page.getByRole('link', { name: /^Open .*activate/ })
  const linked = () => page.getByText('Trakt is linked', { exact: true })
  const accounts = async () =>
    (await house.administrator.call<{ items: AccountView[] }>('GET', '/accounts')).items

  it('where Trakt refuses the second one, is told the one step by what Trakt’s page says', async () => {
    const tab = await openTab(page, toTrakt())
    await decideAtTrakt(tab, neo, 'Approve')
    await tab.getByRole('heading', { name: 'App limit reached' }).waitFor()
    const words = (await tab.locator('p').textContent()) ?? ''
    await tab.close()
    await house.letTimePass(20_000)
    expect(await accounts()).toEqual([])
    await page.getByRole('button', { name: 'Something else is on the screen' }).click()
    await paste(page.getByLabel('Paste the address or the text of the page'), words)
    await page.getByRole('button', { name: 'Explain' }).click()
    await page.getByRole('heading', { name: 'Trakt: the account cannot connect a further app' }).waitFor()
    expect(await picturesOf(page, '69-limit-refused')).toEqual([])
  })

  it('where Trakt signs the other one out, is told afterwards what may have happened', async () => {
    house.book.settings.aboveAppLimit = 'displace'
    await decideInTab(page, toTrakt(), neo, 'Approve')
    await house.during(linked().waitFor())
    await house.during(page.getByText('Trakt may have signed it out').waitFor())
    expect(await accounts()).toMatchObject([{ state: 'linked', name: 'neo', vip: false }])
    expect(await picturesOf(page, '69-limit-displaced')).toEqual([])
  })
})
