import { apiPrefix, type Problem, type Route, routes, sessionViewSchema } from '@cuemark/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiToken } from './testing/fake-plays.ts'
import { openStage, type Stage, type Visitor } from './testing/stage.ts'

const table: readonly (readonly [string, Route])[] = Object.entries(routes)
const addressOf = (route: Route): string => `${apiPrefix}${route.path.replaceAll(/:\w+/g, 'i1')}`
const problemFrom = async (answer: Response): Promise<Problem> => answer.json()

let stage: Stage
let administrator: Visitor
let member: Visitor
beforeAll(async () => {
  stage = await openStage()
  administrator = await stage.signedIn('administrator')
  member = await stage.signedIn('member')
})
afterAll(() => stage.close())

const guarded = table.filter(([, { access }]) => access === 'member' || access === 'administrator')
const byToken = table.filter(([, { access }]) => access === 'token')
const changing = table.filter(([, { method, access }]) => method !== 'GET' && access !== 'token')

describe('the route table, walked', () => {
  it('has routes of every kind of access', () => {
    expect(guarded.length).toBeGreaterThan(60)
    expect(changing.length).toBeGreaterThan(40)
    expect(byToken.length).toBeGreaterThan(0)
  })

  it.each(guarded)('%s refuses a stranger', async (_id, route) => {
    const answer = await stage.visitor().change(route.method, addressOf(route))
    expect(answer.status).toBe(401)
    expect((await problemFrom(answer)).code).toBe('not_signed_in')
  })

  it.each(guarded)('%s refuses a made-up cookie', async (_id, route) => {
    const stranger = stage.visitor()
    stranger.cookies.set('cuemark_session', 'A'.repeat(43))
    expect((await stranger.change(route.method, addressOf(route))).status).toBe(401)
  })

  it.each(table.filter(([, { access }]) => access === 'administrator'))(
    '%s refuses a member',
    async (_id, route) => {
      const answer = await member.change(route.method, addressOf(route))
      expect(answer.status).toBe(403)
      expect((await problemFrom(answer)).code).toBe('not_allowed')
    },
  )

  it.each(byToken)('%s takes nothing but the token of a source', async (_id, route) => {
    const tries: readonly Readonly<Record<string, string>>[] = [
      {},
      { authorization: 'Bearer made-up' },
      { authorization: `Basic ${apiToken}` },
    ]
    for (const headers of tries) {
      const answer = await administrator.change(route.method, addressOf(route), {}, headers)
      expect(answer.status).toBe(401)
      expect((await problemFrom(answer)).code).toBe('not_signed_in')
    }
    const right = { authorization: `Bearer ${apiToken}` }
    const answer = await stage.visitor().call(route.method, addressOf(route), { body: {}, headers: right })
    // Let in: what is refused now is the empty body.
    expect((await problemFrom(answer)).code).toBe('invalid_input')
  })

  it.each(changing)('%s refuses a change without its token', async (_id, route) => {
    const without = await administrator.call(route.method, addressOf(route))
    expect(without.status).toBe(403)
    expect((await problemFrom(without)).code).toBe('csrf_failed')
    const wrong = await administrator.call(route.method, addressOf(route), {
      headers: { 'x-csrf-token': 'B'.repeat(43) },
    })
    expect((await problemFrom(wrong)).code).toBe('csrf_failed')
  })

  it.each(changing)('%s refuses the token of another session', async (_id, route) => {
    const other: { csrfToken: string } = await (await member.call('GET', `${apiPrefix}/session`)).json()
    const answer = await administrator.call(route.method, addressOf(route), {
      headers: { 'x-csrf-token': other.csrfToken },
    })
    expect((await problemFrom(answer)).code).toBe('csrf_failed')
  })

  it.each(table)('%s is in the OpenAPI document', async (id, route) => {
    const document: { openapi: string; paths: Record<string, Record<string, { operationId: string }>> } =
      await (await stage.visitor().call('GET', `${apiPrefix}/openapi.json`)).json()
    expect(document.openapi).toBe('3.1.0')
    const path = `${apiPrefix}${route.path.replaceAll(/:(\w+)/g, '{$1}')}`
    expect(document.paths[path]?.[route.method.toLowerCase()]?.operationId).toBe(id)
  })
})

describe('the OpenAPI document', () => {
  it('refers to no shape that it does not hold, and holds those that many share once', async () => {
    const text = await (await stage.visitor().call('GET', `${apiPrefix}/openapi.json`)).text()
    const document: { components: { schemas: Record<string, unknown> } } = JSON.parse(text)
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name)
    expect(referred.length).toBeGreaterThan(20)
    for (const name of new Set(referred)) expect(document.components.schemas).toHaveProperty(name)
    expect(text.length).toBeLessThan(300_000)
  })
})

describe('what the routes answer', () => {
  const answers = table.filter(([, { method, answer }]) => method === 'GET' && answer === 'json')
  /** What a route cannot be asked without. */
  const needed: Readonly<Record<string, string>> = { searchTitles: '?query=matrix' }
  it.each(answers)('%s answers an administrator in the shape of the contract', async (id, route) => {
    const answer = await administrator.call('GET', `${addressOf(route)}${needed[id] ?? ''}`)
    expect(answer.status).toBe(200)
    expect(route.response?.safeParse(await answer.json()).success).toBe(true)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('tells a stranger who asks for the session nothing but that', async () => {
    const session = sessionViewSchema.parse(
      await (await stage.visitor().call('GET', `${apiPrefix}/session`)).json(),
    )
    expect(session).toMatchObject({ state: 'signed_out', codeNeeded: false, person: null })
  })

  it('asks for what is shown in the name of who asks', async () => {
    const overview: unknown = await (await member.call('GET', `${apiPrefix}/overview`)).json()
    expect(overview).toMatchObject({ integrations: [], alerts: [], openAlerts: 0, worst: null })
  })

  it('spares the body when nothing has changed', async () => {
    const first = await administrator.call('GET', `${apiPrefix}/alerts`)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"/)
    const second = await administrator.call('GET', `${apiPrefix}/alerts`, {
      headers: { 'if-none-match': tag },
    })
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
  })

  it('answers without content where there is none', async () => {
    const answer = await administrator.change('DELETE', `${apiPrefix}/integrations/i1`)
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe('')
  })

  it('says when the store does not answer', async () => {
    stage.app.wholesome = false
    const answer = await stage.visitor().call('GET', `${apiPrefix}/health`)
    stage.app.wholesome = true
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ status: 'store_unavailable' })
  })
})
