import { type Problem, sessionViewSchema, type SessionView } from '@cuemark/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { longestMs } from '../people/sessions.ts'
import { openStage, password, type Stage, type Visitor } from './testing/stage.ts'

const problemFrom = async (answer: Response): Promise<Problem> => answer.json()
const sessionFrom = async (answer: Response): Promise<SessionView> =>
  sessionViewSchema.parse(await answer.json())
const behindProxy = { 'x-forwarded-for': '203.0.113.7' }
const setUp = (visitor: Visitor, input: object = {}, headers = {}): Promise<Response> =>
  visitor.change('POST', '/api/v1/setup', { name: 'Ada', password, ...input }, headers)
const signIn = (visitor: Visitor, given: string, headers = {}): Promise<Response> =>
  visitor.change('POST', '/api/v1/session', { name: 'Ada', password: given }, headers)

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('the first administrator', () => {
  it('is made without a code on this machine, and is signed in at once', async () => {
    const visitor = stage.visitor()
    const before = await sessionFrom(await visitor.call('GET', '/api/v1/session'))
    expect(before).toMatchObject({ state: 'setup_needed', codeNeeded: false })
    const made = await sessionFrom(await setUp(visitor))
    expect(made).toMatchObject({ state: 'signed_in', person: { name: 'Ada', role: 'administrator' } })
    const after = await sessionFrom(await visitor.call('GET', '/api/v1/session'))
    expect(after).toEqual(made)
  })

  it('needs the code of the log from elsewhere', async () => {
    const visitor = stage.visitor()
    const seen = await sessionFrom(await visitor.call('GET', '/api/v1/session', { headers: behindProxy }))
    expect(seen.codeNeeded).toBe(true)
    const without = await problemFrom(await setUp(visitor, {}, behindProxy))
    expect(without).toMatchObject({ code: 'setup_code_wrong', fields: [{ field: 'code' }] })
    const wrong = await setUp(visitor, { code: 'AAAAA-AAAAA' }, behindProxy)
    expect(wrong.status).toBe(403)
    const code = (await stage.people.setupCode()) ?? ''
    const right = await setUp(visitor, { code: ` ${code.toLowerCase().replace('-', '')} ` }, behindProxy)
    expect(right.status).toBe(200)
    expect(await stage.people.setupCode()).toBeNull()
  })

  it('cannot be guessed by trying codes', async () => {
    const visitor = stage.visitor()
    for (let tries = 0; tries < 5; tries += 1) await setUp(visitor, { code: 'AAAAA-AAAAA' }, behindProxy)
    const code = await stage.people.setupCode()
    const refused = await setUp(visitor, { code }, behindProxy)
    expect(refused.status).toBe(429)
    stage.clock.advance(1000)
    expect((await setUp(visitor, { code }, behindProxy)).status).toBe(200)
  })

  it('is one, also when two set up at the same moment', async () => {
    const answers = await Promise.all([
      setUp(stage.visitor(), { name: 'Ada' }),
      setUp(stage.visitor(), { name: 'Grace' }),
    ])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    const late = await setUp(stage.visitor())
    expect((await problemFrom(late)).code).toBe('setup_closed')
  })

  it('needs a password of ten characters', async () => {
    const problem = await problemFrom(await setUp(stage.visitor(), { password: 'short' }))
    expect(problem).toMatchObject({
      code: 'invalid_input',
      status: 400,
      fields: [{ field: 'password', text: 'Use at least 10 characters.' }],
    })
  })

  it('comes before anybody signs in', async () => {
    expect((await problemFrom(await signIn(stage.visitor(), password))).code).toBe('setup_needed')
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await setUp(stage.visitor())
  })

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn(stage.visitor(), password)
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('cuemark_session=')) ?? ''
    expect(cookie).toContain('; HttpOnly')
    expect(cookie).toContain('; SameSite=Strict')
    expect(cookie).toContain('; Path=/')
    expect(cookie).not.toContain('; Secure')
  })

  it('marks the cookie as secure behind https', async () => {
    const answer = await signIn(stage.visitor(), password, { 'x-forwarded-proto': 'https' })
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('cuemark_session=')) ?? ''
    expect(cookie).toContain('; Secure')
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
  })

  it('says the same of a wrong password and of an unknown name', async () => {
    const wrong = await problemFrom(await signIn(stage.visitor(), 'not the password'))
    const unknown = await problemFrom(
      await stage.visitor().change('POST', '/api/v1/session', { name: 'Nobody', password }),
    )
    expect(wrong.code).toBe('wrong_password')
    expect(unknown).toEqual(wrong)
  })

  it('waits longer and longer after five wrong tries, and names the wait', async () => {
    const visitor = stage.visitor()
    for (let tries = 0; tries < 5; tries += 1) expect((await signIn(visitor, 'wrong')).status).toBe(401)
    const refused = await signIn(visitor, password)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await problemFrom(refused)).toMatchObject({ code: 'too_many_attempts', retryAfterMs: 1000 })
    stage.clock.advance(1000)
    expect((await signIn(visitor, 'wrong')).status).toBe(401)
    expect((await problemFrom(await signIn(visitor, password))).retryAfterMs).toBe(2000)
    stage.clock.advance(2000)
    expect((await signIn(visitor, password)).status).toBe(200)
    expect((await signIn(visitor, 'wrong')).status).toBe(401)
  })

  it('lets others in while one address has to wait', async () => {
    for (let tries = 0; tries < 6; tries += 1) await signIn(stage.visitor(), 'wrong')
    expect((await signIn(stage.visitor(), password, behindProxy)).status).toBe(200)
  })

  it('makes a new session and ends the one before', async () => {
    const visitor = stage.visitor()
    await signIn(visitor, password)
    const first = visitor.cookies.get('cuemark_session') ?? ''
    await signIn(visitor, password)
    expect(visitor.cookies.get('cuemark_session')).not.toBe(first)
    const old = stage.visitor()
    old.cookies.set('cuemark_session', first)
    expect((await old.call('GET', '/api/v1/overview')).status).toBe(401)
  })
})

describe('a session', () => {
  it('can be listed and ended from another one, but only by its owner', async () => {
    await setUp(stage.visitor())
    const [desk, phone] = [stage.visitor(), stage.visitor()]
    await signIn(desk, password)
    await signIn(phone, password)
    const stranger = await stage.signedIn('member')
    const list: { items: { id: string; current: boolean }[] } = await (
      await phone.call('GET', '/api/v1/sessions')
    ).json()
    expect(list.items).toHaveLength(3)
    const own = list.items.find(({ current }) => current)
    expect((await stranger.change('DELETE', `/api/v1/sessions/${own?.id}`)).status).toBe(404)
    expect((await desk.change('DELETE', `/api/v1/sessions/${own?.id}`)).status).toBe(204)
    expect((await phone.call('GET', '/api/v1/overview')).status).toBe(401)
    expect((await desk.call('GET', '/api/v1/overview')).status).toBe(200)
  })

  it('ends with signing out', async () => {
    const visitor = await stage.signedIn('member')
    const cookie = visitor.cookies.get('cuemark_session') ?? ''
    expect((await visitor.change('DELETE', '/api/v1/session')).status).toBe(204)
    expect(visitor.cookies.has('cuemark_session')).toBe(false)
    visitor.cookies.set('cuemark_session', cookie)
    expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(401)
  })

  it('lives on while it is used, and ends 30 days after its last use', async () => {
    const visitor = await stage.signedIn('member')
    const days = (count: number): void => stage.clock.advance(count * 86_400_000)
    days(29)
    expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(200)
    days(29)
    expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(200)
    days(30)
    expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(401)
  })

  it('ends after 90 days however much it is used', async () => {
    const visitor = await stage.signedIn('member')
    for (let day = 10; day < 90; day += 10) {
      stage.clock.advance(864_000_000)
      expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(200)
    }
    stage.clock.advance(longestMs - 8 * 864_000_000)
    expect((await visitor.call('GET', '/api/v1/overview')).status).toBe(401)
  })
})
