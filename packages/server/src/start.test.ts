import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSeerr } from '@cuemark/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rawRequest } from './http/testing/stage.ts'
import { type RunningServer, startServer } from './start.ts'
import { visit } from './testing/visitor.ts'
import { password, testSaved } from './testing/whole-server.ts'

let folder: string
const running: RunningServer[] = []
let logged: string[] = []

const start = async (env: Record<string, string> = {}): Promise<RunningServer> => {
  const server = await startServer({
    env: { CUEMARK_DATA: join(folder, 'data'), CUEMARK_PORT: '0', CUEMARK_LOG_LEVEL: 'debug', ...env },
    log: (line) => void logged.push(line),
  })
  running.push(server)
  return server
}
const stopAll = async (): Promise<void> => {
  for (const server of running.splice(0)) await server.close()
}

async function openLive(url: string, cookies: ReadonlyMap<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${url}/api/v1/live`, { headers: { cookie } })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    until: async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) {
        const part = await reader?.read()
        if (part === undefined || part.done) throw new Error(`The stream ended without ${wanted}.`)
        text += part.value
      }
      return text
    },
    leave: () => reader?.cancel(),
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-start-'))
  logged = []
})
afterEach(async () => {
  await stopAll()
  rmSync(folder, { recursive: true, force: true })
})

describe('a whole server', () => {
  it('keeps people, sessions and integrations over a restart', async () => {
    const first = await start()
    expect(first.setupCode).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/)
    const { client, cookies } = visit(first.url)
    await client.setUp({ body: { name: 'Ada', password } })
    const saved = await client.createIntegration({
      body: { service: 'tmdb', settings: {}, saveUntested: true },
    })
    await stopAll()

    const second = await start()
    expect(second.setupCode).toBeNull()
    const again = visit(second.url)
    for (const [name, value] of cookies) again.cookies.set(name, value)
    expect(await again.client.session()).toMatchObject({ state: 'signed_in', person: { name: 'Ada' } })
    const list = await again.client.listIntegrations()
    expect(list.items.map(({ id }) => id)).toEqual([saved.integration.id])
  })

  it('tells of a revoked key once, while it happens, and takes it back when the key works again', async () => {
    const seerr = await startSeerr()
    const server = await start()
    const { client, cookies } = visit(server.url)
    await client.setUp({ body: { name: 'Ada', password } })
    const { goodSettings } = seerr
    const steps: string[] = []
    for await (const line of client.testSettings({ body: { service: 'seerr', settings: goodSettings } })) {
      steps.push(line.type)
    }
    expect(steps.at(-1)).toBe('result')
    expect(steps.length).toBeGreaterThan(1)
    const saved = await client.createIntegration({ body: { service: 'seerr', settings: goodSettings } })
    const { id } = saved.integration
    expect(saved.test?.ok).toBe(true)

    const live = await openLive(server.url, cookies)
    seerr.set('revoked')
    const told = live.until('"state":"open"')
    for (let tries = 0; tries < 3; tries += 1) await testSaved(client, id)
    expect(await told).toContain('event: alert')
    const open = await client.listAlerts()
    expect(open.items).toMatchObject([
      { integrationId: id, service: 'seerr', kind: 'authentication', state: 'open' },
    ])

    seerr.set('healthy')
    const mended = live.until('"state":"recovered"')
    expect((await testSaved(client, id)).ok).toBe(true)
    expect(await mended).toContain('event: alert')
    expect((await client.listAlerts()).items).toEqual([])
    await live.leave()
    await seerr.close()
  })

  it('answers under the names that its settings allow, and believes the proxies they name', async () => {
    const server = await start({
      CUEMARK_ALLOWED_HOSTS: 'cuemark.example',
      CUEMARK_TRUSTED_PROXIES: '127.0.0.1',
    })
    const ask = (host: string) =>
      rawRequest(`${server.url}/api/v1/session`, { headers: { host, 'x-forwarded-proto': 'https' } })
    const good = await ask('cuemark.example')
    expect(good.status).toBe(200)
    expect(good.cookies.join()).toContain('; Secure')
    expect((await ask('other.example')).status).toBe(403)
  })

  it('refuses a page marker that it has not given', async () => {
    const server = await start()
    const { client } = visit(server.url)
    await client.setUp({ body: { name: 'Ada', password } })
    await expect(client.listAlerts({ query: { cursor: 'made-up' } })).rejects.toMatchObject({
      problem: { code: 'invalid_input', fields: [{ field: 'cursor' }] },
    })
  })

  it('keeps password, cookie and set-up code out of the log and the database', async () => {
    const server = await start()
    const { client, cookies } = visit(server.url)
    await client.setUp({ body: { name: 'Ada', password } })
    await client.signOut()
    await client.signIn({ body: { name: 'Ada', password } })
    await stopAll()
    const stored = readdirSync(join(folder, 'data')).map((name) =>
      readFileSync(join(folder, 'data', name), 'latin1'),
    )
    const all = [...stored, ...logged].join('\n')
    expect(all).toContain('argon2id')
    for (const secret of [password, cookies.get('cuemark_session') ?? '?', server.setupCode ?? '?']) {
      expect(all).not.toContain(secret)
    }
  })
})

describe('a server that cannot start says why and what to do', () => {
  it('names all faults of the environment at once', async () => {
    await expect(start({ CUEMARK_PORT: 'http', CUEMARK_LOG_LEVEL: 'loud' })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/CUEMARK_PORT: .+\nCUEMARK_LOG_LEVEL: .+/),
    })
  })

  it('when the port is taken, and leaves nothing open', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    await expect(start({ CUEMARK_PORT: port })).rejects.toMatchObject({
      name: 'StartError',
      message: `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or set CUEMARK_PORT to a free port.`,
    })
    other.close()
    await once(other, 'close')
    expect((await start({ CUEMARK_PORT: port })).url).toBe(`http://127.0.0.1:${port}`)
  })

  it('when the data folder is a file', async () => {
    writeFileSync(join(folder, 'data'), '')
    await expect(start()).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('CUEMARK_DATA'),
    })
  })

  it('when another Cuemark runs on the data folder', async () => {
    await start()
    await expect(start()).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('Another Cuemark is running'),
    })
  })

  it('when the key is another one', async () => {
    await start()
    await stopAll()
    const wrong = { CUEMARK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }
    await expect(start(wrong)).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('another key'),
    })
    await start()
  })

  it('when the host is not of this machine', async () => {
    await expect(start({ CUEMARK_HOST: '192.0.2.1' })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('CUEMARK_HOST'),
    })
  })
})
