import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { openAs, paste, picturesOf } from './reading.ts'

const clientId = '5d41402abc4b2a76b9719d911017c592a3f1e0c8b7d65e4f3a2b1c0d9e8f7a6b'
const query = `response_type=code&client_id=${clientId}&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob`
const transcript = `HTTP/2 401
content-type: application/json; charset=utf-8
server: cloudflare

{"Response":"False","Error":"Request limit reached!"}`
const logLine =
  '2026-03-02T21:14:07.118Z [error][Seerr] request to http://192.168.1.20:5055/api/v1/status failed, reason: connect ECONNREFUSED 192.168.1.20:5055'

describe('the Doctor', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let page: Page
  const sent: string[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
    cuemark = await startCuemark()
    administrator = await makeAdministrator(cuemark.url)
    page = await openAs(browser, administrator, `${cuemark.url}/doctor`)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByLabel('What happened').waitFor()
    await page.waitForLoadState('load')
    page.on('request', (request) =>
      sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`),
    )
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
  })

  const input = () => page.getByLabel('What happened')
  async function ask(text: string): Promise<void> {
    await input().fill('')
    await page.getByText('The answer stands here as soon as something is pasted.').waitFor()
    await paste(input(), text)
  }

  it('says what to paste while nothing is there', async () => {
    await page.getByText('Nothing you paste leaves this page.').waitFor()
    expect(await picturesOf(page, '06-doctor-empty')).toEqual([])
  })

  it('answers an authorize link on the wrong host with the right one, ready to be copied', async () => {
    await ask(`https://api.trakt.tv/oauth/authorize?${query}`)
    const corrected = page.getByRole('region', { name: 'The right address' })
    const right = await corrected.locator('pre').innerText()
    const address = new URL(right)
    expect(`${address.origin}${address.pathname}`).toBe('https://auth.trakt.tv/oauth/authorize')
    expect(address.searchParams.get('client_id')).toBe(clientId)
    expect(address.searchParams.get('redirect_uri')).toBe('urn:ietf:wg:oauth:2.0:oob')
    expect(await picturesOf(page, '06-doctor-authorize-link')).toEqual([])
    await corrected.getByRole('button', { name: 'Copy' }).click()
    await corrected.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(right)
  })

  it('reads a transcript, and finds the service by what it says', async () => {
    await ask(transcript)
    await page.getByText('Read as a transcript').waitFor()
    await page.getByText('Allowance used up · OMDb').waitFor()
    await page.getByRole('heading', { level: 2, name: /used up/ }).waitFor()
    expect(await picturesOf(page, '06-doctor-transcript')).toEqual([])
  })

  it('reads a line of a log', async () => {
    await ask(logLine)
    await page.getByText('Read as a log line').waitFor()
    await page.getByText(/ · Seerr$/).waitFor()
    expect(await page.getByRole('article').innerText()).toMatch(/nothing answers|refused/i)
    expect(await picturesOf(page, '06-doctor-log-line')).toEqual([])
  })

  it('reads JSON and plain sentences too', async () => {
    await ask(
      '{"success":false,"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."}',
    )
    await page.getByText('Read as JSON').waitFor()
    await page.getByText('Sign-in refused · TMDb').waitFor()
    await ask('You exceeded your current quota, please check your plan and billing details.')
    await page.getByText('Read as a sentence').waitFor()
    await page.getByText(/ · OpenAI$/).waitFor()
    expect(await page.getByRole('article').innerText()).toMatch(/no credit left/)
  })

  it('admits that it found nothing, without an invented cause', async () => {
    await ask('the popcorn was salty')
    await page.getByText(/^No sign of a failure was found in this\./).waitFor()
    expect(await page.getByRole('article').count()).toBe(0)
    expect(await picturesOf(page, '06-doctor-nothing')).toEqual([])
  })

  it('shows an example of each kind at one click', async () => {
    for (const name of ['An authorize link', 'A curl transcript', 'A log line']) {
      await page.getByRole('button', { name }).click()
      await page
        .getByRole('article')
        .or(page.getByRole('region', { name: 'The right address' }))
        .first()
        .waitFor()
    }
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('The answer stands here as soon as something is pasted.').waitFor()
    expect(await input().inputValue()).toBe('')
  })

  it('never shows a pasted secret in its answer', async () => {
    const secret = 'k4zzq81v'
    await ask(`> GET /?apikey=${secret}&i=tt0111161 HTTP/1.1\n> Host: www.omdbapi.com\n\n${transcript}`)
    await page.getByText('Allowance used up · OMDb').waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain(secret)
  })

  it('sent nothing to anybody: what is pasted stays in the page', () => {
    // The live stream of the shell goes on beside it, and the code of the Doctor is fetched; neither carries anything.
    const ownTraffic =
      /^GET \S+\/(?:assets\/[\w.-]+\.js|api\/v1\/(?:live(?:\?lastEventId=[a-z\d]+-\d+)?|overview|session)) $/
    expect(sent.filter((request) => !ownTraffic.test(request))).toEqual([])
  })
})
