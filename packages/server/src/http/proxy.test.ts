import { afterEach, describe, expect, it } from 'vitest'
import { openStage, rawRequest, type Stage } from './testing/stage.ts'
import type { HttpOptions } from './options.ts'

let stage: Stage | null = null
afterEach(async () => {
  await stage?.close()
  stage = null
})

interface Asked {
  readonly path?: string
  readonly method?: string
  readonly headers?: Record<string, string>
}

const ask = async (options: Partial<HttpOptions>, { path = '/api/v1/session', ...asked }: Asked) => {
  stage ??= await openStage(options)
  return rawRequest(`${stage.url}${path}`, asked)
}

describe('a proxy on this machine that passes the public name', () => {
  const options = { allowedHosts: ['cuemark.example', 'nas.example:8443'] }

  it.each(['cuemark.example', 'Cuemark.example:443', 'nas.example:8443', 'localhost'])(
    'is answered for %s',
    async (host) => {
      expect((await ask(options, { headers: { host } })).status).toBe(200)
    },
  )

  it.each(['nas.example', 'nas.example:80', 'cuemark.example.evil', 'evil-cuemark.example'])(
    'is refused for %s, and told which setting allows it',
    async (host) => {
      const { status, text } = await ask(options, { headers: { host } })
      expect(status).toBe(403)
      expect(text).toContain('CUEMARK_ALLOWED_HOSTS')
    },
  )

  it('may ask for changes from pages of that name, whatever name it calls us by', async () => {
    const from = (origin: string) =>
      ask(options, { method: 'POST', path: '/api/v1/alerts/a1/dismiss', headers: { origin } })
    // Past the check of names, a stranger is asked to sign in.
    expect((await from('https://cuemark.example')).status).toBe(401)
    const refused = await from('https://elsewhere.example')
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('CUEMARK_ALLOWED_HOSTS')
  })
})

describe('a proxy that forwards', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }
  const isSecure = async (trustedProxies: readonly string[]): Promise<boolean> =>
    (await ask({ trustedProxies }, { headers: forwarded })).cookies.some((line) => line.includes('; Secure'))

  it('is believed on this machine', async () => {
    expect(await isSecure(['loopback'])).toBe(true)
  })

  it('is believed within a network that was named', async () => {
    expect(await isSecure(['10.0.0.0/8', '127.0.0.0/8'])).toBe(true)
  })

  it('is not believed from anywhere else', async () => {
    expect(await isSecure(['10.0.0.0/8'])).toBe(false)
  })
})
