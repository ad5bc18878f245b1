import type { PlayView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, type Member } from './administrator.ts'
import { launchBrowser, phoneLight } from './browser.ts'
import { inception, type Jellyfin, jellyfinAt, matrix } from './player.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'

/** What the product promises between what a player posts and what stands on an open page. */
const promisedMs = 1000
const neo = { key: 'b1f0', name: 'neo' }
const kids = { key: 'c2e1', name: 'kids' }

describe('a player as a source', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let mouse: Member
  let trinity: TraktPerson
  let jellyfin: Jellyfin
  let address = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    house.flow()
    mouse = await addMember(house.url, house.administrator, 'Mouse')
    trinity = house.book.addPerson('trinity')
    await house.linkTrakt(house.administrator, trinity)
    await house.linkTrakt(mouse, house.book.addPerson('mouse'))
    page = await openAs(browser, house.administrator, `${house.url}/sources`)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const main = () => page.getByRole('main')
  const plays = async (view: string) =>
    (await house.administrator.call<{ items: PlayView[] }>('GET', `/plays?view=${view}`)).items
  const copied = () => main().locator('pre').filter({ hasText: '/hooks/' }).first()

  it('is added, and says what to do at the player', async () => {
    await page.getByRole('heading', { name: 'No source yet' }).waitFor()
    expect(await picturesOf(page, '40-sources-none')).toEqual([])
    await page.getByRole('link', { name: 'Add a source' }).first().click()
    await page.getByRole('button', { name: 'Add Jellyfin' }).waitFor()
    expect(await picturesOf(page, '40-source-kinds')).toEqual([])
    await page.getByRole('button', { name: 'Add Jellyfin' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jellyfin' }).waitFor()
    await page.getByText('Waiting for the first event.').waitFor()
    const steps = page.getByRole('button', { name: 'Show the steps' })
    if (await steps.isVisible()) await steps.click()
    address = (await copied().textContent()) ?? ''
    expect(address).toMatch(new RegExp(`^${house.url}/hooks/[\\w-]{20,}$`))
    expect(await picturesOf(page, '40-source-set-up')).toEqual([])
    jellyfin = jellyfinAt(address, () => house.clock.now())
  })

  it('hides the secret address until it is asked for again', async () => {
    await page.reload()
    await page.getByRole('button', { name: 'Show the steps' }).waitFor()
    expect(await page.content()).not.toContain(address.split('/').at(-1))
    await page.getByRole('button', { name: 'Show the steps' }).click()
    await copied().waitFor()
    await page.getByRole('button', { name: 'Hide the steps' }).click()
    expect(await page.content()).not.toContain(address.split('/').at(-1))
  })

  it('shows what arrives on the open page within a second, and whom it does not know', async () => {
    await jellyfin.start(matrix, neo)
    const postedAt = Date.now()
    await page.getByText('Events arrive.').waitFor()
    expect(Date.now() - postedAt).toBeLessThan(promisedMs)
    const users = page.getByRole('region', { name: 'Users of the player' })
    await users.getByText('neo').waitFor()
    await users.getByText('1 event waits').waitFor()
    await users.getByText('Not known').waitFor()
    await house.letTimePass(matrix.durationMs, 60_000)
    await jellyfin.stop(matrix, neo, 100)
    await users.getByText('2 events wait').waitFor()
    expect(await plays('all'), 'nobody is guessed').toEqual([])
    expect(await picturesOf(page, '41-unknown-user')).toEqual([])
    await page.goto(`${house.url}/sources`)
    await page.getByText('1 user of the player is not known').waitFor()
    expect(await picturesOf(page, '41-sources')).toEqual([])
  })

  it('delivers what waited as soon as somebody says who it is', async () => {
    await page.getByRole('link', { name: 'Jellyfin' }).click()
    await page.getByLabel('neo is').selectOption('owner')
    await page.getByText('neo is owner. What waited goes on.').waitFor()
    await house.until(async () => house.book.plays(trinity).length > 0)
    expect(house.book.plays(trinity).map(({ text }) => text)).toEqual(['The Matrix (1999)'])
    expect(await picturesOf(page, '41-user-known')).toEqual([])
    await page.goto(`${house.url}/activity`)
    const row = page.getByRole('listitem').filter({ hasText: 'The Matrix (1999)' })
    await row.getByText('Delivered').waitFor()
    expect(await picturesOf(page, '41-activity-one')).toEqual([])
  })

  it('lets a member be named, whose plays go to the own account', async () => {
    const { items } = await house.administrator.call<{ items: { id: string }[] }>('GET', '/sources')
    await page.goto(`${house.url}/sources/${items[0]?.id}`)
    await jellyfin.watch(inception, kids)
    await page.getByLabel('kids is').selectOption('Mouse')
    await page.getByText('kids is Mouse. What waited goes on.').waitFor()
    await house.until(async () => house.book.plays().length === 2)
    expect(house.book.plays().map(({ person, text }) => `${person}: ${text}`)).toContain(
      'mouse: Inception (2010)',
    )
    const own = await openAs(browser, mouse, `${house.url}/activity`, phoneLight)
    await own.getByRole('link', { name: 'Inception (2010)' }).waitFor()
    expect(await own.getByText('The Matrix (1999)').count()).toBe(0)
    expect(await picturesOf(own, '41-member-activity')).toEqual([])
    await own.context().close()
  })

  it('takes nothing while paused', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByText('Paused: what comes is not taken.').waitFor()
    await jellyfin.watch(inception, neo).catch(() => undefined)
    expect(await plays('all')).toHaveLength(2)
    expect(await picturesOf(page, '42-source-paused')).toEqual([])
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await page.getByText('Events arrive.').waitFor()
  })

  it('gets a new address, and the old one ends at once', async () => {
    await page.getByRole('button', { name: 'Renew', exact: true }).click()
    await page.getByRole('dialog', { name: 'Renew the secret address?' }).waitFor()
    expect(await picturesOf(page, '42-source-renewing')).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Renew', exact: true }).click()
    await page.getByText('Renewed. Put the new address into the player.').waitFor()
    const next = (await copied().textContent()) ?? ''
    expect(next).not.toBe(address)
    await expect(jellyfin.watch(inception, neo)).rejects.toThrow(/404/)
    jellyfin = jellyfinAt(next, () => house.clock.now())
    await jellyfin.watch(inception, neo)
    await house.until(async () => house.book.plays(trinity).length === 2)
  })

  it('says what is wrong with what cannot be read', async () => {
    const latest = (await copied().textContent()) ?? ''
    const answer = await fetch(latest, { method: 'POST', body: 'not a message of Jellyfin' })
    expect(answer.status).toBe(422)
    await page.getByText('The last thing that came could not be read').waitFor()
    await page.getByRole('button', { name: 'Hide the steps' }).click()
    expect(await picturesOf(page, '42-source-unreadable')).toEqual([])
  })

  it('is removed, and its plays stay', async () => {
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('dialog', { name: 'Remove Jellyfin?' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Jellyfin is removed.').waitFor()
    await page.getByRole('heading', { name: 'No source yet' }).waitFor()
    expect(await plays('all')).toHaveLength(3)
  })
})
