import type { IntegrationView, TestResultView } from '@cuemark/contract'
import { startOpenai, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn, cardOf, cueMark, wellMark } from './alert-pages.ts'
import { launchBrowser } from './browser.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass } from './passing-time.ts'
import { openAs, picturesOf } from './reading.ts'

const noCredit = 'OpenAI: no credit left'
const tooFast = 'OpenAI: too many requests or words a minute'
const minuteMs = 60_000

describe('OpenAI without credit, and OpenAI in a hurry', () => {
  let browser: Browser
  let cuemark: MovableCuemark
  let openai: SimulatedService
  let owner: Administrator
  let integration: IntegrationView
  let alerts: Page

  /** A real generation, as work does it. */
  const generate = (): Promise<TestResultView> =>
    owner.call<TestResultView>('POST', `/integrations/${integration.id}/prove`)

  beforeAll(async () => {
    browser = await launchBrowser()
    openai = await startOpenai()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
    integration = await owner.connect('openai', openai.goodSettings)
    alerts = await openAs(browser, owner, `${cuemark.url}/alerts`)
    await cueMark(alerts, wellMark).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await cuemark.stop()
    await openai.close()
  })

  it('says that the credit is used up, and sends to the billing page, not to the key', async () => {
    openai.set('credit_exhausted')
    expect((await generate()).ok).toBe(false)
    const card = cardOf(alerts, noCredit)
    await card.waitFor()
    await card.getByText('Warning', { exact: true }).waitFor()
    await card.getByRole('link', { name: /^platform\.openai\.com/ }).waitFor()
    expect(await card.getByRole('link', { name: 'Replace key' }).count()).toBe(0)
    // Offered at once: the ordinary test could never show that there is money again.
    await card.getByRole('button', { name: 'Run the full proof' }).waitFor()
    expect(await card.getByText(/^Works again/).count()).toBe(0)
    expect((await alertsIn(owner, 'open')).map(({ kind }) => kind)).toEqual(['quota'])
    expect(await picturesOf(alerts, '16-openai-no-credit')).toEqual([])
  })

  it('is not cleared by the look-up of the model, which needs no money', async () => {
    const card = cardOf(alerts, noCredit)
    await card.getByRole('button', { name: 'Test now' }).click()
    await card.getByText('The test passed, but it does not prove').waitFor()
    await pass(cuemark, 30 * minuteMs, minuteMs)
    expect((await alertsIn(owner, 'open')).map(({ title }) => title)).toEqual([noCredit])
    expect(await picturesOf(alerts, '16-openai-test-proves-nothing')).toEqual([])
  })

  it('is cleared by the full proof, and only when that succeeds', async () => {
    const card = cardOf(alerts, noCredit)
    await card.getByRole('button', { name: 'Run the full proof' }).click()
    await card.getByText(/^That did not work\./).waitFor()
    expect(await picturesOf(alerts, '16-openai-proof-refused')).toEqual([])
    openai.set('healthy')
    await card.getByRole('button', { name: 'Run the full proof' }).click()
    await card.waitFor({ state: 'detached' })
    await cueMark(alerts, wellMark).waitFor({ timeout: 5000 })
  })

  it('in a hurry is another alert, which names the moment and heals by itself', async () => {
    openai.set('rate_limit_retry_after')
    await owner.test(integration.id)
    const card = cardOf(alerts, tooFast)
    await card.waitFor()
    await card.getByText(/^Works again/).waitFor()
    expect(await card.getByText('(a guess)').count()).toBe(0)
    const [alert] = await alertsIn(owner, 'open')
    expect(alert?.kind).toBe('rate_limit')
    expect((alert?.usableAgainAt ?? 0) - cuemark.clock.now()).toBe(17_000)
    expect(alert?.explanation).toContain('The credit is not concerned.')
    await alerts.clock.setFixedTime(cuemark.clock.now())
    await alerts.reload()
    await card.getByText(/^Works again/).waitFor()
    expect(await picturesOf(alerts, '16-openai-hurry')).toEqual([])
    openai.set('healthy')
    await pass(cuemark, 2 * minuteMs)
    await card.waitFor({ state: 'detached', timeout: 5000 })
    await cueMark(alerts, wellMark).waitFor({ timeout: 5000 })
  })
})
