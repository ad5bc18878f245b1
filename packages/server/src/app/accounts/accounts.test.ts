import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccountsStage, boss, home, jill, sean, setAccountsStage } from './accounts-stage.ts'
import type { AccountRow } from '../ports-accounts.ts'

let stage: AccountsStage
let row: AccountRow
beforeEach(async () => {
  stage = await setAccountsStage()
  row = await stage.signIn(sean)
})
afterEach(() => stage.close())

describe('an account', () => {
  it('is its person’s and the administrator’s, and not found for all others', async () => {
    const { accounts } = stage
    expect((await accounts.list(sean)).items).toMatchObject([{ id: row.id, personName: 'Sean' }])
    expect((await accounts.list(boss)).items).toHaveLength(1)
    expect(await accounts.list(jill)).toEqual({ items: [], traktReady: true })
    const change = { settings: { plays: false }, version: row.version }
    for (const work of [
      accounts.get(jill, row.id),
      accounts.change(jill, row.id, change),
      accounts.test(jill, row.id),
      accounts.disconnect(jill, row.id),
      accounts.cleanSlate(jill, row.id),
    ])
      await expect(work).rejects.toMatchObject({ code: 'not_found' })
    expect(await accounts.get(boss, row.id)).toMatchObject({ state: 'linked' })
  })

  it('changes its directions one by one, and refuses what is stale', async () => {
    const changed = await stage.accounts.change(sean, row.id, {
      settings: { watchlist: false, watchedPercent: 90 },
      version: row.version,
    })
    expect(changed.settings).toEqual({ ...row.settings, watchlist: false, watchedPercent: 90 })
    await expect(
      stage.accounts.change(sean, row.id, { settings: { plays: false }, version: row.version }),
    ).rejects.toMatchObject({ code: 'stale' })
  })

  it('shows no token anywhere', async () => {
    const views = JSON.stringify([await stage.accounts.list(boss), await stage.accounts.test(sean, row.id)])
    expect(views).not.toContain('token-secret')
  })
})

describe('a test of an account', () => {
  it('says in steps that it works', async () => {
    const result = await stage.accounts.test(sean, row.id)
    expect(result).toMatchObject({ ok: true, diagnosis: null, facts: [{ label: 'VIP', value: 'yes' }] })
    expect(result.steps.map(({ state, detail }) => [state, detail])).toEqual([
      ['passed', 'It is there and has not ended.'],
      ['passed', 'Trakt knows Sean.'],
    ])
  })

  it('says what is wrong, and clears it when it is mended', async () => {
    stage.trakt.weather = 'locked'
    const result = await stage.accounts.test(sean, row.id)
    expect(result).toMatchObject({ ok: false, diagnosis: { cause: 'trakt.account_locked' } })
    expect(await stage.accounts.get(sean, row.id)).toMatchObject({ state: 'locked', openAlerts: 1 })
    stage.trakt.weather = 'fine'
    expect(await stage.accounts.test(sean, row.id)).toMatchObject({ ok: true })
    expect(await stage.accounts.get(sean, row.id)).toMatchObject({ state: 'linked', openAlerts: 0 })
  })

  it('says that there is nothing to test with after a disconnect', async () => {
    await stage.accounts.disconnect(sean, row.id)
    const asked = stage.trakt.asked.length
    const result = await stage.accounts.test(sean, row.id)
    expect(result.ok).toBe(false)
    expect(result.steps.map(({ state }) => state)).toEqual(['failed', 'skipped'])
    expect(stage.trakt.asked).toHaveLength(asked)
  })
})

describe('leaving', () => {
  it('disconnects: revoked, forgotten, alerts ended, settings kept', async () => {
    stage.trakt.weather = 'locked'
    await stage.accounts.test(sean, row.id)
    stage.trakt.weather = 'fine'
    const view = await stage.accounts.disconnect(sean, row.id)
    expect(view).toMatchObject({ state: 'disconnected', endsAt: null, renews: false, settings: row.settings })
    expect(stage.trakt.times('/oauth/revoke')).toBe(2)
    expect(await stage.account(sean)).toMatchObject({ sealedTokens: null })
    expect(await stage.alerts()).toEqual([])
    expect(await stage.keeper.session(row.id)).toEqual({ ok: false, until: null, diagnosis: null })
    await stage.accounts.disconnect(sean, row.id)
    expect(stage.trakt.times('/oauth/revoke')).toBe(2)
    expect(await stage.signIn(sean)).toMatchObject({ id: row.id, state: 'linked' })
  })

  it('makes a clean slate and says what it did', async () => {
    await stage.accounts.startSignIn(sean, { service: 'trakt', method: 'device' }, home)
    const { steps, account } = await stage.accounts.cleanSlate(sean, row.id)
    expect(steps).toEqual([
      { text: 'Trakt was asked to revoke the sign-in.', ok: true },
      { text: 'The saved sign-in was forgotten and its alerts were ended.', ok: true },
      { text: 'The sign-in that was on its way was ended.', ok: true },
      { text: 'Plays and settings are kept.', ok: true },
    ])
    expect(account).toMatchObject({ state: 'disconnected', id: row.id })
    expect((await stage.accounts.signIns(sean)).filter(({ state }) => state === 'pending')).toEqual([])
  })

  it('forgets here also when Trakt cannot be asked, and says so', async () => {
    stage.trakt.weather = 'down'
    const { steps, account } = await stage.accounts.cleanSlate(sean, row.id)
    expect(steps[0]).toMatchObject({ ok: false })
    expect(account.state).toBe('disconnected')
  })

  it('revokes everything of a person who is removed, and of nobody else', async () => {
    await stage.signIn(jill)
    await stage.accounts.startSignIn(sean, { service: 'trakt', method: 'device' }, home)
    await stage.accounts.revokeAllOf(sean.id)
    expect(await stage.account(sean)).toMatchObject({ state: 'disconnected', sealedTokens: null })
    expect(await stage.account(jill)).toMatchObject({ state: 'linked' })
    expect((await stage.accounts.signIns(sean)).every(({ state }) => state !== 'pending')).toBe(true)
  })
})
