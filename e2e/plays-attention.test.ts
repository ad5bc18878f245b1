import type { PlayView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { addJellyfin, inception, type Jellyfin, matrix, nameless, pilot } from './player.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

const neo = { key: 'b1f0', name: 'neo' }
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const validationError = {
  status: 422,
  headers: { 'content-type': 'application/json', 'x-request-id': 'a1', 'x-runtime': '0.01' },
  body: '{"error":"Validation error"}',
}

const badRequest = { ...validationError, status: 400, body: '{"error":"Bad request"}' }

describe('plays that need a person', () => {
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
    await house.linkTrakt(house.administrator, trinity)
    jellyfin = await addJellyfin(house, house.administrator, neo, nameless('Heisenberg Show', 1, 3))
    page = await openAs(browser, house.administrator, `${house.url}/activity?view=attention`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const rowOf = (title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const entries = () => house.book.plays(trinity).map(({ text }) => text)
  const newest = async (): Promise<PlayView> => {
    const { items } = await house.administrator.call<{ items: PlayView[] }>('GET', '/plays?view=all&limit=1')
    const [found] = items
    if (found === undefined) throw new Error('There is no play.')
    return found
  }
  const refuse = (times: number, answer = validationError) =>
    house.book.next(
      { host: 'api', method: 'POST', path: /^\/(?:scrobble\/stop|sync\/history)$/ },
      { type: 'answer', answer, acts: false },
      times,
    )
  const refused = (title: string) => rowOf(title).getByText('Refused', { exact: true })

  it('asks what a title without ids is, with suggestions of Trakt, and delivers it then', async () => {
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
    expect(await picturesOf(page, '50-attention-none')).toEqual([])
    await house.letTimePass(47 * minuteMs, minuteMs)
    await jellyfin.stop(nameless('Heisenberg Show', 1, 3), neo, 100)
    await rowOf('Heisenberg Show S1E3').getByText('Not matched').waitFor()
    expect(await picturesOf(page, '50-unmatched')).toEqual([])
    await press('Say what it is: Heisenberg Show S1E3')
    const dialog = page.getByRole('dialog', { name: 'What was watched?' })
    await dialog.getByText(/^Nothing is found/).waitFor()
    await dialog.getByLabel('Search Trakt').fill('breaking bad')
    await dialog
      .getByRole('radio', { name: /Breaking Bad/ })
      .first()
      .check()
    expect(await dialog.getByLabel('Season').inputValue()).toBe('1')
    expect(await dialog.getByLabel('Episode', { exact: true }).inputValue()).toBe('3')
    expect(await picturesOf(page, '50-match')).toEqual([])
    await press('Use this')
    await page.getByText(/^Matched: Breaking Bad S1E3/).waitFor()
    await house.until(async () => entries().includes('Breaking Bad S1E3'))
  })

  it('remembers it: the next episode of the same show goes by itself', async () => {
    await jellyfin.watch(nameless('Heisenberg Show', 1, 4), neo)
    await house.until(async () => entries().length === 2)
    expect(entries()).toEqual(['Breaking Bad S1E3', 'Breaking Bad S1E4'])
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
  })

  it('shows what Trakt refused as a dead letter, which is mended and sent again', async () => {
    refuse(2)
    await jellyfin.watch(matrix, neo)
    const row = rowOf('The Matrix (1999)')
    await row.getByText('Refused', { exact: true }).waitFor()
    expect(await picturesOf(page, '51-refused')).toEqual([])
    await row.getByRole('link', { name: 'The Matrix (1999)' }).click()
    await page.getByRole('button', { name: 'Send again: The Matrix (1999)' }).waitFor()
    expect(await picturesOf(page, '51-dead-letter')).toEqual([])
    house.book.clearFaults()
    await press('Say what it is: The Matrix (1999)')
    const dialog = page.getByRole('dialog', { name: 'What was watched?' })
    await dialog.getByRole('radio', { name: /The Matrix \(1999\)/ }).check()
    await press('Use this')
    await house.until(async () => entries().includes('The Matrix (1999)'))
    await page.getByRole('main').getByText('Delivered', { exact: true }).first().waitFor()
    expect(await picturesOf(page, '51-dead-letter-mended')).toEqual([])
  })

  it('sends all that was refused again', async () => {
    refuse(4)
    await jellyfin.watch(inception, neo)
    await jellyfin.watch(pilot, neo)
    await page.goto(`${house.url}/activity?view=attention`)
    await refused('Inception (2010)').waitFor()
    await refused('Breaking Bad S1E1').waitFor()
    expect(await picturesOf(page, '52-refused-all')).toEqual([])
    house.book.clearFaults()
    await press('Send all again')
    await page.getByText('2 plays sent again.').waitFor()
    await house.until(async () => entries().length === 5)
    expect(entries().slice(-2).toSorted()).toEqual(['Breaking Bad S1E1', 'Inception (2010)'])
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
  })

  it('sends again what was refused for one cause, and leaves the rest', async () => {
    await house.letTimePass(dayMs, 10 * minuteMs)
    refuse(2)
    await jellyfin.watch(inception, neo)
    await refused('Inception (2010)').waitFor()
    house.book.clearFaults()
    refuse(2, badRequest)
    await jellyfin.watch(pilot, neo)
    await refused('Breaking Bad S1E1').waitFor()
    const before = entries().length
    expect(await picturesOf(page, '53-refused-causes')).toEqual([])
    house.book.clearFaults()
    await press('Send again: Trakt: the request was not accepted')
    await page.getByText('1 play sent again.').waitFor()
    await house.until(async () => entries().length === before + 1)
    expect(entries().at(-1)).toBe('Breaking Bad S1E1')
    await rowOf('Breaking Bad S1E1').waitFor({ state: 'detached' })
    await refused('Inception (2010)').waitFor()
  })

  it('sends a single dead letter again', async () => {
    const before = entries().length
    await press('Send again: Inception (2010)')
    await page.getByText(/^Inception \(2010\) is sent again\./).waitFor()
    await house.until(async () => entries().length === before + 1)
    expect(entries().at(-1)).toBe('Inception (2010)')
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
  })

  it('does not send what was dropped, and sends it after all when that is undone', async () => {
    await jellyfin.watch(nameless('Nobody Knows It', 2, 1), neo)
    await rowOf('Nobody Knows It S2E1').getByText('Not matched').waitFor()
    await press('Do not send: Nobody Knows It S2E1')
    await page.getByText('Nobody Knows It S2E1 is not sent.').waitFor()
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
    expect((await newest()).delivery?.state).toBe('dropped')
    await press('Undo')
    await rowOf('Nobody Knows It S2E1').getByText('Not matched').waitFor()
    await press('Do not send: Nobody Knows It S2E1')
    await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor()
  })

  it('asks whether something was seen of which nothing more was heard', async () => {
    await house.letTimePass(dayMs, 10 * minuteMs)
    await jellyfin.start(matrix, neo)
    await house.letTimePass(dayMs, 10 * minuteMs)
    await page.reload()
    const row = rowOf('The Matrix (1999)')
    await row.getByText('Watched?').waitFor()
    await row.getByText(/watched to the end\? The player did not say/).waitFor()
    expect(await picturesOf(page, '53-unclear')).toEqual([])
    await press('Yes, watched: The Matrix (1999)')
    await page.getByText('The Matrix (1999) counts as watched.').waitFor()
    await house.until(async () => entries().filter((text) => text === 'The Matrix (1999)').length === 2)
  })

  it('is told by hand what no player tells', async () => {
    await press('Mark as watched')
    const dialog = page.getByRole('dialog', { name: 'Mark as watched' })
    const search = dialog.getByLabel('Search Trakt')
    await search.fill('breaking')
    await dialog.getByRole('radio', { name: /Breaking Bad \(2008\)/ }).waitFor()
    await search.press('Enter')
    await dialog.getByText('Choose a title first.').waitFor()
    await search.press('ArrowDown')
    expect(await dialog.getByRole('radio', { name: /Breaking Bad \(2008\)/ }).isChecked()).toBe(true)
    await dialog.getByLabel('Season').fill('1')
    await dialog.getByLabel('Episode', { exact: true }).fill('7')
    await dialog.getByLabel('When').fill('2026-11-01T21:30')
    expect(await picturesOf(page, '54-mark')).toEqual([])
    await dialog.getByLabel('Episode', { exact: true }).press('Enter')
    await page.getByText('Marked as watched.').waitFor()
    await house.until(async () => entries().includes('Breaking Bad S1E7'))
    const entry = house.book.plays(trinity).find(({ text }) => text === 'Breaking Bad S1E7')
    expect(entry?.watchedAt).toBe(new Date('2026-11-01T21:30').getTime())
  })

  it('is told by its id, where the search does not know it', async () => {
    await press('Mark as watched')
    const dialog = page.getByRole('dialog', { name: 'Mark as watched' })
    await dialog.getByLabel('Search Trakt').fill('nothing is called so')
    await dialog.getByText(/^Nothing is found\./).waitFor()
    await dialog.getByText('Give an id instead').click()
    await dialog.getByLabel('What it was').selectOption('Episode')
    await dialog.getByLabel(/IMDb id of the show/).fill('https://www.imdb.com/title/tt0903747/')
    await dialog.getByLabel('Season').fill('1')
    await dialog.getByLabel('Episode', { exact: true }).fill('6')
    expect(await picturesOf(page, '54-mark-by-id')).toEqual([])
    await dialog.getByLabel('When').fill('2026-11-02T21:30')
    await dialog.getByRole('button', { name: 'Mark as watched' }).click()
    await page.getByText('Marked as watched.').first().waitFor()
    await house.until(async () => entries().includes('Breaking Bad S1E6'))
  })
})
