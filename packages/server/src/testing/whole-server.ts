import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertView, CheckView, TestResultView } from '@cuemark/contract'
import type { Client } from '@cuemark/sdk'
import { ManualClock } from '../clock-manual.ts'
import { type RunningServer, startServer } from '../start.ts'
import { visit } from './visitor.ts'

export const password = 'a long enough password'

/** Tests what is saved; answers the last line of the stream. */
export async function testSaved(client: Client, id: string): Promise<TestResultView> {
  let result: TestResultView | null = null
  for await (const line of client.testIntegration({ params: { id } }))
    if (line.type === 'result') result = line.result
  if (result === null) throw new Error('The test told no result.')
  return result
}

/** A whole server whose time stands still until it is moved, with an administrator signed in. */
export interface WholeServer {
  readonly url: string
  readonly client: Client
  readonly clock: ManualClock
  /** Lines of the log that tell of a fault. */
  readonly faults: readonly string[]
  openAlerts(): Promise<readonly AlertView[]>
  /** Newest first. */
  checks(id: string): Promise<readonly CheckView[]>
  /** Moves time to the next background check of this integration, and on until it has ended. */
  nextCheck(id: string): Promise<CheckView>
  close(): Promise<void>
}

/** Two of them are longer than the pause before a repeat, and seven are shorter than any time-out. */
const stepMs = 1000
/** Answers of the server that are waited for between two steps, so that what came due has its turns to run. */
const turnsPerStep = 12

/** An answer that has not come by then waits for time to pass: the pace towards a service is kept by the same clock. */
const patienceMs = 25
const passMs = 250

/** Sends a request, and lets time pass while its answer waits for that. */
const sendWhileTimePasses =
  (clock: ManualClock) =>
  async (input: RequestInfo | URL, init: RequestInit): Promise<Response> => {
    const passing = setInterval(() => clock.advance(passMs), patienceMs)
    try {
      return await fetch(input, init)
    } finally {
      clearInterval(passing)
    }
  }

export async function startWhole(env: Readonly<Record<string, string>> = {}): Promise<WholeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-whole-'))
  const faults: string[] = []
  const clock = new ManualClock(Date.now())
  const running: RunningServer = await startServer({
    env: { CUEMARK_DATA: folder, CUEMARK_PORT: '0', CUEMARK_LOG_LEVEL: 'error', ...env },
    log: (line) => void faults.push(line),
    clock,
  })
  const { client } = visit(running.url, sendWhileTimePasses(clock))
  await client.setUp({ body: { name: 'Ada', password } })
  const checks = async (id: string) => (await client.listChecks({ params: { id } })).items
  return {
    url: running.url,
    client,
    clock,
    faults,
    checks,
    openAlerts: async () => (await client.listAlerts()).items,
    nextCheck: async (id) => {
      const [before] = await checks(id)
      // The pace towards a service is kept in real time, so how many steps that takes is not known.
      for (;;) {
        const { nextCheckAt } = await client.getIntegration({ params: { id } })
        const [newest] = await checks(id)
        // While a check runs, its own moment stands in the plan.
        const waitMs = (nextCheckAt ?? 0) - clock.now()
        if (waitMs > 0 && newest !== undefined && newest.id !== before?.id) return newest
        clock.advance(waitMs > 0 ? waitMs : stepMs)
        for (let turn = 0; turn < turnsPerStep; turn += 1) await fetch(`${running.url}/api/v1/health`)
      }
    },
    close: async () => {
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
