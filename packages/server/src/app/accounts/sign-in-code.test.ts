import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccountsStage, home, jill, sean, setAccountsStage } from './accounts-stage.ts'
import { openSignIn, sealSignIn } from './sealed.ts'

let stage: AccountsStage
beforeEach(async () => {
  stage = await setAccountsStage()
})
afterEach(() => stage.close())

const redirectUri = `${home}/trakt/callback`

const start = async (requestOrigin = home, origin: string | undefined = home) => {
  const view = await stage.accounts.startSignIn(
    sean,
    { service: 'trakt', method: 'code', origin },
    requestOrigin,
  )
  const address = new URL(view.openUrl ?? '')
  const read = (name: string): string => address.searchParams.get(name) ?? ''
  return { view, address, state: read('state'), challenge: read('code_challenge') }
}

/** The person says yes on Trakt's page; answers what comes back with the browser. */
const approve = ({ state, challenge }: { state: string; challenge: string }, to = redirectUri) => {
  stage.trakt.codes.set('code-secret', { redirectUri: to, challenge })
  return { state, code: 'code-secret' }
}

describe('a sign-in by Trakt’s page', () => {
  it('goes to the sign-in host with PKCE and a state that is kept only as a hash', async () => {
    const { view, address, state } = await start()
    expect(address.origin + address.pathname).toBe('https://auth.trakt.tv/oauth/authorize')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'client-of-the-house',
      redirect_uri: redirectUri,
      code_challenge_method: 'S256',
    })
    expect(view).toMatchObject({ state: 'pending', method: 'code', redirectUri, userCode: null })
    expect(state).not.toBe('')
    expect(stage.bytesOnDisk()).not.toContain(state)
  })

  it('exchanges the code that comes back, and remembers the redirect address for the renewals', async () => {
    const started = await start()
    const done = await stage.accounts.finishSignIn(sean, approve(started))
    expect(done).toMatchObject({ id: started.view.id, state: 'done', diagnosis: null })
    expect(await stage.account(sean)).toMatchObject({ state: 'linked', name: 'Sean', redirectUri })
    expect(stage.bytesOnDisk()).not.toContain('code-secret')
  })

  it('answers a second arrival with the finished sign-in and sends nothing', async () => {
    const back = approve(await start())
    const [first, second] = await Promise.all([
      stage.accounts.finishSignIn(sean, back),
      stage.accounts.finishSignIn(sean, back),
    ])
    expect([first.state, second.state]).toContain('done')
    expect(await stage.accounts.finishSignIn(sean, back)).toMatchObject({ state: 'done' })
    expect(stage.trakt.times('/oauth/token')).toBe(1)
  })

  it('never sends a code twice, also not after the answer was lost with the process', async () => {
    const { view, ...back } = await start()
    const returned = approve(back)
    stage.trakt.losesAnswers = 1
    expect(await stage.accounts.finishSignIn(sean, returned)).toMatchObject({
      state: 'failed',
      diagnosis: { kind: 'network' },
    })
    expect(await stage.accounts.finishSignIn(sean, returned)).toMatchObject({ id: view.id, state: 'failed' })
    expect(stage.trakt.times('/oauth/token')).toBe(1)
  })

  it('sends nothing for a code that a process took with it when it died', async () => {
    const { view, ...back } = await start()
    const returned = approve(back)
    await stage.store.transaction(async (tx) => {
      const row = await tx.signIn(view.id)
      const secrets = row === null ? null : openSignIn(stage.deps.box, row)
      if (row === null || secrets === null) throw new Error('no sign-in is pending')
      const sealed = sealSignIn(stage.deps.box, row.id, { ...secrets, codeSent: true })
      await tx.putSignIn({ ...row, sealed })
    })
    expect(await stage.accounts.finishSignIn(sean, returned)).toMatchObject({
      state: 'failed',
      diagnosis: { cause: 'trakt.oauth.code_used' },
    })
    expect(stage.trakt.asked).toEqual([])
  })

  it.each([
    ['access_denied', 'trakt.oauth.denied'],
    ['redirect_uri_mismatch', 'trakt.oauth.redirect_mismatch'],
    ['invalid_client', 'trakt.oauth.client_unknown'],
  ])('tells what the page sent back: %s', async (error, cause) => {
    const { state } = await start()
    expect(await stage.accounts.finishSignIn(sean, { state, error })).toMatchObject({
      state: 'failed',
      diagnosis: { cause },
    })
    expect(stage.trakt.asked).toEqual([])
    expect(await stage.alerts()).toEqual([])
  })

  it('tells a redirect address that is not the app’s as the app’s fault, with the one to register', async () => {
    const cause = 'trakt.oauth.redirect_mismatch'
    const back = approve(await start(), `${home}/trakt/callback/`)
    expect(await stage.accounts.finishSignIn(sean, back)).toMatchObject({
      state: 'failed',
      diagnosis: { cause, remedy: [{ copy: `${home}/trakt/callback` }, { action: 'sign_in_again' }] },
    })
    expect(await stage.alerts()).toMatchObject([{ subject: 'app', cause }])
  })

  it('belongs to who began it', async () => {
    const back = approve(await start())
    await expect(stage.accounts.finishSignIn(jill, back)).rejects.toMatchObject({ code: 'not_found' })
    await expect(stage.accounts.finishSignIn(sean, { ...back, state: 'guessed' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(stage.trakt.asked).toEqual([])
    await expect(stage.accounts.finishSignIn(sean, { state: back.state })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect(await stage.accounts.finishSignIn(sean, back)).toMatchObject({ state: 'done' })
  })

  it.each([
    ['javascript:alert(1)', home],
    ['https://cuemark.example/path', home],
    ['https://other.example', home],
    ['http://cuemark.example', home],
  ])('refuses to send anybody back to %s', async (origin, requestOrigin) => {
    await expect(start(requestOrigin, origin)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'origin' }],
    })
  })

  it('names both addresses where they differ', async () => {
    await expect(start('http://10.0.0.5:3000')).rejects.toThrow(
      /https:\/\/cuemark\.example.*http:\/\/10\.0\.0\.5:3000/,
    )
  })

  it('times out when nobody comes back, and whoever comes later comes too late', async () => {
    stage.signIns.start()
    const { view, ...back } = await start()
    await stage.signIns.idle()
    const returned = approve(back)
    await stage.pass(15 * 60_000, 60_000)
    expect(await stage.accounts.signIn(sean, view.id)).toMatchObject({
      state: 'expired',
      diagnosis: { cause: 'trakt.sign_in.no_return' },
    })
    expect(await stage.accounts.finishSignIn(sean, returned)).toMatchObject({ state: 'expired' })
    expect(stage.trakt.asked).toEqual([])
  })
})
