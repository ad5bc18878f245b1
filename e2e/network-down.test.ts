import type { IntegrationView } from '@cuemark/contract'
import { simulations, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, countInNavigation, cueMark, wellMark } from './alert-pages.ts'
import { launchBrowser } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass, passUntil } from './passing-time.ts'
import { openAs, picturesOf } from './reading.ts'

const count = 200
const services = ['tmdb', 'mdblist', 'seerr', 'tmdb', 'openai'] as const
const minuteMs = 60_000
/** Many checks at once need their turns, and no time-out meanwhile. */
const slowlyMs = 100

describe('200 integrations when the way to all of them breaks', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let hosts: readonly SimulatedService[]
  let owner: Administrator
  let alerts: Page
  let overview: Page

  const integrations = async (): Promise<readonly IntegrationView[]> =>
    (await owner.call<{ integrations: readonly IntegrationView[] }>('GET', '/overview')).integrations
  const setAll = (scene: string): void => {
    for (const host of hosts) host.set(scene)
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    hosts = await Promise.all(services.map((service) => simulations[service]()))
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    for (let n = 0; n < count; n += 1) {
      const host = hosts[n % hosts.length]
      if (host !== undefined) await owner.connect(host.service, host.goodSettings, true)
    }
    await passUntil(
      cuemark,
      async () => (await integrations()).every(({ state }) => state === 'connected'),
      minuteMs,
      slowlyMs,
    )
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`)
    overview = await openAs(browser, owner, cuemark.url)
    for (const page of [alerts, overview]) await cueMark(page, wellMark).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await Promise.all(hosts.map((host) => host.close()))
  })

  it('are one alert, on the page and in the count', async () => {
    expect(await alertsIn(owner, 'history')).toEqual([])
    for (const host of hosts) host.clearRequests()
    setAll('connection_reset')
    for (const { id } of await integrations()) await owner.test(id)
    const open = await alertsIn(owner, 'open')
    expect(open.map(({ integrationId, kind }) => ({ integrationId, kind }))).toEqual([
      { integrationId: null, kind: 'network' },
    ])
    expect(open[0]?.affected.integrations).toBe(count)
    const card = alerts.getByRole('article')
    await card.getByText('200 integrations hang on it').waitFor({ timeout: 5000 })
    expect(await card.count()).toBe(1)
    await cueMark(alerts, '1 open alert, worst: Info').waitFor({ timeout: 5000 })
    await cueMark(overview, '1 open alert, worst: Info').waitFor({ timeout: 5000 })
    expect(await countInNavigation(overview).textContent()).toBe('1')
    for (const page of [alerts, overview]) {
      await page.clock.setFixedTime(cuemark.clock.now())
      await page.reload()
    }
    await card.getByText('200 integrations hang on it').waitFor()
    expect(await card.getByText('broken again').count()).toBe(0)
    expect(await picturesOf(alerts, '17-network-alerts')).toEqual([])
    await overview.getByRole('heading', { name: 'What needs you' }).waitFor()
    expect(await picturesOf(overview, '17-network-overview')).toEqual([])
  })

  it('stay one alert while it lasts', async () => {
    await pass(cuemark, 30 * minuteMs, 10_000)
    expect(await alertsIn(owner, 'open')).toHaveLength(1)
    expect(await alerts.getByRole('article').count()).toBe(1)
  })

  it('are none when the way is back, without anybody doing anything', async () => {
    setAll('healthy')
    await passUntil(cuemark, async () => (await alertsIn(owner, 'open')).length === 0, 40 * minuteMs)
    for (const page of [alerts, overview]) await cueMark(page, wellMark).waitFor({ timeout: 5000 })
    await passUntil(
      cuemark,
      async () => (await integrations()).every(({ state }) => state === 'connected'),
      minuteMs,
      slowlyMs,
    )
    expect(await alertsIn(owner, 'open')).toEqual([])
    await overview.reload()
    await overview.getByRole('heading', { name: 'All is well' }).waitFor()
    expect(await picturesOf(overview, '17-network-back')).toEqual([])
  })
})
