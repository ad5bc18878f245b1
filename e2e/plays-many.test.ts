import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { writePlays } from './many-plays.ts'
import { isTooWide, openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

const plays = 10_000
/** Pages of the list that somebody scrolls through here. */
const pagesScrolled = 8
/** Loose, for a machine that does much else: a person waits this long at most for the first rows, and for more. */
const firstRowsMs = 3000
const nextRowsMs = 2000

describe('ten thousand plays', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let trinity: TraktPerson

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    house.flow()
    trinity = house.book.addPerson('trinity')
    page = await openAs(browser, house.administrator, `${house.url}/activity`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const rows = () => page.getByRole('main').getByRole('listitem')

  it('says what will stand there while there is none', async () => {
    await page.getByRole('heading', { name: 'No plays yet' }).waitFor()
    expect(await picturesOf(page, '60-activity-none')).toEqual([])
    for (const [view, heading] of [
      ['waiting', 'Nothing is waiting'],
      ['attention', 'Nothing needs you'],
      ['delivered', 'Nothing is delivered yet'],
    ]) {
      await page.goto(`${house.url}/activity?view=${view}`)
      await page.getByRole('heading', { name: heading ?? '' }).waitFor()
    }
  })

  it('are read page by page while somebody scrolls', async () => {
    const { administrator, clock, cuemark } = house
    const account = await house.linkTrakt(administrator, trinity)
    const { source } = await house.addSource(administrator, 'jellyfin')
    const whose = { userId: account.personId, accountId: account.id, sourceId: source.id }
    await writePlays(cuemark.dataFolder, whose, plays, clock.now())
    const beganAt = Date.now()
    await page.goto(`${house.url}/activity`)
    await page.getByRole('link', { name: 'Feature 0 (1950)' }).waitFor()
    expect(Date.now() - beganAt).toBeLessThan(firstRowsMs)
    expect(await rows().count(), 'not all of it at once').toBeLessThan(plays / 10)
    for (let turn = 0; turn < pagesScrolled; turn += 1) {
      const before = await rows().count()
      const askedAt = Date.now()
      await rows().last().scrollIntoViewIfNeeded()
      await rows().nth(before).waitFor({ state: 'attached' })
      expect(Date.now() - askedAt).toBeLessThan(nextRowsMs)
    }
    const links = await page.getByRole('main').getByRole('listitem').getByRole('link').allTextContents()
    expect(links.length).toBeGreaterThan(500)
    expect(links[3], 'in order, each once').toBe('Feature 3 (1953)')
    expect(links[600]).toBe('Feature 600 (1990)')
    await page.evaluate(() => window.scrollTo(0, 0))
    expect(await isTooWide(page)).toBe(false)
    expect(await picturesOf(page, '60-activity-many')).toEqual([])
  })

  it('leave the newest changes on the page at once', async () => {
    await page.goto(`${house.url}/activity`)
    await rows().nth(20).waitFor()
    const matrix = { type: 'movie', ids: { imdb: 'tt0133093' }, name: 'The Matrix', year: 1999 }
    await house.administrator.call('POST', '/plays/mark', { title: matrix, watched: true })
    await rows().first().getByText('The Matrix (1999)').waitFor()
    await house.until(async () => house.book.plays(trinity).length === 1)
    await rows().first().getByText('Delivered').waitFor()
    expect(await rows().nth(1).getByText('Feature 0 (1950)').count()).toBe(1)
  })

  it('count what needs somebody, and show it', async () => {
    await page.getByRole('link', { name: /^Needs you/ }).click()
    await page.getByText('Needs you 100').waitFor()
    expect(await picturesOf(page, '60-attention-many')).toEqual([])
    await page.goto(house.url)
    await page.getByRole('link', { name: '100 plays need you' }).waitFor()
    expect(await picturesOf(page, '60-overview-many')).toEqual([])
  })
})
