import { createServer } from 'node:http'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clients, type TestResult } from '@cuemark/services'
import { authority } from '../certificates.ts'
import { startSeerr } from '../seerr.ts'
import type { SimulatedService, SimulationOptions } from '../service.ts'
import { directHttp } from './direct-http.ts'

/** Addresses as people type them, at a service they run themselves: each mistake is the address field's. */

beforeAll(() => {
  setDefaultCACertificates([...getCACertificates('default'), authority()])
})

const running: SimulatedService[] = []
const start = async (options?: SimulationOptions): Promise<SimulatedService> => {
  const seerr = await startSeerr(options)
  running.push(seerr)
  return seerr
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((seerr) => seerr.close()))
})

const testAt = (seerr: SimulatedService, url: string): Promise<TestResult> =>
  clients.seerr.test(
    {
      http: directHttp({ service: 'seerr', timeoutMs: 20_000, maxBodyBytes: 100_000 }),
      hosts: { traktApiUrl: '', traktAuthUrl: '', stremioApiUrl: '', stremioLinkUrl: '' },
      now: () => performance.now(),
      onStep: () => undefined,
    },
    { ...seerr.goodSettings, url },
  )

const closedPort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const configuration = { ok: false, field: 'url', diagnosis: { kind: 'configuration' } }

describe('a typed address', () => {
  it('with a port where nothing listens', async () => {
    const result = await testAt(await start(), `http://127.0.0.1:${await closedPort()}`)
    expect(result).toMatchObject(configuration)
    expect(result.steps.find((step) => step.state === 'failed')?.id).toBe('port')
  })

  it('with a base path that is not there', async () => {
    const seerr = await start()
    expect(await testAt(seerr, `${seerr.url}/movies`)).toMatchObject(configuration)
  })

  it('with https where only http is spoken', async () => {
    const seerr = await start()
    const result = await testAt(seerr, seerr.url.replace('http:', 'https:'))
    expect(result).toMatchObject(configuration)
    expect(result.steps.find((step) => step.state === 'failed')?.id).toBe('tls')
  })

  it('with http where only https is spoken', async () => {
    const seerr = await start({ tls: 'trusted' })
    const result = await testAt(seerr, seerr.url.replace('https:', 'http:'))
    expect(result.ok).toBe(false)
    expect(result.diagnosis?.kind).toBeOneOf(['configuration', 'network'])
    expect(result.field).toBe('url')
  })

  it('with the whole address of the page from the browser bar', async () => {
    const seerr = await start()
    expect(await testAt(seerr, `${seerr.url}/settings/main`)).toMatchObject({ ok: true })
  })

  it('behind a certificate that is trusted', async () => {
    const seerr = await start({ tls: 'trusted' })
    const result = await testAt(seerr, seerr.url)
    expect(result).toMatchObject({ ok: true })
    expect(result.steps.find((step) => step.id === 'tls')?.state).toBe('passed')
  })

  it.each(['self_signed', 'expired', 'wrong_name'] as const)(
    'behind a certificate that is %s',
    async (tls) => {
      const seerr = await start({ tls })
      const result = await testAt(seerr, seerr.url)
      expect(result).toMatchObject(configuration)
      expect(result.steps.find((step) => step.state === 'failed')?.id).toBe('tls')
    },
  )
})
