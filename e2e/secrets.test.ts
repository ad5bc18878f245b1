import { randomBytes, randomUUID } from 'node:crypto'
import { apiPrefix, type IntegrationView, type Problem, routes } from '@cuemark/contract'
import { manifests, type ServiceId } from '@cuemark/services'
import { simulations, type SimulatedService, tmdbCredentials } from '@cuemark/testkit'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { echoes, type EchoingFront, startEchoingFront } from './echoing-front.ts'
import { filesOf, findIn, formsOf, listen } from './secret-search.ts'

/** What each person links for themselves is walked through in secrets-plays.test.ts. */
const services = Object.values(manifests)
  .filter(({ accountsOnly }) => accountsOnly !== true)
  .map((manifest) => manifest.id)
const secretFields = (service: ServiceId) =>
  manifests[service].fields.filter((field) => field.type === 'secret').map((field) => field.name)

/** Of the right shape, and never seen before. */
const randomKeys: Record<ServiceId, () => Record<string, string>> = {
  tmdb: () => ({ apiKey: randomBytes(16).toString('hex') }),
  omdb: () => ({ apiKey: randomBytes(4).toString('hex') }),
  trakt: () => ({ clientSecret: randomBytes(32).toString('hex') }),
  mdblist: () => ({ apiKey: randomBytes(13).toString('hex').slice(0, 25) }),
  seerr: () => ({ apiKey: Buffer.from(`1735689600000${randomUUID()}`).toString('base64') }),
  openai: () => ({ apiKey: `sk-proj-${randomBytes(60).toString('base64url')}` }),
  // Nothing is entered for it.
  stremio: () => ({}),
}

describe('secrets through a whole life', () => {
  let browser: Browser
  let context: BrowserContext
  let cuemark: RunningCuemark
  let administrator: Administrator
  const simulated = {} as Record<ServiceId, SimulatedService>
  const fronts = {} as Record<ServiceId, EchoingFront>
  let live: ReturnType<typeof listen>
  const integrations: IntegrationView[] = []
  /** Every secret that was used, by what it was. */
  const secrets = new Map<string, string>()
  /** Everything that was said, by where it was said. */
  const places = new Map<string, string>()

  const note = (service: ServiceId, what: string, settings: Readonly<Record<string, string>>) => {
    for (const name of secretFields(service)) {
      const value = settings[name]
      if (value !== undefined && value !== '') secrets.set(`${what} ${name} of ${service}`, value)
    }
    return settings
  }
  const settingsOf = (service: ServiceId) =>
    Object.fromEntries(
      Object.entries(simulated[service].goodSettings).map(([name, value]) => [
        name,
        value.replace(simulated[service].url, fronts[service].url),
      ]),
    )
  /** Calls the API and keeps what came back, a refusal too. */
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T | null> => {
    const place = `answer ${places.size} to ${method} ${path}`
    try {
      const text = await administrator.read(method, path, body)
      places.set(place, text)
      return text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as T) : null
    } catch (error) {
      places.set(place, String(error))
      return null
    }
  }
  const testSaved = async (id: string): Promise<void> => {
    places.set(`answer ${places.size} to a test`, await administrator.test(id))
  }

  beforeAll(async () => {
    for (const service of services) {
      simulated[service] = await simulations[service]()
      fronts[service] = await startEchoingFront(simulated[service])
    }
    browser = await launchBrowser()
    cuemark = await startCuemark({
      CUEMARK_LOG_LEVEL: 'trace',
      CUEMARK_TRAKT_API_URL: fronts.trakt.url,
      CUEMARK_TRAKT_AUTH_URL: fronts.trakt.url,
    })
    administrator = await makeAdministrator(cuemark.url)
    secrets.set('the password', administrator.password)
    context = await openContext(browser)
    await administrator.signIn(context)
    const cookies = await context.cookies()
    live = listen(cuemark.url, cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; '))
    for (const cookie of cookies)
      if (/session/i.test(cookie.name)) secrets.set(`the cookie ${cookie.name}`, cookie.value)
    context.on('response', (response) => {
      // The live stream never ends; what it says is read on its own.
      if (!response.url().includes(apiPrefix) || response.url().endsWith('/live')) return
      response.text().then(
        (text) => places.set(`answer ${places.size} to the page's ${response.url()}`, text),
        () => undefined,
      )
    })
  })
  afterAll(async () => {
    live?.stop()
    await browser?.close()
    await cuemark?.stop()
    for (const service of services) {
      await fronts[service]?.close()
      await simulated[service]?.close()
    }
  })

  it('connects every service', async () => {
    for (const service of services) {
      const settings = note(service, 'the good', settingsOf(service))
      integrations.push(await administrator.connect(service, settings))
    }
    secrets.set('the token of tmdb', tmdbCredentials.goodToken)
    const page = await context.newPage()
    await page.goto(`${cuemark.url}/integrations/connect/tmdb`)
    await page.getByLabel('API key (optional)').fill(tmdbCredentials.goodToken)
    await page.getByText('Advanced', { exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('TMDb by token')
    await page.getByLabel('Base address (optional)').fill(fronts.tmdb.url)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('TMDb by token is connected.').waitFor()
    places.set('the page after connecting', await page.content())
    await page.close()
    expect(secrets.size).toBeGreaterThanOrEqual(9)
    expect([...secrets.keys()].some((name) => name.startsWith('the cookie'))).toBe(true)
  })

  it('tries wrong keys: unsaved, refused, and saved on purpose', async () => {
    for (const service of services) {
      const wrong = () => ({ ...settingsOf(service), ...randomKeys[service]() })
      await call('POST', '/integrations/test', { service, settings: note(service, 'an untested', wrong()) })
      await call('POST', '/integrations', { service, settings: note(service, 'a refused', wrong()) })
      const saved = integrations.find((one) => one.service === service)
      const fresh = await call<IntegrationView>('GET', `/integrations/${saved?.id}`)
      const settings = note(service, 'a wrong saved', randomKeys[service]())
      const change = { settings, saveUntested: true, version: fresh?.version }
      expect(await call('PATCH', `/integrations/${saved?.id}`, change)).not.toBeNull()
    }
    const address = `http://operator:${randomUUID()}@${new URL(fronts.seerr.url).host}`
    secrets.set('the password in an address', new URL(address).password)
    const refused = await call('POST', '/integrations', {
      service: 'seerr',
      name: 'With a password in its address',
      settings: { ...settingsOf('seerr'), url: address },
      saveUntested: true,
    })
    expect(refused, 'an address is kept in the open, so it may hold no password').toBeNull()
  })

  it('fails in every way in which an answer can repeat what it was told', async () => {
    for (const echo of echoes) {
      for (const service of services) fronts[service].set(echo)
      await Promise.all(integrations.map((one) => testSaved(one.id)))
      for (const { id } of integrations) await call('GET', `/alerts?integrationId=${id}`)
    }
    for (const service of services) {
      const heard = fronts[service].echoed
      expect(heard.length).toBeGreaterThan(0)
      if (service === 'trakt') continue
      const wrong = secrets.get(`a wrong saved apiKey of ${service}`) ?? 'none'
      expect(heard.filter((told) => told.includes(wrong))).not.toEqual([])
    }
  })

  it('heals with new keys', async () => {
    for (const service of services) {
      fronts[service].set('pass')
      const saved = integrations.find((one) => one.service === service)
      const fresh = await call<IntegrationView>('GET', `/integrations/${saved?.id}`)
      await call('PATCH', `/integrations/${saved?.id}`, {
        settings: settingsOf(service),
        saveUntested: true,
        version: fresh?.version,
      })
      await testSaved(saved?.id ?? '')
      const mended = await call<IntegrationView>('GET', `/integrations/${saved?.id}`)
      expect([service, mended?.state]).toEqual([service, 'connected'])
    }
    const again = await call<Problem>('POST', '/session', {
      name: administrator.name,
      password: 'a wrong guess 83215',
    })
    expect(again, 'a wrong password is refused').toBeNull()
    secrets.set('a wrong password', 'a wrong guess 83215')
  })

  it('answers every question of the API', async () => {
    const alerts = await Promise.all(
      ['open', 'snoozed', 'history'].map((view) =>
        call<{ items: { id: string }[] }>('GET', `/alerts?view=${view}&limit=200`),
      ),
    )
    const alertIds = alerts.flatMap((page) => page?.items.map((alert) => alert.id) ?? [])
    expect(alertIds.length).toBeGreaterThan(5)
    const asked = Object.values(routes).filter((route) => route.method === 'GET' && route.answer === 'json')
    // Nobody is signed in to Trakt here, so its search tells only that.
    await call('GET', '/titles?query=matrix')
    for (const { path } of asked.filter((route) => route !== routes.searchTitles)) {
      const ids = !path.includes(':id')
        ? ['']
        : path.startsWith('/alerts')
          ? alertIds
          : path.startsWith('/integrations')
            ? integrations.map(({ id }) => id)
            : []
      for (const id of ids) expect([path, await call('GET', path.replace(':id', id))]).not.toContain(null)
    }
    expect(await call('GET', '/openapi.json')).not.toBeNull()
    const stranger = await fetch(`${cuemark.url}${apiPrefix}/overview`)
    places.set('what a stranger gets', await stranger.text())
  })

  it('opens every page, with everything unfolded', async () => {
    const { items } = await administrator.call<{ items: { id: string }[] }>(
      'GET',
      '/alerts?view=history&limit=200',
    )
    const paths = [
      '/',
      '/integrations',
      '/integrations/connect',
      '/integrations/connect/tmdb',
      ...integrations.map(({ id }) => `/integrations/${id}`),
      '/alerts',
      '/alerts?view=snoozed',
      '/alerts?view=history',
      ...items.slice(0, 8).map(({ id }) => `/alerts/${id}`),
      '/doctor',
      '/account',
    ]
    const page = await context.newPage()
    for (const path of paths) {
      await page.goto(`${cuemark.url}${path}`)
      await page.locator('main h1').waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      for (const summary of await page.locator('main summary').all()) await summary.click()
      const values = await page
        .locator('input, textarea')
        .evaluateAll((fields) =>
          fields
            .map((field) => (field instanceof HTMLInputElement ? field.value : field.textContent))
            .join('\n'),
        )
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
      )
      expect(values).not.toContain(administrator.password)
      places.set(`the page ${path}`, `${await page.content()}\n${values}\n${kept}`)
    }
    await page.close()
  })

  it('leaves no secret anywhere', async () => {
    for (const [file, content] of await filesOf(cuemark.dataFolder)) places.set(file, content)
    places.set('the log', cuemark.output())
    places.set('the live stream', live.heard())
    expect(live.heard()).toContain('TMDb by token')
    // The search itself finds what is there: names and hints are kept in the open.
    const files = [...places].filter(([place]) => /\.(?:sqlite|db)/.test(place))
    expect(files.some(([, content]) => content.includes('TMDb by token'))).toBe(true)
    expect(places.get('the log')?.split('\n').length).toBeGreaterThan(20)
    expect(
      findIn(places, new Map([['an echo', 'user-agent: ']])).length,
      'echoes are kept as evidence',
    ).toBeGreaterThan(5)
    const [known = ''] = formsOf('a secret that lies there').slice(-1)
    expect(
      findIn(new Map([['here', `xx${known}xx`]]), new Map([['it', 'a secret that lies there']])),
    ).toHaveLength(1)
    expect(findIn(places, secrets)).toEqual([])
  })
})
