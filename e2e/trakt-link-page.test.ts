import type { SignInView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertsIn } from './alert-pages.ts'
import { launchBrowser } from './browser.ts'
import { openAs, paste, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { decideAtTrakt } from './trakt-pages.ts'

const minuteMs = 60_000

describe('linking Trakt by its sign-in page', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let trinity: TraktPerson
  let callback = ''
  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    trinity = house.book.addPerson('trinity')
    callback = `${house.url}/trakt/callback`
    house.book.setRedirectUris([callback])
    page = await openAs(browser, house.administrator, `${house.url}/accounts/trakt/sign-in`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const newest = async (): Promise<SignInView | undefined> =>
    (await house.administrator.call<{ items: SignInView[] }>('GET', '/sign-ins')).items[0]
  const openCauses = async () => (await alertsIn(house.administrator, 'open')).map(({ cause }) => cause)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const toTrakt = () => page.getByRole('link', { name: 'Go to Trakt' })
  const begin = async (): Promise<void> => {
    const before = await newest()
    if (before?.state === 'pending') await house.administrator.call('POST', `/sign-ins/${before.id}/cancel`)
    await page.goto(`${house.url}/accounts/trakt/sign-in`)
    await button('Use the sign-in page instead').click()
    await toTrakt().waitFor()
  }

  it('shows the redirect address, and that it is the one in use', async () => {
    await button('Use the sign-in page instead').click()
    await page.getByText('You are on this address now.').waitFor()
    expect(await page.locator('main').textContent()).toContain(callback)
    const address = new URL((await toTrakt().getAttribute('href')) ?? '')
    expect(address.origin).toBe(house.book.authUrl)
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: house.book.clientId,
      redirect_uri: callback,
      code_challenge_method: 'S256',
    })
    expect(await picturesOf(page, '63-page-before')).toEqual([])
  })

  it('is done when Trakt sends the browser back, and leaves nothing in the address bar', async () => {
    await toTrakt().click()
    await page.getByRole('heading', { name: 'Connect an app' }).waitFor()
    await decideAtTrakt(page, trinity, 'Approve')
    await house.during(page.getByText('Trakt is linked', { exact: true }).waitFor())
    expect(page.url()).toBe(callback)
    expect(await newest()).toMatchObject({ state: 'done', method: 'code' })
    expect(await picturesOf(page, '63-page-done')).toEqual([])
  })

  it('is still done when the page is loaded again, and sends nothing twice', async () => {
    await page.reload()
    await page.getByText('Trakt is linked', { exact: true }).waitFor()
    expect(await picturesOf(page, '63-page-again')).toEqual([])
    expect(house.book.calls['POST /oauth/token']).toBe(1)
    expect(house.book.isConnected(trinity)).toBe(true)
  })

  it('takes the same answer of Trakt once, however often it comes', async () => {
    await begin()
    const link = (await toTrakt().getAttribute('href')) ?? ''
    const back = house.book.decide(link, trinity, 'approve') ?? ''
    const tokens = house.book.calls['POST /oauth/token'] ?? 0
    for (let times = 0; times < 2; times += 1) {
      await page.goto(back)
      await house.during(page.getByText('Trakt is linked', { exact: true }).waitFor())
      expect(page.url()).toBe(callback)
    }
    expect(house.book.calls['POST /oauth/token']).toBe(tokens + 1)
    expect(house.book.isConnected(trinity)).toBe(true)
  })

  it('that is denied at Trakt says so', async () => {
    await begin()
    await toTrakt().click()
    await decideAtTrakt(page, trinity, 'Deny')
    await heading('Trakt: the sign-in was declined').waitFor()
    expect(page.url()).toBe(callback)
    expect(await picturesOf(page, '63-page-denied')).toEqual([])
  })

  it('that came from somewhere else is not taken', async () => {
    await page.goto(`${callback}?code=stolen-code&state=made-up-state`)
    await page.getByText('This sign-in was not started here. Start it again.').waitFor()
    expect(page.url()).toBe(callback)
    expect(await page.content()).not.toContain('stolen-code')
    expect(await picturesOf(page, '63-page-foreign')).toEqual([])
  })

  it('meets a redirect address that Trakt does not know: its own words, pasted, lead to the one step', async () => {
    house.book.setRedirectUris([`${callback}/`])
    await begin()
    const told = await page.context().newPage()
    await told.goto((await toTrakt().getAttribute('href')) ?? '')
    const words = (await told.locator('p').textContent()) ?? ''
    expect(words).toContain('redirect uri is malformed')
    await told.close()
    await button('Something else is on the screen').click()
    await paste(page.getByLabel('Paste the address or the text of the page'), words)
    await button('Explain').click()
    await heading('Trakt: the redirect address does not match').waitFor()
    const first = page.locator('main section').last().getByRole('listitem').first()
    expect(await first.locator('pre').textContent()).toBe(callback)
    await first.getByRole('button', { name: 'Copy', exact: true }).waitFor()
    expect(await picturesOf(page, '64-redirect-pasted')).toEqual([])
    await button('Another answer').click()
    await button('It says that the redirect URI is malformed or does not match').click()
    await heading('Trakt: the redirect address does not match').waitFor()
  })

  it('is begun again from there, with a fresh link', async () => {
    const before = await newest()
    await button('Try again').click()
    await heading('Trakt: the redirect address does not match').waitFor({ state: 'detached' })
    await toTrakt().waitFor()
    expect(await newest()).toMatchObject({ method: 'code', state: 'pending' })
    expect((await newest())?.id).not.toBe(before?.id)
  })

  it('meets one that was changed between page and exchange: the failure has its own cause', async () => {
    house.book.setRedirectUris([callback])
    await begin()
    const back = house.book.decide((await toTrakt().getAttribute('href')) ?? '', trinity, 'approve') ?? ''
    const body = JSON.stringify({ error: 'invalid_request', error_description: 'redirect_uri mismatch' })
    const answer = { status: 400, headers: { 'content-type': 'application/json' }, body }
    house.book.next({ path: '/oauth/token' }, { type: 'answer', answer, acts: false })
    await page.goto(back)
    await house.during(heading('Trakt: the redirect address does not match').waitFor())
    expect(await newest()).toMatchObject({
      state: 'failed',
      diagnosis: { cause: 'trakt.oauth.redirect_mismatch', remedy: [{ copy: callback }, {}] },
    })
    expect(await picturesOf(page, '64-redirect-mismatch')).toEqual([])
  })

  it('that nobody comes back from asks what is on the screen', async () => {
    await begin()
    await house.letTimePass(16 * minuteMs)
    await heading('Trakt: nobody came back from the sign-in page').waitFor()
    await heading('What is on the screen?').waitFor()
    expect(await openCauses(), 'checks of the app do not prove a redirect address').toEqual([
      'trakt.oauth.redirect_mismatch',
    ])
    expect((await newest())?.state).toBe('expired')
    expect(await picturesOf(page, '65-stuck-asks')).toEqual([])
  })

  it.each([
    [['A page that says 400 or “Bad request”', 'api.trakt.tv'], 'Trakt: sign-in on the wrong host'],
    [
      ['A page that says 400 or “Bad request”', 'auth.trakt.tv'],
      'Trakt: the sign-in page refuses the request',
    ],
    [
      ['A blank page, or one that never finishes loading', 'Nothing yet'],
      'Trakt: something keeps the sign-in page from working',
    ],
    [
      ['A blank page, or one that never finishes loading', 'In another browser, it is the same'],
      'Trakt: the sign-in page does not work on this device or network',
    ],
    [
      ['It asks me to sign in again and again', 'Nothing yet'],
      'Trakt: the sign-in page goes round in circles',
    ],
    [
      ['It says “blocked”, or wants to check that I am human'],
      'Trakt: its firewall does not let this browser in',
    ],
    [
      ['It speaks of another connected app, of a limit, or of VIP'],
      'Trakt: the account cannot connect a further app',
    ],
    [
      ['I approved, and nothing happened here', 'It cannot reach the page it was sent to'],
      'Trakt: the browser cannot come back to Cuemark',
    ],
    [['I approved, and nothing happened here', 'It was the same the time before'], 'Trakt: start clean'],
    [['Something else'], 'Trakt: what is on the screen is not known yet'],
  ])('leads from %j to the one step', async (choices, title) => {
    for (const choice of choices) await button(choice).click()
    await heading(title).waitFor()
    const name = title.replaceAll(/[^a-z]+/gi, '-').toLowerCase()
    expect(await picturesOf(page, `65-stuck-${name}`)).toEqual([])
    await button('Another answer').click()
  })

  it('can go on by a code from there', async () => {
    await button('Use a code instead').click()
    await house.during(page.getByLabel(/^Code [A-Z\d]( [A-Z\d])+$/).waitFor())
    expect(await newest()).toMatchObject({ method: 'device', state: 'pending' })
  })
  it('that works once more clears what the mismatch had raised', async () => {
    await begin()
    await toTrakt().click()
    await decideAtTrakt(page, trinity, 'Approve')
    await house.during(page.getByText('Trakt is linked', { exact: true }).waitFor())
    expect(await openCauses()).toEqual([])
  })
})
