import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { picturesOf } from './reading.ts'

const name = 'projectionist'
const password = 'the lamp stays on until dawn'

/** Presses Tab until the element with this name has the focus; a person has no other way either. */
async function tabTo(page: Page, label: string): Promise<void> {
  const seen: string[] = []
  for (let step = 0; step < 30; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const own = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
      return element?.getAttribute('aria-label') ?? own ?? element?.textContent ?? ''
    })
    if (focused === label) return
    seen.push(focused.slice(0, 40))
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached "${label}". It passed: ${seen.join(', ')}`)
}

describe('the first start', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    cuemark = await startCuemark()
    page = await (await openContext(browser)).newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
  })

  it('asks for the administrator, and says what is missing', async () => {
    await page.goto(cuemark.url)
    await page.getByRole('heading', { name: 'Make the administrator' }).waitFor()
    expect(await page.getByLabel('One-time code').count(), 'set-up is open on loopback').toBe(0)
    expect(await picturesOf(page, '01-set-up')).toEqual([])
    await tabTo(page, 'Name')
    await page.keyboard.press('Enter')
    await page.getByText('Give a name.').waitFor()
    await page.getByText('Use at least 10 characters.').waitFor()
    expect(await picturesOf(page, '01-set-up-missing')).toEqual([])
  })

  it('makes the administrator with the keyboard alone and shows the first step', async () => {
    await tabTo(page, 'Name')
    await page.keyboard.type(name)
    await tabTo(page, 'Password')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Connect your first service' }).waitFor()
    expect(await page.title()).toBe('Overview · Cuemark')
    await page.getByRole('link', { name: 'No open alerts' }).waitFor()
    expect(await picturesOf(page, '01-overview-empty')).toEqual([])
  })

  it('goes to the account by Tab and signs out', async () => {
    await tabTo(page, 'About and account')
    await page.keyboard.press('Enter')
    await page.getByText(`Signed in as ${name}, administrator.`).waitFor()
    await page.getByText('This session, seen').waitFor()
    expect(await picturesOf(page, '01-account')).toEqual([])
    await tabTo(page, 'Sign out')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('refuses a wrong password in a sentence that does not say which part was wrong', async () => {
    await tabTo(page, 'Name')
    await page.keyboard.type(name)
    await tabTo(page, 'Password')
    await page.keyboard.type('not the password at all')
    await page.keyboard.press('Enter')
    await page.getByText('Name or password is not right.').waitFor()
    expect(await picturesOf(page, '01-sign-in-wrong')).toEqual([])
  })

  it('signs in with the right password and returns to the page that was left', async () => {
    const field = page.getByLabel('Password', { exact: true })
    await field.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByText(`Signed in as ${name}, administrator.`).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.getByRole('heading', { name: 'Connect your first service' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })

  it('never offers the set-up page again', async () => {
    const stranger = await (await openContext(browser)).newPage()
    await stranger.goto(cuemark.url)
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await stranger.getByRole('button', { name: 'Make administrator' }).count()).toBe(0)
    await stranger.context().close()
  })

  it('counts down after too many wrong passwords, and keeps what was typed', async () => {
    const stranger = await (await openContext(browser)).newPage()
    await stranger.goto(cuemark.url)
    await stranger.getByLabel('Name').fill('somebody')
    const waiting = stranger.getByText(/^Too many tries\. Try again in /)
    for (let attempt = 0; attempt < 12 && !(await waiting.isVisible()); attempt += 1) {
      await stranger.getByLabel('Password', { exact: true }).fill(`guess number ${attempt}`)
      const answer = stranger.waitForResponse((response) => response.url().endsWith('/api/v1/session'))
      await stranger.getByRole('button', { name: 'Sign in' }).click()
      if ((await answer).status() === 429) await waiting.waitFor()
    }
    await waiting.waitFor()
    expect(await stranger.getByLabel('Name').inputValue()).toBe('somebody')
    expect(await picturesOf(stranger, '01-sign-in-throttled')).toEqual([])
    await stranger.context().close()
  })
})
