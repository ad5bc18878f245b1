import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Diagnosis } from '@cuemark/diagnosis'
import { type AccountsStage, anApp, sean, setAccountsStage } from './accounts-stage.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { UsableSession } from './token-keeper.ts'

const dayMs = 86_400_000

let stage: AccountsStage
let row: AccountRow
beforeEach(async () => {
  stage = await setAccountsStage()
  row = await stage.signIn(sean)
})
afterEach(() => stage.close())

const usable = (session: UsableSession) => {
  if (!session.ok) throw new Error('the sign-in cannot be used')
  return session
}
const refused: Diagnosis = {
  service: 'trakt',
  kind: 'authentication',
  cause: 'trakt.token_invalid',
  title: 'Trakt: sign in again',
  explanation: 'It was refused.',
  remedy: [{ text: 'Sign in to Trakt again.', action: 'sign_in_again' }],
  scope: 'account',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [{ part: 'status', text: 'status 401' }],
  expected: false,
}
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
const refreshes = () => stage.trakt.times('/oauth/token')
const changeApp = (clientId: string, change: { pausedAt?: number | null } = {}) =>
  stage.store.transaction(async (tx) => {
    const app = await tx.integration('app')
    if (app === null) throw new Error('no app')
    const { settings } = anApp(stage.deps.box, clientId, 0)
    await tx.updateIntegration({ ...app, settings, ...change, version: app.version + 1 })
  })

describe('a sign-in in use', () => {
  it('is used as it is until half of its life, and then renewed once for all who ask', async () => {
    const first = usable(await stage.keeper.session(row.id))
    stage.clock.advance(3.4 * dayMs)
    expect(usable(await stage.keeper.session(row.id)).generation).toBe(first.generation)
    expect(refreshes()).toBe(0)
    stage.clock.advance(0.2 * dayMs)
    const sessions = await Promise.all([1, 2, 3, 4].map(() => stage.keeper.session(row.id)))
    expect(refreshes()).toBe(1)
    const tokens = new Set(sessions.map((session) => usable(session).session.accessToken))
    expect(tokens.size).toBe(1)
    expect(usable(await stage.keeper.session(row.id)).generation).toBe(first.generation + 1)
    // The address that the sign-in was made with goes with it (trakt.md §3).
    expect(stage.trakt.bodies.at(-1)).toMatchObject({ redirect_uri: row.redirectUri })
  })

  it('is renewed by one of two processes, and never with a spent token', async () => {
    const other = stage.process('p2')
    for (let renewals = 1; renewals <= 10; renewals += 1) {
      stage.clock.advance(4 * dayMs)
      const both = [stage.keeper.session(row.id), other.keeper.session(row.id)]
      for (const session of await Promise.all(both)) usable(session)
      expect(refreshes()).toBe(renewals)
    }
    expect(stage.trakt.spentUses).toBe(0)
    expect(await stage.alerts()).toEqual([])
  })

  it('is left to the process that renews it when the old one is dead', async () => {
    const other = stage.process('p2')
    stage.clock.advance(8 * dayMs)
    let open = (): void => undefined
    stage.trakt.gate = new Promise((resolve) => {
      open = resolve
    })
    const first = stage.keeper.session(row.id)
    while (refreshes() === 0) await turn()
    expect(await other.keeper.session(row.id)).toMatchObject({ ok: false, diagnosis: null })
    open()
    const { session } = usable(await first)
    expect(usable(await other.keeper.session(row.id)).session).toEqual(session)
    expect(refreshes()).toBe(1)
  })

  it('lives on when the answer to a renewal is lost, and asks for a sign-in only when nothing else is left', async () => {
    stage.clock.advance(4 * dayMs)
    stage.trakt.losesAnswers = 1
    const kept = usable(await stage.keeper.session(row.id))
    expect(kept.generation).toBe(row.token.generation)
    stage.clock.advance(2 * dayMs)
    usable(await stage.keeper.session(row.id))
    expect(refreshes()).toBe(1)
    stage.clock.advance(2 * dayMs)
    const dead = await stage.keeper.session(row.id)
    expect(dead).toMatchObject({ ok: false, until: null, diagnosis: { cause: 'trakt.oauth.grant_dead' } })
    expect(refreshes()).toBe(2)
    await stage.keeper.session(row.id)
    expect(refreshes()).toBe(2)
    expect(await stage.alerts()).toMatchObject([
      { subject: row.id, cause: expect.stringContaining('trakt.') },
    ])
  })

  it('is renewed after all where Trakt never got the lost one', async () => {
    stage.clock.advance(4 * dayMs)
    stage.trakt.weather = 'down'
    usable(await stage.keeper.session(row.id))
    stage.clock.advance(60_000)
    stage.trakt.weather = 'fine'
    expect(usable(await stage.keeper.session(row.id)).generation).toBe(row.token.generation + 1)
  })

  it('waits through an outage of days that outlives it, and goes on without anybody', async () => {
    stage.trakt.weather = 'down'
    stage.clock.advance(8 * dayMs)
    for (let hours = 0; hours < 48; hours += 1) {
      stage.clock.advance(3_600_000)
      const session = await stage.keeper.session(row.id)
      expect(session).toMatchObject({ ok: false, diagnosis: null })
      expect(session.ok ? 0 : session.until).toBeGreaterThan(stage.clock.now())
    }
    expect(await stage.account(sean)).toMatchObject({ state: 'linked' })
    stage.trakt.weather = 'fine'
    stage.clock.advance(3_600_000)
    usable(await stage.keeper.session(row.id))
  })

  it('keeps a new pair that cannot be written at once, and uses it only when it is', async () => {
    stage.clock.advance(8 * dayMs)
    let open = (): void => undefined
    stage.trakt.gate = new Promise((resolve) => {
      open = resolve
    })
    const asked = () => stage.keeper.session(row.id)
    const first = asked()
    while (refreshes() === 0) await turn()
    stage.trakt.gate = Promise.resolve()
    // The recorder's own write, and the first of the pair.
    stage.refuseWrites(2)
    open()
    expect(await first).toMatchObject({ ok: false })
    await stage.keeper.idle()
    expect(await asked()).toMatchObject({ ok: false })
    expect(refreshes()).toBe(1)
    stage.clock.advance(1000)
    while (!(await asked()).ok) await turn()
    expect(usable(await asked()).generation).toBe(row.token.generation + 1)
    expect(refreshes()).toBe(1)
    expect(stage.takeErrors()).toHaveLength(2)
  })

  it('ends with the process also while a new pair cannot be written', async () => {
    stage.clock.advance(4 * dayMs)
    let open = (): void => undefined
    stage.trakt.gate = new Promise((resolve) => {
      open = resolve
    })
    const session = stage.keeper.session(row.id).catch(() => null)
    while (refreshes() === 0) await turn()
    stage.refuseWrites(Infinity)
    open()
    await session
    await stage.keeper.stop()
    stage.refuseWrites(0)
    expect(stage.takeErrors()).not.toEqual([])
  })
})

describe('a sign-in that is refused', () => {
  it('is renewed once when the API refuses its token, and then proved', async () => {
    const { generation } = usable(await stage.keeper.session(row.id))
    const again = usable(await stage.keeper.refused(row.id, generation, refused))
    expect(again.generation).toBe(generation + 1)
    expect(refreshes()).toBe(1)
    expect(await stage.account(sean)).toMatchObject({ state: 'linked' })
  })

  it('is not renewed for what an older one was refused', async () => {
    stage.clock.advance(4 * dayMs)
    const { generation } = usable(await stage.keeper.session(row.id))
    usable(await stage.keeper.refused(row.id, generation - 1, refused))
    expect(refreshes()).toBe(1)
  })

  it('asks for a sign-in with one alert when it was revoked, and says what may have taken its place', async () => {
    stage.trakt.revokeAll()
    const { generation } = usable(await stage.keeper.session(row.id))
    expect(await stage.keeper.refused(row.id, generation, refused)).toMatchObject({ ok: false, until: null })
    const alerts = await stage.alerts()
    expect(alerts).toMatchObject([{ subject: row.id, kind: 'authentication', integrationId: 'app' }])
    expect(alerts[0]?.remedy.map(({ action }) => action)).toContain('sign_in_again')
    expect(await stage.account(sean)).toMatchObject({ state: 'sign_in_again' })
  })

  it('warns while it still works, and good calls do not hide the warning', async () => {
    stage.clock.advance(4 * dayMs)
    const before = await stage.account(sean)
    stage.trakt.killRefresh()
    const session = usable(await stage.keeper.session(row.id))
    expect(session.generation).toBe(before.token.generation)
    expect(await stage.account(sean)).toMatchObject({
      state: 'ending',
      nextRefreshAt: before.token.expiresAt,
    })
    expect(await stage.accounts.test(sean, row.id)).toMatchObject({ ok: true })
    const warning = { severity: 'warning', worksUntil: before.token.expiresAt, count: 1 }
    expect(await stage.alerts()).toMatchObject([
      { subject: row.id, cause: 'trakt.oauth.grant_dead', ...warning },
    ])
    await stage.keeper.refused(row.id, session.generation, refused)
    expect(await stage.alerts()).toMatchObject([{ subject: row.id, severity: 'error', worksUntil: null }])
    const again = await stage.signIn(sean)
    expect(again).toMatchObject({ id: row.id, state: 'linked' })
    expect(await stage.alerts()).toEqual([])
  })

  it('warns before one ends that cannot be renewed at all', async () => {
    await stage.store.transaction(async (tx) => {
      await tx.updateAccount({
        ...row,
        token: { ...row.token, refreshable: false },
        version: row.version + 1,
      })
    })
    stage.refreshes.start()
    await stage.refreshes.idle()
    expect(await stage.alerts()).toEqual([])
    await stage.pass(5.5 * dayMs, 3_600_000)
    const ends = { subject: row.id, cause: 'trakt.account.ends' }
    expect(await stage.alerts()).toMatchObject([
      { ...ends, severity: 'warning', worksUntil: row.token.expiresAt },
    ])
    usable(await stage.keeper.session(row.id))
    await stage.pass(2 * dayMs, 3_600_000)
    expect(await stage.account(sean)).toMatchObject({ state: 'sign_in_again' })
    expect(await stage.alerts()).toMatchObject([
      { ...ends, severity: 'error', worksUntil: null, title: 'Trakt: sign in again' },
    ])
  })

  it('is worthless with another client id, with a cause of its own, and well again with the former one', async () => {
    await changeApp('another-client')
    expect(await stage.keeper.session(row.id)).toMatchObject({
      ok: false,
      until: null,
      diagnosis: { cause: 'trakt.account.client_changed' },
    })
    expect(stage.trakt.times('/oauth/token')).toBe(0)
    await changeApp('client-of-the-house')
    usable(await stage.keeper.session(row.id))
    expect(await stage.alerts()).toEqual([])
    expect(stage.letGo).toContain(row.id)
  })

  it('rests while the app is paused', async () => {
    await changeApp('client-of-the-house', { pausedAt: 1 })
    const session = await stage.keeper.session(row.id)
    expect(session).toMatchObject({ ok: false, diagnosis: null })
    expect(await stage.account(sean)).toMatchObject({ state: 'linked' })
    await changeApp('client-of-the-house', { pausedAt: null })
    usable(await stage.keeper.session(row.id))
  })

  it('rests while its account is locked, and is free again when Trakt says so', async () => {
    const { generation } = usable(await stage.keeper.session(row.id))
    stage.trakt.weather = 'locked'
    const locked = { ...refused, kind: 'account', cause: 'trakt.account_locked' } as const
    const resting = await stage.keeper.refused(row.id, generation, locked)
    expect(resting).toMatchObject({ ok: false, diagnosis: { cause: 'trakt.account_locked' } })
    expect(await stage.account(sean)).toMatchObject({ state: 'locked' })
    const until = resting.ok ? 0 : (resting.until ?? 0)
    stage.clock.advance(until - stage.clock.now())
    expect(await stage.keeper.session(row.id)).toMatchObject({ ok: false })
    stage.trakt.weather = 'fine'
    stage.clock.advance(dayMs)
    usable(await stage.keeper.session(row.id))
    expect(await stage.account(sean)).toMatchObject({ state: 'linked' })
    expect(await stage.alerts()).toEqual([])
  })

  it('says its generation in every line', async () => {
    stage.clock.advance(4 * dayMs)
    usable(await stage.keeper.session(row.id))
    const { generation } = row.token
    expect(stage.lines).toEqual([
      { accountId: row.id, generation, what: 'refresh_sent', cause: null },
      { accountId: row.id, generation: generation + 1, what: 'refreshed', cause: null },
    ])
  })
})
