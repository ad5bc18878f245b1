import type { SignInView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { addJellyfin, inception, type Jellyfin, matrix, pilot } from './player.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

const neo = { key: 'b1f0', name: 'neo' }
const minuteMs = 60_000
const dayMs = 1440 * minuteMs
const breakingBad = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: ['tt0903747:1:1', 'tt0903747:1:2', 'tt0903747:1:3'],
} as const

describe('a gap at Trakt', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let trinity: TraktPerson
  let jellyfin: Jellyfin

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    house.flow()
    trinity = house.book.addPerson('trinity')
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const entries = () => house.book.plays(trinity).map(({ text }) => text)

  it('asks for the sign-in where nobody has signed in to Trakt', async () => {
    jellyfin = await addJellyfin(house, house.administrator, neo, matrix)
    await house.letTimePass(matrix.durationMs, minuteMs)
    await jellyfin.stop(matrix, neo, 100)
    await jellyfin.watch(inception, neo)
    page = await openAs(browser, house.administrator, `${house.url}/activity`)
    await page.getByRole('link', { name: 'Inception (2010)' }).waitFor()
    await page.getByText('In your history').first().waitFor()
    await page.getByRole('button', { name: 'Mark as watched' }).click()
    const mark = page.getByRole('dialog', { name: 'Mark as watched' })
    await mark.getByText('Sign in to Trakt to search by name. Until then, give an id.').waitFor()
    await mark.getByLabel('IMDb id, or address at IMDb or TMDb').fill('tt0133093')
    expect(await mark.getByLabel('Search Trakt').count()).toBe(0)
    expect(await picturesOf(page, '54-mark-no-account')).toEqual([])
    await mark.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Fill a gap' }).click()
    await page.getByText('Sign in to Trakt first; then a gap can be filled.').waitFor()
    expect(await picturesOf(page, '55-gap-no-account')).toEqual([])
  })

  it('is shown before anything is sent', async () => {
    await house.linkTrakt(house.administrator, trinity)
    await jellyfin.watch(pilot, neo)
    await house.until(async () => entries().length === 1)
    house.book.clearRequests()
    await page.clock.setSystemTime(house.clock.now())
    await page.goto(`${house.url}/activity/backfill`)
    await page.getByRole('button', { name: 'Look what is missing' }).click()
    await page.getByText('2 of 3 plays missing at Trakt').waitFor()
    const rows = page.getByRole('main').getByRole('listitem')
    expect(await rows.count()).toBe(2)
    await page.getByLabel('Show only what is missing').uncheck()
    await rows.filter({ hasText: 'Breaking Bad S1E1' }).getByText('At Trakt').waitFor()
    await rows.filter({ hasText: 'Inception (2010)' }).getByText('Missing').waitFor()
    expect(house.book.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(entries()).toEqual(['Breaking Bad S1E1'])
    expect(await picturesOf(page, '55-gap-found')).toEqual([])
  })

  it('is filled with true times, once', async () => {
    await page.getByRole('button', { name: 'Send 2 plays' }).click()
    await page.getByText('2 plays are on the way, with their true times.').waitFor()
    await house.until(async () => entries().length === 3)
    const { items } = await house.administrator.call<{
      items: readonly { title: { name: string | null }; watchedAt: number }[]
    }>('GET', '/plays')
    for (const [name, text] of [
      ['The Matrix', 'The Matrix (1999)'],
      ['Inception', 'Inception (2010)'],
    ]) {
      const told = items.find(({ title }) => title.name === name)?.watchedAt ?? 0
      const entry = house.book.plays(trinity).find((one) => one.text === text)
      expect(Math.abs((entry?.watchedAt ?? 0) - told), text).toBeLessThan(1000)
    }
    await page.getByRole('button', { name: 'Look what is missing' }).click()
    await page.getByText(/^Nothing is missing\./).waitFor()
    expect(await picturesOf(page, '55-gap-filled')).toEqual([])
  })

  it('is also what only Stremio’s library knows, as far as that has the time', async () => {
    const endedAt = house.clock.now() - 2 * dayMs
    const neoThere = house.stremio.addAccount('neo')
    const row = neoThere.title(breakingBad, endedAt - dayMs)
    for (const [number, at] of [
      [1, endedAt - dayMs],
      [2, endedAt],
    ] as const) {
      const videoId = `tt0903747:1:${number}`
      const told = { videoId, positionMs: pilot.durationMs, durationMs: pilot.durationMs }
      row.close(at, { ...told, playedMs: pilot.durationMs })
    }
    const { administrator } = house
    const link = await house.during(
      administrator.call<SignInView>('POST', '/sign-ins', { service: 'stremio', method: 'device' }),
    )
    house.stremio.approve(link.userCode ?? '', neoThere)
    await house.until(
      async () => (await administrator.call<SignInView>('GET', `/sign-ins/${link.id}`)).state === 'done',
    )
    await page.getByRole('button', { name: 'Look what is missing' }).click()
    await page.getByText('1 of 4 plays missing at Trakt').waitFor()
    const found = page.getByRole('main').getByRole('listitem')
    expect(await found.count()).toBe(1)
    await found.filter({ hasText: 'Breaking Bad S1E2' }).getByText('Stremio library').waitFor()
    await page.getByText(/More is marked as watched of Breaking Bad;/).waitFor()
    expect(await picturesOf(page, '55-gap-stremio')).toEqual([])
    await page.getByRole('button', { name: 'Send 1 play' }).click()
    await page.getByText('1 play is on the way, with its true time.').waitFor()
    await house.until(async () => entries().length === 4)
    const entry = house.book.plays(trinity).find(({ text }) => text === 'Breaking Bad S1E2')
    expect(Math.abs((entry?.watchedAt ?? 0) - endedAt)).toBeLessThan(1000)
  })

  it('says why Stremio’s library is not compared while it cannot be read', async () => {
    house.stremio.weather = 'outage'
    await page.getByRole('button', { name: 'Look what is missing' }).click()
    await page.getByText(/^Stremio’s library could not be read, so nothing from it is listed\./).waitFor()
    await page.getByText(/^Nothing is missing\./).waitFor()
    expect(await picturesOf(page, '55-gap-stremio-unread')).toEqual([])
    house.stremio.weather = 'clear'
  })

  it('says so where no play is known in these days', async () => {
    await page.getByLabel('From').fill('2020-01-01')
    await page.getByLabel('To', { exact: true }).fill('2020-01-03')
    await page.getByRole('button', { name: 'Look what is missing' }).click()
    await page.getByText('No plays in these days').waitFor()
    await page.getByLabel('To', { exact: true }).fill('2019-01-03')
    await page.getByText(/^Give two days\./).waitFor()
    expect(await picturesOf(page, '55-gap-none')).toEqual([])
  })
})
