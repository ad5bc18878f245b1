import type { IntegrationView } from '@cuemark/contract'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, cueMark, wellMark } from './alert-pages.ts'
import { launchBrowser } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass } from './passing-time.ts'
import { openAs, picturesOf } from './reading.ts'

const title = 'TMDb: the key is not valid'
const oneError = '1 open alert, worst: Error'
const minuteMs = 60_000

describe('an alert that is snoozed', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let tmdb: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let alerts: Page

  const snooze = async (choice: string): Promise<void> => {
    const card = cardOf(alerts, title)
    await alerts.clock.setFixedTime(cuemark.clock.now())
    await card.getByRole('button', { name: 'Snooze', exact: true }).click()
    const choices = card.getByRole('group', { name: 'Snooze for' })
    await choices.getByRole('button', { name: '1 hour' }).waitFor()
    expect(await picturesOf(alerts, '15-snooze-choice')).toEqual([])
    await choices.getByRole('button', { name: choice }).click()
    await card.waitFor({ state: 'detached' })
    await cueMark(alerts, wellMark).waitFor({ timeout: 5000 })
  }
  const openView = (name: string): Promise<void> =>
    alerts.getByRole('navigation', { name: 'Which alerts' }).getByRole('link', { name, exact: true }).click()

  beforeAll(async () => {
    browser = await launchBrowser()
    tmdb = await startTmdb()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('tmdb', tmdb.goodSettings)
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`)
    tmdb.set('revoked')
    await owner.test(integration.id)
    await cardOf(alerts, title).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await tmdb.close()
  })

  it('is away for the hour, further failures included, and stands under Snoozed', async () => {
    await snooze('1 hour')
    await pass(cuemark, 58 * minuteMs, minuteMs)
    await owner.test(integration.id)
    expect(await alertsIn(owner, 'open')).toEqual([])
    await alerts.clock.setFixedTime(cuemark.clock.now())
    await alerts.reload()
    await openView('Snoozed')
    const card = cardOf(alerts, title)
    await card.getByText(/^Snoozed until/).waitFor()
    await card.getByText('Snoozed', { exact: true }).waitFor()
    expect(await cueMark(alerts, wellMark).isVisible()).toBe(true)
    expect(await picturesOf(alerts, '15-snoozed')).toEqual([])
  })

  it('comes back on the open page at its time', async () => {
    await openView('Open')
    await alerts.getByRole('heading', { name: 'No open alerts' }).waitFor()
    await pass(cuemark, 3 * minuteMs)
    const card = cardOf(alerts, title)
    await card.waitFor({ timeout: 5000 })
    await cueMark(alerts, oneError).waitFor({ timeout: 5000 })
    await alerts.clock.setFixedTime(cuemark.clock.now())
    await alerts.reload()
    await card.getByText('Evidence and history').click()
    await card.getByText('The snooze is over and the problem goes on.').waitFor()
    expect(await picturesOf(alerts, '15-snooze-over')).toEqual([])
  })

  it('can be brought back before its time', async () => {
    await snooze('Until it changes')
    await openView('Snoozed')
    const card = cardOf(alerts, title)
    await card.getByText('Snoozed until it changes').waitFor()
    await card.getByRole('button', { name: 'Bring back' }).click()
    await alerts.getByRole('heading', { name: 'Nothing is snoozed' }).waitFor()
    expect(await picturesOf(alerts, '15-snoozed-empty')).toEqual([])
    await openView('Open')
    await cardOf(alerts, title).waitFor()
    await cueMark(alerts, oneError).waitFor({ timeout: 5000 })
  })

  it('ends with the problem, too', async () => {
    await snooze('1 hour')
    tmdb.set('healthy')
    await owner.test(integration.id)
    expect(await alertsIn(owner, 'snoozed')).toEqual([])
    expect((await alertsIn(owner, 'history')).map(({ state }) => state)).toEqual(['recovered'])
    expect(await cueMark(alerts, wellMark).isVisible()).toBe(true)
  })
})
