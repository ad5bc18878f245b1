import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { badKey, connect, openAlerts, refusal, setAppStage, testSaved, until } from './app-stage.ts'
import type { AppStage } from './app-stage.ts'
import { goodKey, startStageService } from './app-stage-service.ts'
import type { StageService } from './app-stage-service.ts'

let stage: AppStage
let service: StageService
let id: string
beforeEach(async () => {
  stage = await setAppStage()
  service = await startStageService()
  id = (await connect(stage, { url: service.url, apiKey: goodKey })).id
  stage.background.start()
})
afterEach(async () => {
  await stage.close()
  await service.close()
})

/** As if somebody had edited the database, or lost the key that sealed it. */
const damage = (): Promise<void> =>
  stage.store.transaction(async (tx) => {
    const row = await tx.integration(id)
    if (row === null) throw new Error('gone')
    const sealedSecrets = { apiKey: `${row.sealedSecrets['apiKey'] ?? ''}AAAA` }
    await tx.updateIntegration({ ...row, sealedSecrets, version: row.version + 1 })
  })

const checkCount = async (): Promise<number> =>
  (await stage.app.integrations.checks(id, { limit: 50 })).items.length

const passCheck = async (): Promise<void> => {
  const before = await checkCount()
  const { nextCheckAt } = await stage.app.integrations.get(id)
  stage.clock.advance((nextCheckAt ?? 0) - stage.clock.now())
  await until(async () => (await checkCount()) > before)
}

const save = async (apiKey: string, saveUntested: boolean): Promise<void> => {
  const { version } = await stage.app.integrations.get(id)
  await stage.app.integrations.update(id, { settings: { apiKey }, saveUntested, version })
}

describe('a saved secret that does not open', () => {
  it('is one alert that says what to enter, and is looked at more and more rarely', async () => {
    await damage()
    const asked = service.asked.length
    for (let rung = 0; rung < 6; rung += 1) await passCheck()
    expect(await openAlerts(stage)).toMatchObject([
      {
        integrationId: id,
        cause: 'secret.unreadable',
        kind: 'configuration',
        severity: 'error',
        field: 'apiKey',
        count: 6,
        remedy: [{ text: 'Enter this again: API key.', action: 'replace_key' }, {}],
      },
    ])
    const { nextCheckAt, state } = await stage.app.integrations.get(id)
    expect(state).toBe('error')
    expect((nextCheckAt ?? 0) - stage.clock.now()).toBe(3_600_000)
    expect(service.asked.length).toBe(asked)
  })

  it('is named to whoever tests it', async () => {
    await damage()
    expect(await refusal(testSaved(stage, id))).toMatchObject({
      code: 'unavailable',
      fields: [{ field: 'apiKey', text: 'Enter it again.' }],
    })
  })

  it('is mended by entering it again', async () => {
    await damage()
    await passCheck()
    await save(goodKey, false)
    expect(await openAlerts(stage)).toEqual([])
    expect(await stage.app.integrations.get(id)).toMatchObject({ state: 'connected' })
  })

  it('is mended by another one too, whatever the service thinks of that', async () => {
    await damage()
    await passCheck()
    await save(badKey, true)
    expect(await openAlerts(stage)).toEqual([])
    stage.clock.advance(0)
    await until(async () => (await openAlerts(stage)).length > 0)
    expect((await openAlerts(stage)).map((alert) => alert.cause)).toEqual(['seerr.authentication'])
  })
})
