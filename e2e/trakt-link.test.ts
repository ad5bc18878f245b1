import type { AccountView, SignInView } from '@cuemark/contract'
import type { TraktBookSettings, TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { readQrCode } from './qr-reading.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { decideInTab } from './trakt-pages.ts'

const pollPath = '/oauth/device/token'
const minuteMs = 60_000

describe('linking Trakt by a code', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let trinity: TraktPerson
  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    trinity = house.book.addPerson('trinity', { vip: true })
    page = await openAs(browser, house.administrator, `${house.url}/accounts`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const signIns = async (): Promise<readonly SignInView[]> =>
    (await house.administrator.call<{ items: SignInView[] }>('GET', '/sign-ins')).items
  const pending = async (): Promise<SignInView | undefined> =>
    (await signIns()).find(({ state }) => state === 'pending')
  const alerts = () => house.administrator.call<{ items: unknown[] }>('GET', '/alerts')
  const account = async (): Promise<AccountView | undefined> =>
    (await house.administrator.call<{ items: AccountView[] }>('GET', '/accounts')).items[0]
  const code = () => page.getByLabel(/^Code [A-Z\d]( [A-Z\d])+$/)
  const toTrakt = () => page.getByRole('link', { name: /^Open .*activate/ })
  const heading = (name: string) => page.getByRole('heading', { name })
  const linked = () => page.getByText('Trakt is linked', { exact: true })

  const getCode = async (button: string): Promise<string> => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await house.during(code().waitFor())
    return (await code().textContent()) ?? ''
  }
  const beginAnew = async (): Promise<string> => {
    const before = await pending()
    if (before !== undefined) await house.administrator.call('POST', `/sign-ins/${before.id}/cancel`)
    await page.goto(`${house.url}/accounts/trakt/sign-in`)
    return getCode('Get a code')
  }

  it('says before what it may cost a free account', async () => {
    await page.getByRole('link', { name: 'Link Trakt' }).click()
    await heading('What linking may cost a free account').waitFor()
    const costs = await page.locator('main').textContent()
    expect(costs).toContain('A free Trakt account can connect one community app')
    expect(costs).toContain('may refuse this one, or sign the other one out')
    expect(await signIns(), 'nothing was asked of Trakt yet').toEqual([])
    expect(await picturesOf(page, '60-link-before')).toEqual([])
  })

  it('shows a code, the same as a picture for a phone, and how long it is good', async () => {
    const userCode = await getCode('Get a code')
    expect(house.book.newestUserCode).toBe(userCode)
    const address = `${house.book.authUrl}/activate/${userCode}`
    expect(await readQrCode(page.getByRole('img', { name: 'QR code of the page' }))).toBe(address)
    const timer = page.getByRole('timer')
    const before = (await timer.textContent()) ?? ''
    expect(before).toMatch(/^\d+:\d\d left$/)
    await page.waitForFunction((text) => document.querySelector('[role=timer]')?.textContent !== text, before)
    expect(await picturesOf(page, '60-link-code')).toEqual([])
  })

  it('is done as soon as it is approved on the page that the button opens', async () => {
    await decideInTab(page, toTrakt(), trinity, 'Approve')
    await house.during(linked().waitFor())
    expect(await picturesOf(page, '60-link-done')).toEqual([])
    await page.getByRole('link', { name: 'See the account' }).click()
    await page.getByText('trinity').waitFor()
    expect(await account()).toMatchObject({ state: 'linked', name: 'trinity', vip: true, renews: true })
    expect(await picturesOf(page, '61-account')).toEqual([])
  })

  it('is never in the log, nor are its tokens', () => {
    expect(house.cuemark.log()).not.toContain(house.book.newestUserCode)
  })

  it.each<Partial<TraktBookSettings>>([
    { pendingBody: 'empty' },
    { pendingBody: 'text' },
    { pendingBody: 'object' },
    { pendingBody: 'oauth' },
    { devicePolls: 'oauth_errors' },
  ])('waits where nobody has approved yet: %j', async (settings) => {
    Object.assign(house.book.settings, { pendingBody: 'empty', devicePolls: 'statuses', ...settings })
    const userCode = await beginAnew()
    const polls = house.book.calls[`POST ${pollPath}`] ?? 0
    await house.letTimePass(30_000)
    expect(house.book.calls[`POST ${pollPath}`]).toBeGreaterThan(polls + 2)
    expect(await pending()).toMatchObject({ userCode, diagnosis: null })
    expect(await code().textContent()).toBe(userCode)
    expect(await page.locator('main').getByRole('alert').count()).toBe(0)
    expect((await alerts()).items).toEqual([])
  })

  it('asks more slowly when it asked too fast, and is no error', async () => {
    Object.assign(house.book.settings, { pendingBody: 'empty', devicePolls: 'statuses' })
    const userCode = await beginAnew()
    const tooFast = { status: 429, headers: {}, body: '' }
    house.book.next({ path: pollPath }, { type: 'answer', answer: tooFast, acts: false }, 2)
    await house.letTimePass(30_000)
    expect(await code().textContent()).toBe(userCode)
    expect((await alerts()).items).toEqual([])
    expect(house.book.approve(trinity)).toBe(null)
    await house.during(linked().waitFor())
    expect(house.book.fastPolls).toBe(0)
  })

  it('that nobody approves in time says so, and a new one is one button away', async () => {
    const userCode = await beginAnew()
    await house.letTimePass(11 * minuteMs)
    await heading('Trakt: the code has expired').waitFor()
    expect(await picturesOf(page, '62-link-expired')).toEqual([])
    expect(await getCode('Get a new code')).not.toBe(userCode)
  })

  it('that is denied on Trakt’s page says so, and the sign-in from before lives on', async () => {
    await decideInTab(page, toTrakt(), trinity, 'Deny')
    await house.during(heading('Trakt: the sign-in was declined').waitFor())
    expect(await picturesOf(page, '62-link-denied')).toEqual([])
    expect(await account()).toMatchObject({ state: 'linked' })
  })

  it('whose answer was lost is told as used, with the one step that is left', async () => {
    await getCode('Get a new code')
    expect(house.book.approve(trinity)).toBe(null)
    house.book.next({ path: pollPath }, { type: 'lost_answer' })
    await house.during(page.getByRole('button', { name: 'Get a new code' }).waitFor())
    expect((await signIns())[0]?.diagnosis).toMatchObject({ cause: 'trakt.device.used' })
    expect(await picturesOf(page, '62-link-used')).toEqual([])
    await getCode('Get a new code')
    expect(house.book.approve(trinity)).toBe(null)
    await house.during(linked().waitFor())
  })

  it('that is stopped goes no further', async () => {
    await beginAnew()
    await page.getByRole('button', { name: 'Stop' }).click()
    await heading('Stopped').waitFor()
    expect(await pending()).toBe(undefined)
    expect(await picturesOf(page, '62-link-stopped')).toEqual([])
  })

  it('goes through by the keyboard alone', async () => {
    // A page left while it waits shows what is pending when it is opened again; here nothing is.
    expect(await pending()).toBe(undefined)
    await page.goto(`${house.url}/accounts/trakt/sign-in`)
    const press = async (name: string, role: 'button' | 'link' = 'button'): Promise<void> => {
      const target = page.getByRole(role, { name, exact: true })
      await target.waitFor()
      for (let tabs = 0; tabs < 60; tabs += 1) {
        await page.keyboard.press('Tab')
        if (await target.evaluate((element) => element === document.activeElement)) {
          await page.keyboard.press('Enter')
          return
        }
      }
      throw new Error(`Tab never reached "${name}".`)
    }
    await press('Get a code')
    await house.during(code().waitFor())
    await press('Something else is on the screen')
    await page.getByRole('heading', { name: 'What is on the screen?' }).waitFor()
    await press('It speaks of another connected app, of a limit, or of VIP')
    await heading('Trakt: the account cannot connect a further app').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Trakt: the account cannot connect a further app',
    )
    expect(house.book.approve(trinity)).toBe(null)
    await house.during(linked().waitFor())
    await press('See the account', 'link')
    await page.getByText('trinity').waitFor()
  })
})
