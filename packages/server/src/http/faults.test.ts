import { problemSchema, type Problem } from '@cuemark/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../app/use-cases.ts'
import { openStage, rawRequest, type Stage, type Visitor } from './testing/stage.ts'

const problemFrom = async (answer: Response): Promise<Problem> => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await answer.json())
  expect(problem.status).toBe(answer.status)
  return problem
}

let stage: Stage
let visitor: Visitor
beforeEach(async () => {
  stage = await openStage()
  visitor = await stage.signedIn('administrator')
})
afterEach(() => stage.close())

describe('a problem document', () => {
  it('names the fields that are not valid', async () => {
    const answer = await visitor.change('POST', '/api/v1/integrations', { service: 'napster', settings: 3 })
    const problem = await problemFrom(answer)
    expect(problem).toMatchObject({ code: 'invalid_input', status: 400 })
    expect(problem.fields?.map(({ field }) => field)).toEqual(['service', 'settings'])
  })

  it('names a query that is not valid', async () => {
    const problem = await problemFrom(await visitor.call('GET', '/api/v1/alerts?limit=1000'))
    expect(problem).toMatchObject({ code: 'invalid_input', fields: [{ field: 'limit' }] })
  })

  it.each([
    ['{"service":', 'invalid_input'],
    ['', 'invalid_input'],
    [JSON.stringify({ settings: { key: 'x'.repeat(300_000) } }), 'too_large'],
  ])('is given for a body that cannot be read', async (body, code) => {
    expect((await problemFrom(await visitor.change('POST', '/api/v1/integrations', body))).code).toBe(code)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is given for a form of type %s',
    async (type) => {
      const answer = await visitor.change('POST', '/api/v1/integrations', 'a=b', { 'content-type': type })
      expect((await problemFrom(answer)).code).toBe('unsupported_media_type')
    },
  )

  it.each(['/api/v1/nothing', '/api/v1/', '/api/v1/alerts/a1/nothing'])(
    'is given for the unknown address %s',
    async (path) => {
      expect((await problemFrom(await visitor.call('GET', path))).code).toBe('not_found')
    },
  )

  it('is given for an address that cannot be decoded', async () => {
    const { status, text } = await rawRequest(`${stage.url}/api/v1/alerts/%zz`, {})
    expect(status).toBe(400)
    expect(text).toContain('"code":"invalid_input"')
  })

  it('carries what a use case says', async () => {
    stage.app.fault = new AppError('stale', 'Somebody changed it.', [{ field: 'name', text: 'Changed.' }])
    const problem = await problemFrom(await visitor.call('GET', '/api/v1/integrations/i1'))
    expect(problem).toMatchObject({
      type: 'urn:cuemark:problem:stale',
      code: 'stale',
      status: 409,
      detail: 'Somebody changed it.',
      fields: [{ field: 'name', text: 'Changed.' }],
    })
  })

  it('hides a fault of ours behind an id that is in the log once', async () => {
    stage.app.fault = new Error('the inner workings')
    const problem = await problemFrom(await visitor.call('GET', '/api/v1/integrations/i1'))
    expect(problem).toMatchObject({ code: 'internal', status: 500 })
    expect(JSON.stringify(problem)).not.toContain('inner workings')
    const lines = stage.logged.filter((line) => line.includes('the inner workings'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(problem.id)
  })
})

describe('the log', () => {
  it('never holds cookies, bodies or queries', async () => {
    await visitor.call('GET', '/api/v1/alerts?cursor=sesame')
    await visitor.change('POST', '/api/v1/integrations', { service: 'tmdb', settings: { apiKey: 'sesame' } })
    const all = stage.logged.join('')
    expect(all).toContain('/api/v1/integrations')
    expect(all).not.toContain('sesame')
    expect(all).not.toContain(visitor.cookies.get('cuemark_session'))
  })
})

describe('foreign names', () => {
  it('refuses a request that names another host while only this machine can connect', async () => {
    const asked = await rawRequest(`${stage.url}/api/v1/session`, { headers: { host: 'rebound.example' } })
    expect(asked.status).toBe(403)
    expect(asked.text).toContain('"code":"not_allowed"')
    const forwarded = { host: 'rebound.example', 'x-forwarded-host': 'localhost' }
    expect((await rawRequest(`${stage.url}/api/v1/session`, { headers: forwarded })).status).toBe(403)
  })

  it.each(['localhost', '127.0.0.1', '[::1]'])('answers to %s', async (name) => {
    const headers = { host: `${name}:3524` }
    expect((await rawRequest(`${stage.url}/api/v1/session`, { headers })).status).toBe(200)
  })

  it('refuses a change from a page of another site', async () => {
    for (const origin of ['https://elsewhere.example', 'null', 'http://127.0.0.1:1']) {
      const answer = await visitor.change('POST', '/api/v1/alerts/a1/dismiss', undefined, { origin })
      expect((await problemFrom(answer)).code).toBe('not_allowed')
    }
    const own = await visitor.change('POST', '/api/v1/alerts/a1/dismiss', undefined, { origin: stage.url })
    expect(own.status).toBe(200)
  })

  it('asks for the set-up code where another name is allowed', async () => {
    const named = await openStage({ allowedHosts: ['cuemark.example'] })
    const headers = { host: 'cuemark.example' }
    const { status, text } = await rawRequest(`${named.url}/api/v1/session`, { headers })
    await named.close()
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ state: 'setup_needed', codeNeeded: true })
  })
})

describe('too many requests', () => {
  it('are refused for a while, and the health check is not', async () => {
    const busy = await openStage({ requestsPerMinute: 3 })
    const guest = busy.visitor()
    for (let count = 0; count < 3; count += 1) await guest.call('GET', '/api/v1/session')
    const refused = await guest.call('GET', '/api/v1/session')
    const health = await guest.call('GET', '/api/v1/health')
    await busy.close()
    expect((await problemFrom(refused)).retryAfterMs).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(health.status).toBe(200)
  })
})
