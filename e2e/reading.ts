import type { Browser, Locator, Page } from 'playwright-core'
import { openContext, screenshot, type View } from './browser.ts'
import type { Visitor } from './visitor.ts'

/** A page of somebody who is signed in, in a context of its own. */
export async function openAs(browser: Browser, somebody: Visitor, url: string, view?: View): Promise<Page> {
  const context = await openContext(browser, view)
  await somebody.signIn(context)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** What a screen reader says with a field: its help, its error, and the remark below it. */
export async function toldAt(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
  })
}

/** The error that stands at a field, tied to it for a screen reader. Empty when there is none. */
export async function errorAt(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    if (element.getAttribute('aria-invalid') !== 'true') return ''
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
    const error = ids.find((id) => id.endsWith('-error'))
    return error === undefined ? '' : (document.getElementById(error)?.textContent ?? '')
  })
}

/** True when the page can be scrolled sideways: something is wider than the screen. */
export async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

/** Puts text on the clipboard's road into the focused field, as a paste does. */
export async function paste(field: Locator, text: string): Promise<void> {
  await field.focus()
  await field.evaluate((element, value) => {
    const data = new DataTransfer()
    data.setData('text/plain', value)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    if (element.dispatchEvent(event)) document.execCommand('insertText', false, value)
  }, text)
}

const sizes = [
  ['desktop', 1280, 860],
  ['phone', 390, 844],
] as const

/** Lists of hundreds are shown as far as somebody would look. */
const highest = 2400

/** As high as its content: a bar that stays at the lower edge would else lie across the middle of the picture. */
async function stretch(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  if (whole > height) await page.setViewportSize({ width, height: Math.min(whole, highest) })
}

/** The page as it is, on a desk and on a phone, dark and light. Says which of them can be scrolled sideways. */
export async function picturesOf(page: Page, name: string): Promise<readonly string[]> {
  const tooWide: string[] = []
  for (const [device, width, height] of sizes) {
    await stretch(page, width, height)
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      if (await isTooWide(page)) tooWide.push(`${name}-${device}-${scheme}`)
      await screenshot(page, `${name}-${device}-${scheme}`, false)
    }
  }
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.emulateMedia({ colorScheme: 'dark' })
  return tooWide
}

/** Fills in a setting. The address of a public service stands behind Advanced. */
export async function fillSetting(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  if (!(await field.isVisible())) await page.getByText('Advanced', { exact: true }).click()
  await field.fill(value)
}
