import { createServer } from 'node:net'
import { authorityPath, seerrCredentials, simulations, type SimulatedService } from '@cuemark/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { launchBrowser } from './browser.ts'
import { type RunningCuemark, startCuemark } from './cuemark.ts'
import { errorAt, openAs, picturesOf } from './reading.ts'

/** A port on which nothing listens: taken once, and given back. */
async function silentPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('The server had no port.')
  return address.port
}

describe('a Seerr that cannot be connected', () => {
  let browser: Browser
  let cuemark: RunningCuemark
  let administrator: Administrator
  let page: Page
  const started: SimulatedService[] = []
  const start = async (tls: 'none' | 'self_signed' | 'expired' | 'wrong_name' = 'none') => {
    const service = await simulations.seerr({ tls })
    started.push(service)
    return service
  }
  /** What stood at the address field for each fault, to be told apart. */
  const texts = new Map<string, string>()

  beforeAll(async () => {
    browser = await launchBrowser()
    cuemark = await startCuemark({ NODE_EXTRA_CA_CERTS: authorityPath })
    administrator = await makeAdministrator(cuemark.url)
    page = await openAs(browser, administrator, `${cuemark.url}/integrations/connect/seerr`)
  })
  afterAll(async () => {
    await browser?.close()
    await cuemark?.stop()
    await Promise.all(started.map((service) => service.close()))
  })

  const address = () => page.getByLabel('Address', { exact: true })
  const key = () => page.getByLabel('API key', { exact: true })

  async function test(url: string, apiKey: string = seerrCredentials.goodKey): Promise<void> {
    await address().fill(url)
    await key().fill(apiKey)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText('The test failed.').waitFor()
  }

  /** The fault stands at the address and nowhere else, with what to do below; what was typed is still there. */
  async function faultAtAddress(name: string, url: string): Promise<string> {
    await test(url)
    const told = await errorAt(address())
    expect(await errorAt(key()), 'the key is not blamed').toBe('')
    expect(await address().inputValue()).toBe(url)
    expect(await key().inputValue()).toBe(seerrCredentials.goodKey)
    const steps = page.getByRole('region', { name: 'Test' })
    expect(await steps.getByText('Failed', { exact: true }).count()).toBe(1)
    expect(await steps.getByText('Not run', { exact: true }).count()).toBeGreaterThan(0)
    texts.set(name, told)
    expect(await picturesOf(page, `04-seerr-${name}`)).toEqual([])
    return told
  }

  it('names a login page that answers 200 in place of Seerr', async () => {
    const seerr = await start()
    seerr.set('html_login')
    expect(await faultAtAddress('login-page', seerr.url)).toMatch(/login|sign-in/i)
  })

  it('names a login portal that sends everybody elsewhere', async () => {
    const seerr = await start()
    seerr.set('login_redirect')
    expect(await faultAtAddress('login-redirect', seerr.url)).toMatch(
      /login|sign-in|redirect|elsewhere|another/i,
    )
    expect(seerr.requests.length, 'the key does not follow to another host').toBeGreaterThan(0)
  })

  it('names a port on which nothing listens', async () => {
    expect(await faultAtAddress('wrong-port', `http://127.0.0.1:${await silentPort()}`)).toMatch(
      /port|refused|nothing/i,
    )
  })

  it('names a missing base path, and passes with it', async () => {
    const seerr = await start()
    seerr.set('sub_path')
    expect(await faultAtAddress('wrong-base-path', seerr.url)).toMatch(/path|address|not Seerr|no Seerr/i)
    await address().fill(`${seerr.url}/requests`)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText('The test passed.').waitFor()
    expect(await errorAt(address()), 'the old remark is gone').toBe('')
    expect(await picturesOf(page, '04-seerr-passed')).toEqual([])
  })

  it('names a surplus path that leads to the pages and not to the API', async () => {
    const seerr = await start()
    await test(`${seerr.url}/movies`)
    expect(await errorAt(address())).toMatch(/path|address|Seerr/)
  })

  it('names another program at this address', async () => {
    const seerr = await start()
    seerr.set('other_program')
    expect(await faultAtAddress('other-program', seerr.url)).toMatch(/Seerr/)
  })

  it('names a certificate that nobody vouches for', async () => {
    const seerr = await start('self_signed')
    expect(await faultAtAddress('self-signed', seerr.url)).toMatch(/certificate/i)
  })

  it('names a certificate that has run out', async () => {
    const seerr = await start('expired')
    expect(await faultAtAddress('expired', seerr.url)).toMatch(
      /certificate.*(expired|ran out|run out)|expired/i,
    )
  })

  it('names a certificate of another name', async () => {
    const seerr = await start('wrong_name')
    expect(await faultAtAddress('wrong-name', seerr.url)).toMatch(/certificate|name/i)
  })

  it('names https spoken to a port that speaks http', async () => {
    const seerr = await start()
    expect(await faultAtAddress('no-tls', seerr.url.replace('http:', 'https:'))).toMatch(/http/i)
  })

  it('says something else for each fault that needs another remedy', () => {
    const own = [
      'login-page',
      'wrong-port',
      'wrong-base-path',
      'self-signed',
      'expired',
      'wrong-name',
      'no-tls',
    ]
    const told = own.map((name) => texts.get(name) ?? `${name} was not seen`)
    expect([...new Set(told)]).toEqual(told)
  })

  it('puts a wrong key at the key field, and leaves the address alone', async () => {
    const seerr = await start()
    await test(seerr.url, seerrCredentials.badKey)
    expect(await errorAt(key())).toMatch(/key/i)
    expect(await errorAt(address())).toBe('')
    expect(await picturesOf(page, '04-seerr-wrong-key')).toEqual([])
  })
})
