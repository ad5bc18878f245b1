import { createHash } from 'node:crypto'
import { apiPrefix, type PasswordLink, routes, type SignInView, type SourceAddress } from '@cuemark/contract'
import type { TraktPerson } from '@cuemark/testkit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import { addJellyfin, matrix } from './player.ts'
import { filesOf, findIn, listen } from './secret-search.ts'
import { openTraktHouse, type TraktHouse } from './trakt-house.ts'
import { visit } from './visitor.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const neo = { key: 'b1f0', name: 'neo' }
const kinds = ['stremio_addon', 'jellyfin', 'emby', 'plex', 'tautulli', 'kodi', 'api'] as const

/** Tells a secret of its own from the id of a form's element. */
const isField = (value: unknown, name: string): string | null => {
  const found = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [, text] = found.find(([key]) => key === name) ?? []
  return typeof text === 'string' ? text : null
}

/** What lives for this only: the answer that hands it to its own person may say it. */
interface Secret {
  readonly name: string
  readonly value: string
}

describe('secrets of people, accounts and sources', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let house: TraktHouse
  let trinity: TraktPerson
  let live: ReturnType<typeof listen>
  const redirect = (): string => `${house.url}/trakt/callback`
  /** What was sent to Trakt's two hosts, whose bodies hold every token, code and verifier that there is. */
  const secrets = new Map<string, string>()
  const places = new Map<string, string>()
  const note = ({ name, value }: Secret): void => {
    if (value.length >= 8)
      secrets.set(`${name} ${createHash('sha256').update(value).digest('hex').slice(0, 6)}`, value)
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    house = await openTraktHouse({}, { CUEMARK_LOG_LEVEL: 'trace' })
    house.flow()
    house.book.setRedirectUris([redirect()])
    trinity = house.book.addPerson('trinity')
    context = await openContext(browser)
    await house.administrator.signIn(context)
    page = await context.newPage()
    const cookies = await context.cookies()
    live = listen(house.url, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  })
  afterAll(async () => {
    live?.stop()
    await browser?.close()
    await house?.close()
  })

  /** Reads what went to Trakt since the last time. */
  const noteRequests = (): void => {
    for (const { body, headers } of house.book.requests) {
      const bearer = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1]
      if (bearer !== undefined) note({ name: 'an access token', value: bearer })
      if (!body.startsWith('{')) continue
      const told: unknown = JSON.parse(body)
      for (const name of [
        'refresh_token',
        'token',
        'code',
        'code_verifier',
        'client_secret',
        'device_code',
      ]) {
        const value = isField(told, name)
        if (value !== null) note({ name: `a ${name} of Trakt`, value })
      }
    }
  }

  it('signs in at Trakt by device code and by PKCE, renews, and reads Stremio', async () => {
    const { administrator, book, stremio } = house
    await house.linkTrakt(administrator, trinity)
    noteRequests()
    book.clearRequests()
    const begun = await house.during(
      administrator.call<SignInView>('POST', '/sign-ins', {
        service: 'trakt',
        method: 'code',
        origin: house.url,
      }),
    )
    const back = new URL(book.decide(begun.openUrl ?? '', trinity, 'approve') ?? '')
    const [code = '', state = ''] = ['code', 'state'].map((name) => back.searchParams.get(name) ?? '')
    note({ name: 'the code that came back', value: code })
    await house.during(administrator.call('POST', '/sign-ins/finish', { code, state }))
    const link = await house.during(
      administrator.call<SignInView>('POST', '/sign-ins', { service: 'stremio', method: 'device' }),
    )
    const mouse = stremio.addAccount('mouse')
    stremio.approve(link.userCode ?? '', mouse)
    const read = () => administrator.call<SignInView>('GET', `/sign-ins/${link.id}`)
    await house.until(async () => (await read()).state === 'done')
    note({ name: 'the session of Stremio', value: mouse.authKey })
    await house.letTimePass(6 * dayMs, 60 * minuteMs)
    await house.until(async () => book.refreshes > 0)
    noteRequests()
    expect([...secrets.keys()].map((name) => name.replace(/ \w+$/, ''))).toEqual(
      expect.arrayContaining([
        'an access token',
        'a refresh_token of Trakt',
        'a code of Trakt',
        'a code_verifier of Trakt',
        'the session of Stremio',
      ]),
    )
  })

  it('makes a person and one source of every kind, and plays', async () => {
    const { administrator } = house
    const link = await administrator.call<PasswordLink>('POST', '/people', { name: 'Mouse' })
    const token = link.path.split('#')[1] ?? ''
    note({ name: 'the token of a password link', value: token })
    const password = 'popcorn before the newsreel'
    note({ name: 'the password of a member', value: password })
    await (await visit(house.url)).enter('/password-link/use', { token, password })
    const unused = await administrator.call<PasswordLink>('POST', '/people', { name: 'Tank' })
    note({ name: 'the token of an unused link', value: unused.path.split('#')[1] ?? '' })
    for (const kind of kinds) {
      const made = await house.addSource(administrator, kind)
      const renewed = await administrator.call<SourceAddress>('POST', `/sources/${made.source.id}/renew`)
      for (const address of [made.address, renewed]) {
        const parts = (address.path ?? '').split('/').filter((part) => part.length >= 20)
        for (const value of [...parts, address.token ?? '']) note({ name: `the token of ${kind}`, value })
      }
      if (renewed.token !== null) await sendByToken(renewed.token)
    }
    const jellyfin = await addJellyfin(house, administrator, neo, matrix)
    await jellyfin.stop(matrix, neo, 100)
    await fetch(`${house.url}/hooks/${'n'.repeat(43)}`, { method: 'POST', body: '{}' })
    house.book.disconnect(trinity)
    await house.letTimePass(30 * minuteMs, minuteMs)
    expect([...secrets.keys()].filter((name) => name.startsWith('the token of')).length).toBeGreaterThan(14)
  })

  async function sendByToken(token: string): Promise<void> {
    const event = { id: 'one', event: 'watched', title: { type: 'movie', ids: { imdb: 'tt1375666' } } }
    for (const bearer of [token, `${token}x`]) {
      const answer = await fetch(`${house.url}${apiPrefix}/plays`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify(event),
      })
      expect(answer.status).toBe(bearer === token ? 200 : 401)
    }
  }

  it('asks every question of the API, and opens every page', async () => {
    const { administrator } = house
    const idsOf = async (list: string) =>
      (await administrator.call<{ items: readonly { id: string }[] }>('GET', list)).items.map(({ id }) => id)
    const lists = ['/accounts', '/sign-ins', '/sources', '/plays', '/alerts', '/integrations', '/people']
    const asked = Object.values(routes).filter(({ method, answer }) => method === 'GET' && answer === 'json')
    for (const { path } of asked) {
      const list = lists.find((one) => path.startsWith(`${one}/:id`))
      const ids = path.includes(':id') ? (list === undefined ? [] : await idsOf(list)) : ['']
      for (const id of ids) {
        const answer = await administrator.send('GET', path.replace(':id', id))
        places.set(`GET ${path} of ${id}`, await answer.text())
      }
    }
    const paths = ['/', '/activity', '/accounts', '/accounts/trakt/sign-in', '/sources', '/people', '/alerts']
    for (const list of ['/accounts', '/sources', '/alerts']) {
      for (const id of await idsOf(list)) paths.push(`${list}/${id}`)
    }
    for (const id of await idsOf('/plays')) paths.push(`/activity/${id}`)
    for (const path of paths) {
      await page.goto(`${house.url}${path}`)
      await page.locator('main h1').waitFor()
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
      )
      places.set(`the page ${path}`, `${page.url()}\n${await page.content()}\n${kept}`)
    }
    expect(paths.length).toBeGreaterThan(15)
  })

  it('leaves none of them anywhere', async () => {
    for (const [file, content] of await filesOf(house.cuemark.dataFolder)) places.set(file, content)
    places.set('the live stream', live.heard())
    places.set('the log', house.cuemark.log())
    places.set(
      'the addresses asked at Trakt',
      house.book.requests.map(({ method, url }) => `${method} ${url}`).join('\n'),
    )
    expect(places.get('the log')?.split('\n').length).toBeGreaterThan(100)
    expect([...places.keys()].filter((place) => place.startsWith('GET ')).length).toBeGreaterThan(20)
    expect(secrets.size).toBeGreaterThan(25)
    // The search itself finds what is kept in the open, also in what is told live.
    const found = findIn(places, new Map([['a title', 'The Matrix']]))
    expect(found.some((place) => place.includes('in the live stream'))).toBe(true)
    expect(found.length).toBeGreaterThan(5)
    expect(findIn(places, secrets)).toEqual([])
  })
})
