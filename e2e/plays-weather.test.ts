import type { PlayView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, phoneLight } from './browser.ts'
import { addJellyfin, inception, type Jellyfin, matrix, pilot } from './player.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

const neo = { key: 'b1f0', name: 'neo' }
const minuteMs = 60_000
const hourMs = 60 * minuteMs

describe('plays through an outage of Trakt', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let phone: Page
  let trinity: TraktPerson
  let jellyfin: Jellyfin

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    house.flow()
    trinity = house.book.addPerson('trinity')
    await house.linkTrakt(house.administrator, trinity)
    page = await openAs(browser, house.administrator, `${house.url}/activity`)
    phone = await openAs(browser, house.administrator, house.url, phoneLight)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  /** The pages go by the clock of the house: what is due in it is due for them. */
  const look = async (): Promise<void> => {
    for (const one of [page, phone]) {
      await one.clock.setSystemTime(house.clock.now())
      await one.reload()
      await one.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
    }
  }
  const open = async (path: string): Promise<void> => {
    await page.clock.setSystemTime(house.clock.now())
    await page.goto(`${house.url}${path}`)
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  }
  const rowOf = (title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title })
  const playOf = async (name: string): Promise<PlayView> => {
    const { items } = await house.administrator.call<{ items: PlayView[] }>('GET', '/plays?view=all')
    const found = items.find(({ title }) => title.name === name)
    if (found === undefined) throw new Error(`There is no play of ${name}.`)
    return found
  }

  it('shows what is on, on every open page, as it begins and as it is paused', async () => {
    await page.getByText('Nothing is on.').waitFor()
    jellyfin = await addJellyfin(house, house.administrator, neo, matrix)
    await rowOf('The Matrix (1999)').getByText('Playing', { exact: true }).waitFor()
    await phone.getByText('The Matrix (1999)').waitFor()
    await house.letTimePass(30 * minuteMs, minuteMs)
    await jellyfin.tell(matrix, neo, 22)
    await look()
    expect(await picturesOf(page, '43-playing')).toEqual([])
    expect(await picturesOf(phone, '43-overview-playing')).toEqual([])
    await jellyfin.pause(matrix, neo, 23)
    await rowOf('The Matrix (1999)').getByText('Paused', { exact: true }).waitFor()
    await house.until(async () => house.book.playback(trinity).size > 0)
    const [percent] = house.book.playback(trinity).values()
    expect(percent, 'Trakt has the point to go on from').toBeCloseTo(23, 0)
  })

  it('keeps what ends during the outage, and says why it waits and until when', async () => {
    house.book.weather = 'outage'
    await jellyfin.tell(matrix, neo, 23)
    await house.letTimePass(104 * minuteMs, minuteMs)
    await jellyfin.stop(matrix, neo, 99)
    await house.letTimePass(10 * minuteMs, 10_000)
    await look()
    const row = rowOf('The Matrix (1999)')
    await row.getByText('Waiting', { exact: true }).waitFor()
    await row.getByText(/^Trakt: .*; it is tried again/).waitFor()
    await row.getByText('next try').waitFor()
    await jellyfin.watch(inception, neo)
    await rowOf('Inception (2010)').getByText('It goes out when its turn comes.').waitFor()
    expect(house.book.plays(trinity)).toEqual([])
    expect(await picturesOf(page, '44-waiting')).toEqual([])
    expect(await picturesOf(phone, '44-overview-waiting')).toEqual([])
    await phone.getByRole('link', { name: '2 plays wait' }).click()
    await phone.getByText('2 plays wait, next goes out').waitFor()
    await open(`/activity/${(await playOf('The Matrix')).id}`)
    await page.getByText('next try').waitFor()
    expect(await picturesOf(page, '44-play-waiting')).toEqual([])
  })

  it('delivers it after the outage by itself, once, with its true time and with the id at Trakt', async () => {
    await house.letTimePass(7 * hourMs, minuteMs)
    const { watchedAt } = await playOf('The Matrix')
    house.book.weather = 'clear'
    await house.until(async () => house.book.plays(trinity).length === 2, 3 * hourMs)
    const entry = house.book.plays(trinity).find(({ text }) => text === 'The Matrix (1999)')
    expect(Math.abs((entry?.watchedAt ?? 0) - watchedAt)).toBeLessThan(1000)
    await page.getByText(`Trakt id ${entry?.id}`).first().waitFor()
    await page.getByRole('main').getByText('Delivered', { exact: true }).first().waitFor()
    await look()
    const story = page.getByRole('region', { name: 'Its story' }).getByRole('listitem')
    expect((await story.allTextContents()).join('\n')).toMatch(
      /Counted as watched.*Goes to Trakt.*Not taken.*Sent to Trakt’s history.*Trakt has it, as entry/s,
    )
    expect(
      (await story.allTextContents()).join('\n'),
      'what was held back is not blamed on Trakt',
    ).not.toContain('makes no sense')
    expect(await picturesOf(page, '45-play-story')).toEqual([])
    await house.letTimePass(2 * hourMs, minuteMs)
    expect(house.book.plays(trinity)).toHaveLength(2)
  })

  it('looks up what Trakt took without saying so, and does not send it twice', async () => {
    house.book.next({ host: 'api', method: 'POST', path: '/sync/history' }, { type: 'lost_answer' })
    await jellyfin.start(pilot, neo)
    await house.letTimePass(pilot.durationMs, minuteMs)
    await jellyfin.stop(pilot, neo, 100)
    const sent = () => playOf('Pilot')
    await house.until(async () => (await sent()).delivery?.state === 'unknown')
    await open(`/activity/${(await sent()).id}`)
    await page.getByText('Looking whether it arrived').first().waitFor()
    expect(await picturesOf(page, '46-lost-answer')).toEqual([])
    await house.until(async () => (await sent()).delivery?.state === 'delivered')
    expect(house.book.plays(trinity).filter(({ text }) => text === 'Breaking Bad S1E1')).toHaveLength(1)
    await page.getByText(/^Found in Trakt’s history, as entry/).waitFor()
    expect(await picturesOf(page, '46-lost-answer-found')).toEqual([])
  })
})
