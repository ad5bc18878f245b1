import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const screenshots = join(root, 'artifacts', 'screenshots')

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

/** The Chromium that `npm test` found. Background traffic of its own is switched off. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CUEMARK_TEST_BROWSER'] ?? places.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('No Chromium was found. Run the tests with npm test.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  })
}

export interface View {
  readonly width: number
  readonly scheme: 'dark' | 'light'
}
export const desktopDark: View = { width: 1280, scheme: 'dark' }
export const phoneDark: View = { width: 390, scheme: 'dark' }
export const phoneLight: View = { width: 390, scheme: 'light' }

export async function openContext(browser: Browser, view: View = desktopDark): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: view.width, height: view.width < 600 ? 844 : 860 },
    colorScheme: view.scheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
  })
}

/** Keeps what the page shows, for people to look at: `artifacts/screenshots/<name>.png`. */
export async function screenshot(page: Page, name: string, fullPage = true): Promise<void> {
  await mkdir(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage })
}
