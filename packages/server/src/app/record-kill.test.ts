import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, it } from 'vitest'
import { openStore } from '../store/index.ts'
import type { Store } from './ports.ts'
import { anIntegration } from './record-stage.ts'

const rounds = 50
/** A killed process has at most this many acknowledged failures behind it, so that early moments are met as well. */
const mostSaid = 120

const folder = mkdtempSync(join(tmpdir(), 'cuemark-kill-'))
const path = join(folder, 'cuemark.sqlite')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const child = join(import.meta.dirname, 'record-kill-child.ts')

/** Counts by cause of what was said. */
type Tally = Map<string, number>
const count = (tally: Tally, cause: string): void => void tally.set(cause, (tally.get(cause) ?? 0) + 1)

/** Runs a process that records, and kills it without warning when it has said so many lines. */
async function recordUntilKilled(afterLines: number, sent: Tally, durable: Tally): Promise<void> {
  const recording = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let lines = 0
  for await (const line of createInterface({ input: recording.stdout })) {
    const [word = '', cause = ''] = line.split(' ')
    count(word === 'durable' ? durable : sent, cause)
    lines += 1
    if (lines === afterLines) recording.kill('SIGKILL')
  }
  if (recording.exitCode === null && recording.signalCode === null) await once(recording, 'exit')
  expect(recording.signalCode).toBe('SIGKILL')
}

/** A small generator with a seed, so that a failing run can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function storedCounts(store: Store): Promise<{ alerts: Tally; failures: number; occurrences: number }> {
  const found = await store.transaction((tx) =>
    tx.alertsIn(['pending', 'held', 'open', 'recovered', 'dismissed', 'snoozed'], 'i1'),
  )
  const alerts: Tally = new Map(found.map((alert) => [alert.cause, alert.count]))
  let failures = 0
  for (const alert of found) failures += (await store.lastFailureOf(alert.id))?.count ?? 0
  return { alerts, failures, occurrences: found.length }
}

it(`killed ${rounds} times in the middle, it loses no failure that was acknowledged and doubles none`, async () => {
  const seed = Date.now() % 100_000
  const random = randomFrom(seed)
  const first = await openStore({ kind: 'sqlite', path })
  await first.transaction((tx) => tx.insertIntegration(anIntegration('i1', Date.now())))
  await first.close()

  const sent: Tally = new Map()
  const durable: Tally = new Map()
  for (let round = 0; round < rounds; round += 1) {
    await recordUntilKilled(1 + Math.floor(random() * mostSaid), sent, durable)
    const store = await openStore({ kind: 'sqlite', path })
    const { alerts, failures, occurrences } = await storedCounts(store)
    await store.close()
    const context = `seed ${seed}, round ${round}`
    expect(occurrences, context).toBe(alerts.size)
    let total = 0
    for (const [cause, stored] of alerts) {
      expect(stored, `${context}, ${cause}`).toBeGreaterThanOrEqual(durable.get(cause) ?? 0)
      expect(stored, `${context}, ${cause}`).toBeLessThanOrEqual(sent.get(cause) ?? 0)
      total += stored
    }
    for (const cause of durable.keys()) expect(alerts.has(cause), `${context}, ${cause}`).toBe(true)
    // The failures kept as evidence tell the same number as the alerts.
    expect(failures, context).toBe(total)
  }
}, 180_000)
