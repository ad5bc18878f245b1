import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageBook, textIn, type BookStage } from './book-stage.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook()
  stage.book.addPerson('Bob & Co')
})
afterEach(() => stage.book.close())

const link = (base: string, changes: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: stage.book.clientId,
    redirect_uri: stage.book.redirectUris[0] ?? '',
    state: 'state-1',
    ...changes,
  })
  return `${base}/oauth/authorize?${query.toString()}`
}
const press = (url: string, decision: string, person = 'Ada'): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision, person }),
  })

describe('the authorize page', () => {
  it('has buttons, and sends the browser back with a code of the person who pressed', async () => {
    const page = await fetch(link(stage.book.authUrl))
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const text = await page.text()
    expect(text).toContain('<button name="decision" value="approve">Approve</button>')
    expect(text).toContain('Bob &#38; Co')
    const back = await press(link(stage.book.authUrl), 'approve', 'Bob & Co')
    expect(back.status).toBe(303)
    expect(back.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1\/trakt\/callback\?code=[0-9a-f]{64}&state=state-1$/,
    )
    const denied = await press(link(stage.book.authUrl), 'deny')
    expect(denied.headers.get('location')).toContain('?error=access_denied&state=state-1')
  })

  it('chooses the visitor beforehand', async () => {
    stage.book.visitor = stage.book.people[1] ?? null
    expect(await (await fetch(link(stage.book.authUrl))).text()).toContain('<option selected value="Bob')
  })

  it.each([
    ['redirect_uri', 'http://127.0.0.1/TRAKT/callback', 'redirect uri is malformed'],
    ['client_id', 'f'.repeat(64), 'no app with this client ID'],
    ['response_type', 'token', 'response type'],
  ])('shows a page of its own where %s is wrong', async (name, value, text) => {
    const page = await fetch(link(stage.book.authUrl, { [name]: value }), { redirect: 'manual' })
    expect(page.status).toBe(400)
    expect(await page.text()).toContain(text)
  })

  it('is a 400 at the API host, after a redirect to its sign-in', async () => {
    const page = await fetch(link(stage.book.apiUrl))
    expect([page.status, new URL(page.url).pathname]).toEqual([400, '/auth/signin'])
  })
})

describe('the page for device codes', () => {
  it('takes a typed code to the question, and the answer to the device', async () => {
    const started = await stage.auth('/oauth/device/code', { client_id: stage.book.clientId })
    const userCode = textIn(started, 'user_code')
    const activate = `${stage.book.authUrl}/activate`
    expect(await (await fetch(activate)).text()).toContain('<input name="code"')
    const typed = await fetch(activate, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ code: ` ${userCode.toLowerCase()} ` }),
    })
    const question = `${stage.book.authUrl}${typed.headers.get('location') ?? ''}`
    expect(await (await fetch(question)).text()).toContain('A device asks')
    expect(await (await press(question, 'approve')).text()).toContain('Device connected')
    const body = {
      code: textIn(started, 'device_code'),
      client_id: stage.book.clientId,
      client_secret: stage.book.clientSecret,
    }
    expect((await stage.auth('/oauth/device/token', body)).status).toBe(200)
    expect(await (await fetch(question)).text()).toContain('not valid or has already been used')
  })

  it('knows no other codes', async () => {
    const page = await fetch(`${stage.book.authUrl}/activate/NOTHING1`)
    expect([page.status, await page.text()]).toEqual([422, expect.stringContaining('not valid')])
  })
})
