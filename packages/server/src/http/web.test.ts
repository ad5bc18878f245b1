import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './testing/stage.ts'

let stage: Stage
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Cuemark</title>')
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'start()')
  writeFileSync(join(folder, 'assets', 'main-1a2b.js.br'), brotliCompressSync('start()'))
  stage = await openStage({ webRoot: folder })
})
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true })
})
const get = (path: string): Promise<Response> => stage.visitor().call('GET', path)

describe('the pages', () => {
  it.each(['/', '/alerts', '/integrations/0199-abc?tab=checks'])('%s is the app', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<title>Cuemark</title>')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  it('keep what has a hash in its name', async () => {
    const answer = await get('/assets/main-1a2b.js')
    expect(await answer.text()).toBe('start()')
    expect(answer.headers.get('cache-control')).toContain('immutable')
  })

  it('are sent compressed where that is built and wanted', async () => {
    const answer = await stage
      .visitor()
      .call('GET', '/assets/main-1a2b.js', { headers: { 'accept-encoding': 'br' } })
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toBe('start()')
  })

  it.each(['/assets/main-old.js', '/favicon.png', '/..%2f..%2fetc%2fpasswd.txt'])(
    '%s is not there',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('Cuemark</title>')
    },
  )

  it('allow no script but their own, and no frame around them', async () => {
    const { headers } = await get('/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('script-src')
    expect(policy).not.toMatch(/(?:default|script)-src[^;]*unsafe/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('say how to build them when they are missing', async () => {
    const bare = await openStage({ webRoot: join(folder, 'nowhere') })
    const answer = await bare.visitor().call('GET', '/alerts')
    await bare.close()
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm run build')
  })
})
