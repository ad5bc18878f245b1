/** Records failures without end, and says of each when it is sent and when it is durable. To be killed. */
import { writeSync } from 'node:fs'
import { defaultAlertPolicy } from '@cuemark/domain'
import { createClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { openStore } from '../store/index.ts'
import { createChanges } from './live-changes.ts'
import { createRecorder } from './record.ts'
import { aDiagnosis, aReport } from './record-stage.ts'

const path = process.argv[2] ?? ''
const causes = ['tmdb.key_invalid', 'tmdb.account_suspended', 'tmdb.access_denied']
/** Callers that record at the same time, so that bursts are folded as in real life. */
const callers = 6

const clock = createClock()
const store = await openStore({ kind: 'sqlite', path })
const recorder = createRecorder({
  store,
  changes: createChanges((error) => {
    throw error
  }),
  clock,
  ids: createIds(clock),
  policy: defaultAlertPolicy,
})

// Written straight to the descriptor: what was said is out before the next line runs, whatever kills us.
const say = (word: string, cause: string): void => void writeSync(1, `${word} ${cause}\n`)

async function recordForEver(from: number): Promise<never> {
  for (let turn = from; ; turn += 1) {
    const cause = causes[turn % causes.length] ?? ''
    say('sent', cause)
    await recorder.record(aReport('i1', { diagnosis: aDiagnosis('authentication', { cause }) }))
    say('durable', cause)
  }
}

await Promise.all(Array.from({ length: callers }, (_, index) => recordForEver(index)))
