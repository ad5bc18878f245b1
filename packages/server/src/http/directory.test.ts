import type { PasswordLink, PersonRow, Problem } from '@cuemark/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linkLifeMs } from '../people/directory.ts'
import { openStage, password, type Stage, type Visitor } from './testing/stage.ts'

const fresh = 'another long password'
let stage: Stage
let administrator: Visitor
beforeEach(async () => {
  stage = await openStage()
  administrator = await stage.signedIn('administrator')
})
afterEach(() => stage.close())

const bodyOf = async <T>(answer: Response): Promise<T> => answer.json()
const problemOf = (answer: Response): Promise<Problem> => bodyOf<Problem>(answer)
const people = async (): Promise<readonly PersonRow[]> =>
  (await bodyOf<{ items: PersonRow[] }>(await administrator.call('GET', '/api/v1/people'))).items
const add = async (name: string, role = 'member'): Promise<PasswordLink> =>
  bodyOf(await administrator.change('POST', '/api/v1/people', { name, role }))
const tokenOf = ({ path }: PasswordLink): string => path.split('#')[1] ?? ''
const use = (visitor: Visitor, token: string, given = fresh): Promise<Response> =>
  visitor.change('POST', '/api/v1/password-link/use', { token, password: given })

describe('a person who is added', () => {
  it('is invited, sets a password by the link, and is signed in as a member', async () => {
    const link = await add('Grace')
    expect(link.person).toMatchObject({ name: 'Grace', role: 'member', state: 'invited' })
    expect(link.path).toMatch(/^\/welcome#[\w-]{43}$/)
    const guest = stage.visitor()
    const seen = await guest.change('POST', '/api/v1/password-link/look', { token: tokenOf(link) })
    expect(await seen.json()).toEqual({ name: 'Grace', expiresAt: link.expiresAt })
    expect(await (await use(guest, tokenOf(link))).json()).toMatchObject({
      state: 'signed_in',
      person: { name: 'Grace', role: 'member' },
    })
    expect((await people()).find(({ name }) => name === 'Grace')?.state).toBe('active')
  })

  it('cannot sign in before, with any password', async () => {
    await add('Grace')
    for (const given of ['', ' ', password]) {
      const answer = await stage
        .visitor()
        .change('POST', '/api/v1/session', { name: 'Grace', password: given === '' ? 'x' : given })
      expect((await problemOf(answer)).code).toBe('wrong_password')
    }
  })

  it('has a name that nobody else has', async () => {
    await add('Grace')
    const again = await administrator.change('POST', '/api/v1/people', { name: 'grace' })
    expect(await problemOf(again)).toMatchObject({ code: 'duplicate_name', fields: [{ field: 'name' }] })
  })
})

describe('a link to set a password', () => {
  it('works once', async () => {
    const token = tokenOf(await add('Grace'))
    await use(stage.visitor(), token)
    const again = await use(stage.visitor(), token)
    expect(again.status).toBe(410)
    expect((await problemOf(again)).code).toBe('link_ended')
  })

  it('ends after a week, and when a new one is made', async () => {
    const first = await add('Grace')
    const second = await bodyOf<PasswordLink>(
      await administrator.change('POST', `/api/v1/people/${first.person.id}/password-link`),
    )
    expect((await use(stage.visitor(), tokenOf(first))).status).toBe(410)
    stage.clock.advance(linkLifeMs)
    expect((await use(stage.visitor(), tokenOf(second))).status).toBe(410)
  })

  it('puts whoever knew the old password out', async () => {
    const link = await add('Grace')
    const old = stage.visitor()
    await use(old, tokenOf(link))
    const renewed = await bodyOf<PasswordLink>(
      await administrator.change('POST', `/api/v1/people/${link.person.id}/password-link`),
    )
    await use(stage.visitor(), tokenOf(renewed), 'a third long password')
    expect(await (await old.call('GET', '/api/v1/session')).json()).toMatchObject({ state: 'signed_out' })
  })
})

describe('the administrator', () => {
  it('cannot be the last one to go, or to become a member', async () => {
    const [self] = await people()
    const id = self?.id ?? ''
    const gone = await administrator.change('DELETE', `/api/v1/people/${id}`)
    expect((await problemOf(gone)).code).toBe('last_administrator')
    const lower = await administrator.change('PATCH', `/api/v1/people/${id}`, { role: 'member' })
    expect((await problemOf(lower)).code).toBe('last_administrator')
    expect(stage.revoked).toEqual([])
  })

  it('removes a person with the sign-ins at services, and the person is out at once', async () => {
    const link = await add('Grace')
    const grace = stage.visitor()
    await use(grace, tokenOf(link))
    const answer = await administrator.change('DELETE', `/api/v1/people/${link.person.id}`)
    expect(answer.status).toBe(204)
    expect(stage.revoked).toEqual([link.person.id])
    expect((await grace.call('GET', '/api/v1/accounts')).status).toBe(401)
    expect((await people()).map(({ name }) => name)).not.toContain('Grace')
  })

  it('changes a role, and the person signs in anew with the new rights', async () => {
    const link = await add('Grace')
    const grace = stage.visitor()
    await use(grace, tokenOf(link))
    await administrator.change('PATCH', `/api/v1/people/${link.person.id}`, { role: 'administrator' })
    expect((await grace.call('GET', '/api/v1/people')).status).toBe(401)
    await grace.change('POST', '/api/v1/session', { name: 'Grace', password: fresh })
    expect((await grace.call('GET', '/api/v1/people')).status).toBe(200)
  })
})

describe('the own password', () => {
  it('is changed with the present one, and ends all other sessions', async () => {
    const link = await add('Grace')
    const here = stage.visitor()
    await use(here, tokenOf(link))
    const elsewhere = stage.visitor()
    await elsewhere.change('POST', '/api/v1/session', { name: 'Grace', password: fresh })
    const wrong = await here.change('POST', '/api/v1/session/password', {
      current: 'not it at all',
      password: 'a third long password',
    })
    expect(await problemOf(wrong)).toMatchObject({ code: 'wrong_password', fields: [{ field: 'current' }] })
    const right = await here.change('POST', '/api/v1/session/password', {
      current: fresh,
      password: 'a third long password',
    })
    expect(right.status).toBe(200)
    expect((await here.call('GET', '/api/v1/accounts')).status).toBe(200)
    expect((await elsewhere.call('GET', '/api/v1/accounts')).status).toBe(401)
  })
})
