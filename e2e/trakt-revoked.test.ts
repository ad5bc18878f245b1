import type { AccountView, AlertView, PlayView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, type Member } from './administrator.ts'
import { alertsIn, cardOf } from './alert-pages.ts'
import { launchBrowser, phoneLight } from './browser.ts'
import { addJellyfin, inception, type Jellyfin, matrix } from './player.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { decideInTab } from './trakt-pages.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const living = { key: 'b1f0', name: 'neo' }

describe('a sign-in that ends at Trakt', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let trinity: TraktPerson
  let account: AccountView
  let jellyfin: Jellyfin
  let mouse: Member
  let watchedAt: readonly number[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    trinity = house.book.addPerson('trinity', { vip: true })
    account = await house.linkTrakt(house.administrator, trinity)
    mouse = await addMember(house.url, house.administrator, 'Mouse')
    await house.linkTrakt(mouse, house.book.addPerson('mouse', { vip: true }))
    jellyfin = await addJellyfin(house, house.administrator, living, matrix)
    page = await openAs(browser, house.administrator, `${house.url}/accounts/${account.id}`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  /** The browser's clock beside the one that the test moves, so that pages speak of the same times. */
  const setTheClock = (): Promise<void> => page.clock.setSystemTime(house.clock.now())
  const accountNow = () => house.administrator.call<AccountView>('GET', `/accounts/${account.id}`)
  const plays = async (view: string): Promise<readonly PlayView[]> =>
    (await house.administrator.call<{ items: PlayView[] }>('GET', `/plays?view=${view}`)).items
  const open = () => alertsIn(house.administrator, 'open')
  const title = async (): Promise<string> => (await open())[0]?.title ?? ''
  const linked = () => page.getByText('Trakt is linked', { exact: true })
  const watch = async (what: typeof matrix): Promise<number> => {
    // Trakt keeps whole seconds.
    const at = Math.floor(house.clock.now() / 1000) * 1000
    await jellyfin.watch(what, living)
    return at
  }

  it('is told by one alert of that account, and what was watched meanwhile waits', async () => {
    house.book.disconnect(trinity)
    const first = await watch(matrix)
    await house.until(async () => (await open()).length > 0)
    await house.letTimePass(3 * hourMs, 60_000)
    const second = await watch(inception)
    await house.letTimePass(hourMs, 60_000)
    watchedAt = [first, second]
    const alerts: readonly AlertView[] = await open()
    expect(alerts.map(({ accountId, service }) => [accountId, service])).toEqual([[account.id, 'trakt']])
    expect(await accountNow()).toMatchObject({ state: 'sign_in_again', waiting: 2 })
    expect((await plays('waiting')).map(({ delivery }) => delivery?.waitsFor)).toEqual(['sign_in', 'sign_in'])
    expect(house.book.plays(trinity)).toEqual([])
    await setTheClock()
    await page.reload()
    const card = cardOf(page, await title())
    await card.getByRole('link', { name: 'Sign in again' }).waitFor()
    await page.getByText('2 plays wait').first().waitFor()
    expect(await picturesOf(page, '66-revoked-account')).toEqual([])
  })

  it('says on the activity page why they wait, and on the list of accounts whose', async () => {
    await page.goto(`${house.url}/activity?view=waiting`)
    await page.getByText('The Matrix').first().waitFor()
    expect(await picturesOf(page, '66-revoked-activity')).toEqual([])
    await page.goto(`${house.url}/accounts`)
    await page.getByText('Sign in again').first().waitFor()
    expect(await picturesOf(page, '66-revoked-accounts')).toEqual([])
  })

  it('is nothing to another person of the house', async () => {
    const seat = await openAs(browser, mouse, `${house.url}/accounts`, phoneLight)
    await seat.getByText('mouse').first().waitFor()
    const shown = await seat.locator('main').textContent()
    expect(shown).not.toContain('trinity')
    expect(shown).toContain('Linked')
    expect((await mouse.call<{ items: AlertView[] }>('GET', '/alerts')).items).toEqual([])
    expect(await picturesOf(seat, '66-revoked-other')).toEqual([])
    await seat.context().close()
  })

  it('is mended by signing in again: what waited goes out with its true times, and the alert clears itself', async () => {
    await page.goto(`${house.url}/accounts/${account.id}`)
    await cardOf(page, await title())
      .getByRole('link', { name: 'Sign in again' })
      .click()
    await page.getByRole('button', { name: 'Get a code', exact: true }).click()
    const toTrakt = page.getByRole('link', { name: /^Open .*activate/ })
    await house.during(toTrakt.waitFor())
    await decideInTab(page, toTrakt, trinity, 'Approve')
    await house.during(linked().waitFor())
    await page.getByRole('link', { name: 'See activity' }).click()
    await house.until(async () => (await plays('delivered')).length === 2)
    expect(
      house.book
        .plays(trinity)
        .map((play) => [play.text, play.watchedAt])
        .toSorted(),
    ).toEqual([
      ['Inception (2010)', watchedAt[1]],
      ['The Matrix (1999)', watchedAt[0]],
    ])
    expect(await open()).toEqual([])
    await page.getByText('Delivered').first().waitFor()
    expect(await picturesOf(page, '66-mended-activity')).toEqual([])
    await page.goto(`${house.url}/accounts/${account.id}`)
    await page.getByText('Linked', { exact: true }).waitFor()
    expect(await accountNow()).toMatchObject({ id: account.id, state: 'linked', waiting: 0, openAlerts: 0 })
    expect(await picturesOf(page, '66-mended-account')).toEqual([])
  })

  it('with a clean slate tells what was done, and keeps plays and settings', async () => {
    await page.goto(`${house.url}/accounts/${account.id}`)
    await page.getByRole('switch', { name: 'Ratings' }).click()
    await page.getByRole('button', { name: 'Clean slate' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Clean slate' }).click()
    await house.during(page.getByRole('heading', { name: 'What was done' }).waitFor())
    const done = page.getByRole('list').filter({ hasText: 'Trakt was asked to revoke the sign-in.' })
    await done.getByText('Plays and settings are kept.').waitFor()
    expect(house.book.isConnected(trinity)).toBe(false)
    expect(await accountNow()).toMatchObject({ state: 'disconnected', settings: { ratings: false } })
    expect(await plays('delivered')).toHaveLength(2)
    expect(await open()).toEqual([])
    expect(await picturesOf(page, '67-clean-slate')).toEqual([])
    await house.linkTrakt(house.administrator, trinity)
    expect(await accountNow()).toMatchObject({ state: 'linked', settings: { ratings: false } })
  })

  it('whose renewal got lost on the way is told of before it ends, and mended by signing in again', async () => {
    const later = async (isSo: () => Promise<boolean>): Promise<void> => {
      for (let hours = 0; hours < 7 * 24 && !(await isSo()); hours += 1)
        await house.letTimePass(hourMs, hourMs)
    }
    const refreshes = house.book.refreshes
    await later(async () => house.book.refreshes > refreshes)
    house.book.next({ path: '/oauth/token' }, { type: 'lost_answer' })
    await later(async () => (await accountNow()).state !== 'linked')
    const ending = await accountNow()
    expect(ending).toMatchObject({ state: 'ending', openAlerts: 1 })
    expect(ending.endsAt).toBeGreaterThan(house.clock.now() + dayMs)
    await setTheClock()
    await page.goto(`${house.url}/accounts/${account.id}`)
    await page.getByText('Ends soon', { exact: true }).waitFor()
    await cardOf(page, await title())
      .getByText(/^Works until .* Plays after that wait here and keep their times$/)
      .waitFor()
    expect(await open()).toMatchObject([{ severity: 'warning', worksUntil: ending.endsAt }])
    expect(await picturesOf(page, '67-ends-soon')).toEqual([])
    await house.linkTrakt(house.administrator, trinity)
    await page.getByText('Linked', { exact: true }).waitFor()
    expect(await open()).toEqual([])
    expect(house.book.spentRefreshUses).toBe(0)
  })

  it('with the app deleted is one alert for the house, not one for each person', async () => {
    const cypher = await addMember(house.url, house.administrator, 'Cypher')
    await house.linkTrakt(cypher, house.book.addPerson('cypher', { vip: true }))
    house.book.removeApp()
    await house.letTimePass(4 * dayMs, 10 * 60_000)
    await watch(matrix)
    await house.letTimePass(hourMs, 60_000)
    expect((await open()).map(({ service, accountId }) => [service, accountId])).toEqual([['trakt', null]])
    await setTheClock()
    await page.goto(`${house.url}/alerts`)
    await cardOf(page, await title()).waitFor()
    expect(await picturesOf(page, '68-app-deleted')).toEqual([])
    house.book.restoreApp()
    await house.until(async () => (await open()).length === 0, 2 * hourMs)
    await house.until(async () => house.book.plays(trinity).length === 3, 2 * hourMs)
  })
})
