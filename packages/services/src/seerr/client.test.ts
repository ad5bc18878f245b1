import { describe, expect, it } from 'vitest'
import type { ServiceRequest } from '../client.ts'
import { seerrKey } from '../testing/credentials.ts'
import { hosts, scriptedHttp, testAgainst } from '../testing/scripted-http.ts'
import type { Answer } from '../testing/scripted-http.ts'
import { seerrClient } from './client.ts'

const settings = { url: 'https://media.example/seerr', apiKey: seerrKey }
const refusal: Answer = {
  status: 403,
  body: { status: 403, error: 'You do not have permission to access this endpoint' },
}
const status: Answer = {
  body: { version: '3.1.0', commitTag: 'local', updateAvailable: false, commitsBehind: 0 },
}
const owner: Answer = { body: { id: 1, displayName: 'Owner', permissions: 2 } }

interface Server {
  readonly status?: Answer
  readonly isSetUp?: boolean
  readonly isKeyRight?: boolean
  /** Users by number, besides the owner. */
  readonly users?: Readonly<Record<string, Answer>>
  readonly owner?: Answer
}

const server =
  ({ isSetUp = true, isKeyRight = true, users = {}, ...answers }: Server) =>
  ({ call, headers }: ServiceRequest): Answer => {
    if (call === 'status') return answers.status ?? status
    if (call === 'settings_public') return { body: { initialized: isSetUp } }
    if (!isSetUp || !isKeyRight || headers['x-api-key'] !== seerrKey) return refusal
    const user = headers['x-api-user']
    return user === undefined ? (answers.owner ?? owner) : (users[user] ?? refusal)
  }

describe('testing a Seerr connection', () => {
  it('ticks every step and tells version and user', async () => {
    const { result, story } = await testAgainst(seerrClient, settings, server({}))
    expect(story).toEqual([
      'resolve:passed',
      'port:passed',
      'tls:passed',
      'answer:passed',
      'key:passed',
      'rights:passed',
    ])
    expect(result).toMatchObject({
      ok: true,
      diagnosis: null,
      field: null,
      proved: ['reachable', 'credential', 'read'],
      facts: [
        { label: 'Version', value: '3.1.0' },
        { label: 'User', value: 'Owner' },
        { label: 'Rights', value: 'Administrator' },
      ],
    })
  })

  it('asks without the key first, keeps the sub-path, and names the key as a secret wherever it is sent', async () => {
    const { http } = await testAgainst(seerrClient, settings, server({}))
    expect(http.requests.map(({ url }) => url)).toEqual([
      'https://media.example/seerr/api/v1/status',
      'https://media.example/seerr/api/v1/auth/me',
    ])
    expect(http.requests.map(({ headers, secrets }) => [headers['x-api-key'], secrets])).toEqual([
      [undefined, []],
      [seerrKey, [seerrKey]],
    ])
  })

  it('looks nothing up for an address in numbers, and has no TLS step without TLS', async () => {
    const numbers = { ...settings, url: 'http://192.168.1.20:5055' }
    const { story } = await testAgainst(seerrClient, numbers, server({}))
    expect(story.slice(0, 3)).toEqual(['resolve:skipped', 'port:passed', 'answer:passed'])
  })

  it('settings that cannot work are not sent anywhere', async () => {
    const wrong = { ...settings, actingUser: 'anna' }
    const { result, story, http } = await testAgainst(seerrClient, wrong, server({}))
    expect(http.requests).toEqual([])
    expect([result.ok, result.field, story[0]]).toEqual([false, 'actingUser', 'settings:failed'])
  })

  it('a cut key is remarked on before anything is sent, and tried all the same', async () => {
    const cut = { ...settings, apiKey: seerrKey.slice(0, -2) }
    const { result, steps } = await testAgainst(seerrClient, cut, server({}))
    expect(steps[0]).toMatchObject({ id: 'settings', state: 'warning', field: 'apiKey' })
    expect([result.ok, result.field]).toEqual([false, 'apiKey'])
  })

  it.each([
    ['ENOTFOUND', ['resolve:failed', 'port:skipped', 'tls:skipped', 'answer:skipped']],
    ['ECONNREFUSED', ['resolve:passed', 'port:failed', 'tls:skipped', 'answer:skipped']],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', ['resolve:passed', 'port:passed', 'tls:failed', 'answer:skipped']],
    ['ERR_SSL_WRONG_VERSION_NUMBER', ['resolve:passed', 'port:passed', 'tls:failed', 'answer:skipped']],
    ['TimeoutError', ['resolve:passed', 'port:passed', 'tls:passed', 'answer:failed']],
    ['ECONNRESET', ['resolve:skipped', 'port:skipped', 'tls:skipped', 'answer:failed']],
  ])('%s fails the step it belongs to, against the address', async (transportCode, expected) => {
    const script = server({ status: { transportCode } })
    const { result, story } = await testAgainst(seerrClient, settings, script)
    expect(story.slice(0, 4)).toEqual(expected)
    expect([result.ok, result.field]).toEqual([false, 'url'])
    expect(result.diagnosis?.kind).not.toBe('authentication')
  })

  it.each([
    [
      'a login page',
      { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' },
    ],
    ['a redirect to the own login', { status: 307, headers: { location: '/login' } }],
    ['another program', { body: { version: '4.0.0', appName: 'Other' } }],
    ['an unknown path', { status: 404, body: { message: 'not found', errors: [{ path: '/x' }] } }],
    ['a server without that call', { status: 404, body: { error: 'no such thing' } }],
    ['a bare 404', { status: 404 }],
    ['broken JSON', { headers: { 'content-type': 'application/json' }, body: '{"version":"3.' }],
  ])('%s is not a Seerr, and the address is at fault', async (_, answer: Answer) => {
    const { result, story } = await testAgainst(seerrClient, settings, server({ status: answer }))
    expect(story).toContain('answer:failed')
    expect(result.field).toBe('url')
    expect(result.diagnosis?.kind).not.toBe('authentication')
  })
})

describe('what a plain 403 of Seerr means', () => {
  it('a wrong key', async () => {
    const { result, story } = await testAgainst(seerrClient, settings, server({ isKeyRight: false }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:failed', 'rights:skipped'])
    expect([result.diagnosis?.kind, result.field]).toEqual(['authentication', 'apiKey'])
  })

  it('a server that was never set up', async () => {
    const { result } = await testAgainst(seerrClient, settings, server({ isSetUp: false }))
    expect([result.diagnosis?.cause, result.field]).toEqual(['seerr.not_set_up', null])
  })

  it('an acting user that does not exist', async () => {
    const acting = { ...settings, actingUser: '7' }
    const { result, story } = await testAgainst(seerrClient, acting, server({}))
    expect(story.slice(4)).toEqual(['key:passed', 'user:failed', 'rights:skipped'])
    expect([result.diagnosis?.kind, result.field]).toEqual(['configuration', 'actingUser'])
  })

  it('a user without the right is a warning, because reading works', async () => {
    const acting = { ...settings, actingUser: '7' }
    const users = { 7: { body: { id: 7, displayName: 'Guest', permissions: 0 } } }
    const { result, story } = await testAgainst(seerrClient, acting, server({ users }))
    expect(story.slice(4)).toEqual(['key:passed', 'user:passed', 'rights:warning'])
    expect(result.ok).toBe(true)
  })

  it('is told apart in a background check as well, before it is recorded', async () => {
    const http = scriptedHttp('seerr', server({}))
    const outcome = await seerrClient.check({ http, hosts }, { ...settings, actingUser: '7' })
    expect(outcome).toMatchObject({ ok: false, diagnosis: { field: 'actingUser' } })
    const recorded = http.settlements.map(({ request, diagnosis }) => [
      request.call,
      diagnosis?.field ?? null,
    ])
    expect(recorded).toEqual([
      ['settings_public', null],
      ['auth_me', null],
      ['auth_me', 'actingUser'],
    ])
  })
})

describe('checking a Seerr in the background', () => {
  it('takes one request while it is well', async () => {
    const http = scriptedHttp('seerr', server({}))
    const outcome = await seerrClient.check({ http, hosts }, settings)
    expect(outcome).toMatchObject({ ok: true, value: { proved: ['reachable', 'credential', 'read'] } })
    expect(http.requests.map(({ call }) => call)).toEqual(['auth_me'])
  })

  it('an outage is never called a wrong key', async () => {
    const http = scriptedHttp('seerr', () => ({ status: 502, body: '<html>502 Bad Gateway</html>' }))
    const outcome = await seerrClient.check({ http, hosts }, settings)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { kind: 'outage' } })
  })

  it('has no write that is safe to try', () => {
    expect(seerrClient.proveWith('write')).toBeNull()
  })
})
