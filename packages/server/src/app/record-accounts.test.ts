import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReader } from './views-read.ts'
import { type AccountsStage, boss, jill, sean, setAccountsStage } from './accounts/accounts-stage.ts'
import { createAlertActions } from './alert-actions.ts'
import { createAlerts } from './alerts.ts'
import { overview } from './overview.ts'
import type { OutcomeReport } from './ports.ts'
import { aDiagnosis, aGood, aReport } from './record-stage.ts'
import { manifests } from '@cuemark/services'
import type { Viewer } from './use-cases-plays.ts'

const people: readonly Viewer[] = ['ann', 'ben', 'cleo', 'dan', 'eve'].map((id) => ({ id, role: 'member' }))

let stage: AccountsStage
beforeEach(async () => {
  stage = await setAccountsStage([boss, sean, jill, ...people])
})
afterEach(() => stage.close())

const signInAll = async (viewers: readonly Viewer[]): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const viewer of viewers) ids.push((await stage.signIn(viewer)).id)
  return ids
}
const forAccount = (accountId: string, over: Partial<OutcomeReport> = {}): OutcomeReport =>
  aReport('app', { accountId, service: 'trakt', ...over })
const personal = aDiagnosis('authentication', {
  scope: 'account',
  service: 'trakt',
  cause: 'trakt.token_invalid',
})
const readerOf = () => createReader({ store: stage.store, manifests, isTesting: () => false })
const alertsOf = () =>
  createAlerts({
    store: stage.store,
    clock: stage.clock,
    reader: readerOf(),
    actions: createAlertActions(stage.deps),
  })
const list = async (viewer: Viewer) => (await alertsOf().list(viewer, { view: 'open', limit: 50 })).items

describe('a failure of one person’s account', () => {
  it('is that account’s alert, and every other failure the integration’s', async () => {
    const [id = ''] = await signInAll([sean])
    await stage.recorder.record(forAccount(id, { diagnosis: personal }))
    await stage.recorder.record(
      forAccount(id, { diagnosis: aDiagnosis('permission', { cause: 'trakt.app_removed' }) }),
    )
    const alerts = await stage.alerts()
    expect(alerts.map(({ subject, integrationId }) => [subject, integrationId])).toEqual(
      expect.arrayContaining([
        [id, 'app'],
        ['app', 'app'],
      ]),
    )
    const card = await readerOf().integration('app')
    expect(card).toMatchObject({ openAlerts: 1 })
  })

  it('stays the integration’s where the call was made for no account', async () => {
    await stage.recorder.record(aReport('app', { diagnosis: personal }))
    expect(await stage.alerts()).toMatchObject([{ subject: 'app' }])
  })

  it('is told in the sign-in, and raises nothing, while a person signs in', async () => {
    await stage.recorder.record(aReport('app', { diagnosis: personal, signIn: true }))
    expect(await stage.alerts()).toEqual([])
    await stage.recorder.record(
      aReport('app', { diagnosis: aDiagnosis('configuration', { service: 'trakt' }), signIn: true }),
    )
    expect(await stage.alerts()).toMatchObject([{ subject: 'app', kind: 'configuration' }])
  })

  it('is one alert, in whatever words the sign-in is refused', async () => {
    const [id = ''] = await signInAll([sean])
    for (const cause of ['trakt.token_invalid', 'trakt.oauth.grant_dead', 'trakt.oauth.session_not_found'])
      await stage.recorder.record(forAccount(id, { diagnosis: { ...personal, cause } }))
    expect(await stage.alerts()).toMatchObject([{ subject: id, cause: 'trakt.token_invalid', count: 3 }])
  })

  it('is mended by a good call of that account, and by nobody else’s', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    await stage.recorder.record(forAccount(mine, { diagnosis: personal }))
    await stage.recorder.record(aGood('app', { service: 'trakt' }))
    await stage.recorder.record(aGood('app', { service: 'trakt', accountId: other }))
    expect(await stage.alerts()).toHaveLength(1)
    await stage.recorder.record(aGood('app', { service: 'trakt', accountId: mine }))
    expect(await stage.alerts()).toEqual([])
  })

  it('is mended for each when good calls of several arrive together', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    for (const id of [mine, other]) await stage.recorder.record(forAccount(id, { diagnosis: personal }))
    await Promise.all(
      [mine, other].map((accountId) => stage.recorder.record(aGood('app', { service: 'trakt', accountId }))),
    )
    expect(await stage.alerts()).toEqual([])
  })

  it('leaves the order of good and bad as it came, whoever they belong to', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    const diagnosis = aDiagnosis('permission', { cause: 'trakt.app_removed' })
    await Promise.all(
      [
        forAccount(mine, { diagnosis }),
        aGood('app', { service: 'trakt', accountId: other }),
        forAccount(mine, { diagnosis }),
      ].map((report) => stage.recorder.record(report)),
    )
    expect(await stage.alerts()).toMatchObject([{ subject: 'app', state: 'open' }])
  })

  it('is mended at once after calm traffic of everybody', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    const good = (accountId: string) => aGood('app', { service: 'trakt', accountId })
    await stage.recorder.record(good(mine))
    await stage.recorder.record(good(other))
    await stage.recorder.record(forAccount(mine, { diagnosis: personal }))
    await stage.recorder.record(good(other))
    expect(await stage.alerts()).toHaveLength(1)
    await stage.recorder.record(good(mine))
    expect(await stage.alerts()).toEqual([])
  })

  it('ends with the integration, when that is paused', async () => {
    const [id = ''] = await signInAll([sean])
    await stage.recorder.record(forAccount(id, { diagnosis: personal }))
    await createAlertActions(stage.deps).endAll('app', 'paused')
    expect(await stage.alerts()).toEqual([])
  })
})

describe('an app that was deleted', () => {
  it('is one alert for all people, and asks nobody to sign in again', async () => {
    const ids = await signInAll(people)
    stage.trakt.weather = 'app_deleted'
    stage.clock.advance(4 * 86_400_000)
    for (const id of ids) expect(await stage.keeper.session(id)).toMatchObject({ ok: true })
    const [alert, ...others] = await list(boss)
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      cause: 'trakt.app_removed',
      accountId: null,
      affected: { integrations: 1, people: 5 },
      count: 5,
    })
    for (const viewer of people) {
      expect(await list(viewer)).toEqual([])
      expect((await stage.accounts.list(viewer)).items).toMatchObject([{ state: 'linked' }])
    }
  })
})

describe('what a person sees of alerts', () => {
  it('is the own, with the account’s name; an administrator sees all', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    await stage.recorder.record(forAccount(mine, { diagnosis: personal }))
    await stage.recorder.record(forAccount(other, { diagnosis: personal }))
    await stage.recorder.record(aReport('app', { diagnosis: aDiagnosis('permission') }))
    expect(await list(sean)).toMatchObject([
      {
        accountId: mine,
        accountName: 'Sean',
        integrationName: 'Trakt',
        affected: { people: 1, integrations: 1 },
      },
    ])
    expect(await list(boss)).toHaveLength(3)
    const reader = readerOf()
    const [own] = await list(sean)
    expect(await reader.personOfAlert(own?.id ?? '')).toBe(sean.id)
  })

  it('is not found otherwise, whatever is done to it', async () => {
    const [mine = ''] = await signInAll([sean])
    await stage.recorder.record(forAccount(mine, { diagnosis: personal }))
    const [alert] = await list(boss)
    const alerts = alertsOf()
    const id = alert?.id ?? ''
    for (const work of [
      () => alerts.get(jill, id),
      () => alerts.events(jill, id),
      () => alerts.dismiss(jill, id),
      () => alerts.restore(jill, id),
      () => alerts.snooze(jill, id, null),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'not_found' })
    expect(await alerts.dismiss(sean, id)).toMatchObject({ state: 'dismissed' })
  })

  it('makes the overview of a member: own alerts and plays, no integrations', async () => {
    const [mine = '', other = ''] = await signInAll([sean, jill])
    await stage.recorder.record(forAccount(mine, { diagnosis: personal }))
    await stage.recorder.record(forAccount(other, { diagnosis: personal }))
    const asked: (string | null)[] = []
    const deps = {
      store: stage.store,
      reader: readerOf(),
      playing: () => Promise.resolve([]),
      activity: (userId: string | null) => {
        asked.push(userId)
        return Promise.resolve({ playing: 0, waiting: 0, attention: 0, nextAt: null })
      },
      version: '0.0.0',
    }
    expect(await overview(deps, sean)).toMatchObject({
      integrations: [],
      openAlerts: 1,
      alerts: [{ accountId: mine }],
      worst: 'error',
    })
    expect(await overview(deps, boss)).toMatchObject({ integrations: [{ id: 'app' }], openAlerts: 2 })
    expect(asked).toEqual([sean.id, null])
  })
})
