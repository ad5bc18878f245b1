import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccountsStage, boss, home, jill, sean, setAccountsStage } from './accounts-stage.ts'

let stage: AccountsStage
beforeEach(async () => {
  stage = await setAccountsStage()
  stage.signIns.start()
})
afterEach(() => stage.close())

const start = async (viewer = sean) => {
  const view = await stage.accounts.startSignIn(viewer, { service: 'trakt', method: 'device' }, home)
  await stage.signIns.idle()
  return view
}
const again = (id: string, viewer = sean) => stage.accounts.signIn(viewer, id)

describe('a sign-in by device code', () => {
  it('shows the code, polls at its interval, and ends with an account that is kept sealed', async () => {
    const view = await start()
    expect(view).toMatchObject({
      state: 'pending',
      userCode: 'ABCD1',
      verificationUrl: 'https://trakt.tv/activate',
      openUrl: 'https://trakt.tv/activate/ABCD1',
    })
    await stage.pass(4999)
    expect(stage.trakt.times('/oauth/device/token')).toBe(0)
    await stage.pass(1)
    expect(stage.trakt.times('/oauth/device/token')).toBe(1)
    expect(await again(view.id)).toMatchObject({ state: 'pending', diagnosis: null })
    stage.trakt.codeState = 'approved'
    await stage.pass(5000)
    const done = await again(view.id)
    expect(done).toMatchObject({ state: 'done', diagnosis: null })
    const account = await stage.accounts.get(sean, done.accountId ?? '')
    expect(account).toMatchObject({
      name: 'Sean',
      state: 'linked',
      vip: true,
      renews: true,
      personName: 'Sean',
    })
    expect(await stage.alerts()).toEqual([])
    const bytes = stage.bytesOnDisk()
    for (const secret of ['access-token-secret', 'refresh-token-secret', 'device-code-secret'])
      expect(bytes).not.toContain(secret)
  })

  it.each([
    ['expired', 'expired', 'trakt.device.expired'],
    ['denied', 'failed', 'trakt.oauth.denied'],
    ['used', 'failed', 'trakt.device.used'],
    ['unknown', 'failed', 'trakt.device.unknown'],
  ] as const)('ends when the code is %s, and says why without an alert', async (codeState, state, cause) => {
    const view = await start()
    stage.trakt.codeState = codeState
    await stage.pass(5000)
    expect(await again(view.id)).toMatchObject({ state, diagnosis: { cause } })
    const asked = stage.trakt.asked.length
    await stage.pass(60_000, 5000)
    expect(stage.trakt.asked).toHaveLength(asked)
    expect(await stage.alerts()).toEqual([])
  })

  it('asks a second later each time when Trakt says that it asks too often', async () => {
    const { id } = await start()
    stage.trakt.codeState = 'too_fast'
    const moments: number[] = []
    for (let polls = 1; polls <= 3; polls += 1) {
      await stage.pass(((await again(id)).nextPollAt ?? 0) - stage.clock.now())
      moments.push(((await again(id)).nextPollAt ?? 0) - stage.clock.now())
    }
    expect(moments).toEqual([6000, 7000, 8000])
    expect(await again(id)).toMatchObject({ state: 'pending' })
  })

  it('goes on through an outage and lost answers, and stops when the code has had its time', async () => {
    const { id } = await start()
    stage.trakt.weather = 'down'
    await stage.pass(300_000, 5000)
    expect(await again(id)).toMatchObject({ state: 'pending' })
    stage.trakt.weather = 'fine'
    stage.trakt.losesAnswers = 2
    await stage.pass(15_000, 5000)
    expect(await again(id)).toMatchObject({ state: 'pending' })
    await stage.pass(300_000, 5000)
    expect(await again(id)).toMatchObject({ state: 'expired', diagnosis: { cause: 'trakt.device.expired' } })
  })

  it('goes on after a restart', async () => {
    const { id } = await start()
    await stage.signIns.stop()
    const next = stage.process('p2')
    stage.trakt.codeState = 'approved'
    stage.clock.advance(5000)
    next.signIns.start()
    await next.signIns.idle()
    expect(await again(id)).toMatchObject({ state: 'done' })
    await next.signIns.stop()
  })

  it('is polled by one process at a time', async () => {
    const { id } = await start()
    const other = stage.process('p2')
    other.signIns.start()
    await other.signIns.idle()
    stage.trakt.codeState = 'approved'
    stage.clock.advance(5000)
    await Promise.all([stage.signIns.idle(), other.signIns.idle()])
    expect(stage.trakt.times('/oauth/device/token')).toBe(1)
    expect(await again(id)).toMatchObject({ state: 'done' })
    await other.signIns.stop()
  })

  it('gives back what comes for a sign-in that was cancelled meanwhile', async () => {
    const { id } = await start()
    stage.trakt.codeState = 'approved'
    let open = (): void => undefined
    stage.trakt.gate = new Promise((resolve) => {
      open = resolve
    })
    stage.clock.advance(5000)
    await stage.accounts.cancelSignIn(sean, id)
    open()
    await stage.signIns.idle()
    expect(await again(id)).toMatchObject({ state: 'cancelled' })
    expect((await stage.accounts.list(sean)).items).toEqual([])
  })

  it('takes the place of the one before, and is nobody else’s business', async () => {
    const first = await start()
    const second = await start()
    expect((await stage.accounts.signIns(sean)).map(({ id, state }) => [id, state])).toEqual([
      [second.id, 'pending'],
      [first.id, 'cancelled'],
    ])
    await expect(again(second.id, jill)).rejects.toMatchObject({ code: 'not_found' })
    await expect(again(second.id, boss)).rejects.toMatchObject({ code: 'not_found' })
    expect(await stage.accounts.signIns(jill)).toEqual([])
  })

  it('says what it may have cost a free account', async () => {
    stage.trakt.vip = false
    const { id } = await start()
    stage.trakt.codeState = 'approved'
    await stage.pass(5000)
    expect(await again(id)).toMatchObject({ state: 'done', diagnosis: { cause: 'trakt.sign_in.one_app' } })
  })

  it('shows at once why it cannot begin', async () => {
    stage.trakt.weather = 'app_deleted'
    expect(await start()).toMatchObject({ state: 'failed', diagnosis: { cause: 'trakt.app_removed' } })
    // The app is everybody's: that is an alert of the administrator.
    expect(await stage.alerts()).toMatchObject([{ subject: 'app', cause: 'trakt.app_removed' }])
  })

  it('needs a Trakt integration that is awake', async () => {
    await stage.store.transaction(async (tx) => {
      const row = await tx.integration('app')
      if (row !== null) await tx.updateIntegration({ ...row, pausedAt: 1, version: row.version + 1 })
    })
    await expect(start()).rejects.toMatchObject({ code: 'not_connected' })
    expect(await stage.accounts.list(sean)).toEqual({ items: [], traktReady: false })
  })
})

describe('signing in again', () => {
  it('keeps the account with its settings, lets go what waited, and ends its alerts', async () => {
    const before = await stage.signIn(sean)
    await stage.accounts.change(sean, before.id, { settings: { ratings: false }, version: before.version })
    stage.trakt.revokeAll()
    await stage.accounts.test(sean, before.id)
    expect(await stage.accounts.get(sean, before.id)).toMatchObject({ state: 'sign_in_again', openAlerts: 1 })
    const after = await stage.signIn(sean)
    expect(after).toMatchObject({ id: before.id, state: 'linked', settings: { ratings: false } })
    expect(after.token.generation).toBeGreaterThan(before.token.generation)
    expect(stage.letGo).toContain(before.id)
    expect(stage.published.at(-1)).toBeDefined()
    expect(stage.published.some((change) => change.type === 'deliveries')).toBe(true)
    expect(await stage.alerts()).toEqual([])
  })
})

describe('a sign-in at Stremio', () => {
  it('makes its integration, an account, and a source of playback', async () => {
    const view = await stage.accounts.startSignIn(sean, { service: 'stremio', method: 'device' }, home)
    await stage.signIns.idle()
    expect(view).toMatchObject({ state: 'pending', openUrl: 'https://link.stremio.com/LINK-CODE' })
    await stage.pass(5000)
    stage.stremio.authKey = 'auth-key-secret'
    await stage.pass(5000)
    const done = await again(view.id)
    expect(done).toMatchObject({ state: 'done' })
    expect(await stage.accounts.get(sean, done.accountId ?? '')).toMatchObject({
      service: 'stremio',
      state: 'linked',
      endsAt: null,
      renews: false,
    })
    const sources = await stage.store.transaction((tx) => tx.sources({ userId: sean.id }))
    expect(sources).toMatchObject([{ kind: 'stremio_account', accountId: done.accountId }])
    expect(stage.bytesOnDisk()).not.toContain('auth-key-secret')
    expect(await stage.accounts.test(sean, done.accountId ?? '')).toMatchObject({ ok: true })
  })
})
