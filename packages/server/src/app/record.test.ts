import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aDiagnosis, aGood, aReport, aSilence, effectsOf, setStage, type Stage } from './record-stage.ts'

const minuteMs = 60_000
let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  await stage.add('i1', 'i2')
})
afterEach(async () => {
  await stage.close()
})

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
const recordAll = async (reports: readonly Parameters<Stage['recorder']['record']>[0][]): Promise<void> => {
  await Promise.all(reports.map((report) => stage.recorder.record(report)))
}

describe('a failure on its way to an alert', () => {
  it('is evidence, an alert, an event and an announcement, all in one', async () => {
    await stage.recorder.record(aReport('i1'))
    const [alert] = await stage.alerts()
    expect(alert).toMatchObject({
      integrationId: 'i1',
      cause: 'tmdb.authentication',
      state: 'open',
      count: 1,
    })
    expect(await stage.store.lastFailureOf(alert?.id ?? '')).toMatchObject({
      count: 1,
      status: 401,
      bodyStart: '{"status_code":7}',
      signs: ['status 401'],
      durationMs: 12,
    })
    expect((await stage.store.alertEvents(alert?.id ?? '')).map((event) => event.what)).toEqual(['opened'])
    expect(stage.announced).toEqual(['opened'])
  })

  it('is published only after it is durable', async () => {
    stage.refuse(1)
    await expect(stage.recorder.record(aReport('i1'))).rejects.toThrow('The disk is full.')
    expect(stage.published).toEqual([])
    await stage.recorder.record(aReport('i1'))
    expect(effectsOf(stage.published)).toEqual(['event', 'announce'])
    expect(stage.published).toContainEqual({ type: 'integration', integrationId: 'i1' })
  })

  it('folds 100,000 of one cause into one alert and one row with the right count', async () => {
    await recordAll(times(100_000, () => aReport('i1')))
    const alerts = await stage.alerts()
    expect(alerts.map((alert) => alert.count)).toEqual([100_000])
    expect((await stage.store.lastFailureOf(alerts[0]?.id ?? ''))?.count).toBe(100_000)
    expect(stage.announced).toEqual(['opened'])
  })

  it('keeps causes and integrations apart', async () => {
    const other = aReport('i1', { diagnosis: aDiagnosis('quota') })
    await recordAll([
      ...times(3, () => aReport('i1')),
      ...times(2, () => aReport('i2')),
      other,
      aReport('i1'),
    ])
    const counts = (await stage.alerts()).map(
      ({ subject, kind, count }) => `${subject} ${kind} ${String(count)}`,
    )
    expect(counts.sort()).toEqual(['i1 authentication 4', 'i1 quota 1', 'i2 authentication 2'])
  })

  it('is evidence without an alert when it belongs to the normal course', async () => {
    await stage.recorder.record(aReport('i1', { diagnosis: aDiagnosis('not_found') }))
    expect(await stage.alerts()).toEqual([])
    expect(
      await stage.store.prune({ endedAlerts: 0, checks: 0, failures: Infinity, events: 0, signIns: 0 }),
    ).toBe(1)
  })

  it('leaves nothing when it was expected', async () => {
    await stage.recorder.record(
      aReport('i1', { diagnosis: aDiagnosis('authentication', { expected: true }) }),
    )
    expect(
      await stage.store.prune({ endedAlerts: 0, checks: 0, failures: Infinity, events: 0, signIns: 0 }),
    ).toBe(0)
  })

  it('raises nothing while paused, and nothing fails when the integration is gone', async () => {
    await stage.pause('i1')
    await recordAll([aReport('i1'), aReport('gone'), aGood('gone')])
    expect(await stage.alerts()).toEqual([])
  })

  it('is one problem when an outage shows itself in several ways', async () => {
    const bad = (cause: string): Parameters<Stage['recorder']['record']>[0] =>
      aReport('i1', { diagnosis: aDiagnosis('outage', { cause }) })
    await stage.recorder.record(bad('http.502'))
    await stage.recorder.record(aSilence('i1'))
    await stage.recorder.record(bad('http.503'))
    expect(await stage.alerts()).toMatchObject([{ cause: 'http.502', count: 3, state: 'open' }])
  })

  it('keeps text that a database cannot hold', async () => {
    const { exchange } = aReport('i1')
    await stage.recorder.record(aReport('i1', { exchange: { ...exchange, body: 'a\u0000b' } }))
    const [alert] = await stage.alerts()
    expect((await stage.store.lastFailureOf(alert?.id ?? ''))?.bodyStart).toBe('a\uFFFDb')
  })
})

describe('a good answer', () => {
  it('clears what it proves and nothing else', async () => {
    await recordAll([aReport('i1', { diagnosis: aDiagnosis('quota') }), aReport('i1')])
    await stage.recorder.record(aGood('i1', { origin: 'check' }))
    const states = (await stage.alerts()).map(({ kind, state, recoveredBy }) => [kind, state, recoveredBy])
    expect(states.sort()).toEqual([
      ['authentication', 'recovered', 'check'],
      ['quota', 'open', null],
    ])
  })

  it('counts as a check when it is real traffic', async () => {
    await stage.recorder.record(aReport('i1'))
    stage.clock.advance(minuteMs)
    await stage.recorder.record(aGood('i1'))
    const row = await stage.row('i1')
    expect(row).toMatchObject({ lastProofAt: stage.clock.now(), checkRung: 0 })
    expect(row?.nextCheckAt).toBeGreaterThan(stage.clock.now())
  })

  it('does not put off the next check while something stands', async () => {
    await stage.recorder.record(aReport('i1', { diagnosis: aDiagnosis('quota') }))
    await stage.recorder.record(aGood('i1'))
    expect(await stage.row('i1')).toMatchObject({ lastProofAt: stage.clock.now(), nextCheckAt: null })
  })

  it('between two failures of one burst makes a relapse, not one longer failure', async () => {
    await recordAll([aReport('i1'), aReport('i1'), aGood('i1'), aReport('i1')])
    const [alert] = await stage.alerts()
    expect(alert).toMatchObject({ state: 'open', count: 3, relapse: true })
    const events = await stage.store.alertEvents(alert?.id ?? '')
    expect(events.map((event) => event.what)).toEqual(['opened', 'recovered', 'relapsed'])
  })

  it('is not written a hundred times a second when all is well, and mends at once when it is not', async () => {
    await stage.recorder.record(aGood('i1'))
    const published = stage.published.length
    await recordAll(times(100, () => aGood('i1')))
    expect(stage.published).toHaveLength(published)
    await recordAll([aReport('i1'), aGood('i1')])
    expect((await stage.alerts()).map((alert) => alert.state)).toEqual(['recovered'])
  })

  it("a refusal in the service's own words ends an outage", async () => {
    await stage.recorder.record(aSilence('i1'))
    await stage.recorder.record(aReport('i1'))
    const states = (await stage.alerts()).map(({ kind, state }) => `${kind} ${state}`)
    expect(states).toEqual(['network recovered', 'authentication open'])
  })

  it('a second refusal of the same kind is no recovery', async () => {
    const limited = aReport('i1', { diagnosis: aDiagnosis('rate_limit') })
    await stage.recorder.record(limited)
    await stage.recorder.record(limited)
    expect(await stage.alerts()).toMatchObject([{ state: 'open', count: 2, relapse: false }])
  })
})

describe('when the store refuses', () => {
  it('tells each caller, forgets nothing, and goes on with the next', async () => {
    await stage.recorder.record(aReport('i1'))
    stage.refuse(100)
    const refused = await Promise.allSettled(times(10, () => stage.recorder.record(aReport('i1'))))
    expect(refused.map(({ status }) => status)).toEqual(times(10, () => 'rejected'))
    stage.refuse(0)
    await stage.recorder.record(aReport('i1'))
    expect(await stage.alerts()).toMatchObject([{ count: 2 }])
  })

  it('tries each report alone after a refusal, so that one bad report takes nobody down', async () => {
    stage.refuse(1)
    await recordAll(times(5, () => aReport('i1')))
    expect(await stage.alerts()).toMatchObject([{ count: 5 }])
  })
})
