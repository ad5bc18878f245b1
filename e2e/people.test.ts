import type { AlertView, PlayView, SourceView } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import { openAs, picturesOf } from './reading.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { visit, type Visitor } from './visitor.ts'

const memberPassword = 'popcorn before the newsreel'

describe('people of the house', () => {
  let browser: Browser
  let house: TraktHouse
  let page: Page
  let guest: BrowserContext
  let seat: Page
  let link = ''
  let member: Visitor
  let trinity: TraktPerson
  /** What belongs to the administrator, as path of the page and of the API. */
  let others: readonly (readonly [page: string, api: string])[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse()
    page = await openAs(browser, house.administrator, `${house.url}/people`)
    guest = await openContext(browser)
    seat = await guest.newPage()
    trinity = house.book.addPerson('trinity')
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  it('adds a person, whose link is shown once', async () => {
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add a person' }).click()
    await dialog.getByText('Give a name.').waitFor()
    await dialog.getByLabel('Name').fill('owner')
    await page.keyboard.press('Enter')
    await dialog.getByText('Somebody has this name already.').waitFor()
    expect(await picturesOf(page, '30-person-adding')).toEqual([])
    await dialog.getByLabel('Name').fill('Mouse')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Link for Mouse' }).waitFor()
    link = (await dialog.locator('pre').textContent()) ?? ''
    expect(link).toMatch(new RegExp(`^${house.url}/welcome#[\\w-]{20,}$`))
    expect(await picturesOf(page, '30-person-link')).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('Invited').waitFor()
    await page.reload()
    await page.getByText('Invited').waitFor()
    expect(await page.content(), 'nowhere but in that dialog').not.toContain(link.split('#')[1])
    expect(await picturesOf(page, '30-people')).toEqual([])
  })

  it('lets the person choose a password, and takes the token out of the address bar', async () => {
    await seat.goto(link)
    await seat.getByRole('heading', { name: 'Welcome, Mouse' }).waitFor()
    expect(seat.url()).toBe(`${house.url}/welcome`)
    await seat.getByLabel('Password', { exact: true }).fill('short')
    await seat.getByRole('button', { name: 'Set password and sign in' }).click()
    await seat.getByText('Use at least 10 characters.').waitFor()
    expect(await picturesOf(seat, '31-welcome')).toEqual([])
    await seat.getByLabel('Password', { exact: true }).fill(memberPassword)
    await seat.keyboard.press('Enter')
    await seat.getByRole('heading', { name: 'Link Trakt and add a player' }).waitFor()
    expect(seat.url()).toBe(`${house.url}/`)
    expect(await picturesOf(seat, '31-member-overview-empty')).toEqual([])
  })

  it('says of a link that was used that it has ended', async () => {
    const late = await openContext(browser)
    const tab = await late.newPage()
    await tab.goto(link)
    await tab.getByRole('heading', { name: 'This link has ended' }).waitFor()
    expect(tab.url()).toBe(`${house.url}/welcome`)
    expect(await picturesOf(tab, '31-link-ended')).toEqual([])
    await tab.getByRole('button', { name: 'Sign in' }).click()
    await tab.getByLabel('Name').fill('Mouse')
    await tab.getByLabel('Password', { exact: true }).fill(memberPassword)
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: 'Link Trakt and add a player' }).waitFor()
    await late.close()
  })

  it('shows a member no integrations and no people', async () => {
    const navigation = seat.getByRole('navigation', { name: 'Main' })
    await navigation.getByRole('link', { name: 'Activity' }).waitFor()
    for (const place of ['Integrations', 'People']) {
      expect(await navigation.getByRole('link', { name: place }).count()).toBe(0)
    }
    for (const path of ['/people', '/integrations', '/integrations/connect', '/integrations/01']) {
      await seat.goto(`${house.url}${path}`)
      await seat.getByText('Only an administrator sees this page.').waitFor()
      expect(await seat.getByText('This did not load').count()).toBe(0)
    }
    expect(await picturesOf(seat, '32-member-integrations')).toEqual([])
  })

  it('finds nothing of somebody else, neither by address nor by the API', async () => {
    const { administrator } = house
    const account = await house.linkTrakt(administrator, trinity)
    const { source } = await house.addSource(administrator, 'jellyfin')
    const matrix = { type: 'movie', ids: { imdb: 'tt0133093' } }
    const mark = administrator.call<{ play: PlayView }>('POST', '/plays/mark', {
      title: matrix,
      watched: true,
    })
    const { play } = await house.during(mark)
    house.book.disconnect(trinity)
    await house.during(administrator.read('POST', `/accounts/${account.id}/test`))
    const open = () => administrator.call<{ items: AlertView[] }>('GET', '/alerts')
    await house.until(async () => (await open()).items.length > 0)
    const [alert] = (await open()).items
    others = [
      [`/accounts/${account.id}`, `/accounts/${account.id}`],
      [`/sources/${source.id}`, `/sources/${source.id}`],
      [`/activity/${play.id}`, `/plays/${play.id}`],
      [`/alerts/${alert?.id}`, `/alerts/${alert?.id}`],
    ]
    member = await visit(house.url)
    await member.enter('/session', { name: 'Mouse', password: memberPassword })
    for (const [path, api] of others) {
      expect([api, (await administrator.send('GET', api)).status]).toEqual([api, 200])
      expect([api, (await member.send('GET', api)).status]).toEqual([api, 404])
      await seat.goto(`${house.url}${path}`)
      await seat
        .getByText(/it is not yours|does not exist|not kept/)
        .first()
        .waitFor()
      expect(await picturesOf(seat, `32-not-mine-${path.split('/')[1]}`)).toEqual([])
    }
    for (const list of ['/accounts', '/sources', '/plays', '/alerts']) {
      expect([list, await member.call('GET', list)]).toMatchObject([list, { items: [] }])
    }
    expect((await member.send('POST', `/sources/${source.id}/address`)).status).toBe(404)
    expect((await member.send('GET', '/people')).status).toBe(403)
    expect((await member.send('GET', '/integrations')).status).toBe(403)
  })

  it('shows the administrator what the member has, without its secret address', async () => {
    const { source } = await house.addSource(member, 'plex', 'Plex upstairs')
    await page.goto(`${house.url}/sources/${source.id}`)
    await page.getByText('of Mouse').waitFor()
    await page.getByText('Only the person whose source this is can see its address.').waitFor()
    expect(await page.getByRole('button', { name: 'Show the steps' }).count()).toBe(0)
    expect((await house.administrator.send('POST', `/sources/${source.id}/address`)).ok).toBe(false)
    expect(await picturesOf(page, '33-source-of-another')).toEqual([])
  })

  it('renames, gives a new link, and removes a person with what is theirs', async () => {
    await page.goto(`${house.url}/people`)
    await page.getByRole('button', { name: 'Change Mouse' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Tank')
    await page.keyboard.press('Enter')
    await page.getByText('Tank is changed.').waitFor()
    await page.getByRole('button', { name: 'New link for Tank' }).click()
    await page.getByText('The present password stays good until the link is used.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Remove Tank' }).click()
    await page.getByRole('dialog', { name: 'Remove Tank?' }).waitFor()
    expect(await picturesOf(page, '33-person-removing')).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Tank' }).click()
    await page.getByText('Tank is removed.').waitFor()
    const { items } = await house.administrator.call<{ items: SourceView[] }>('GET', '/sources')
    expect(items.map(({ name }) => name)).toEqual(['Jellyfin'])
    await seat.goto(`${house.url}/activity`)
    await seat.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
