import { aReport, setStage } from '../packages/server/src/app/record-stage.ts'

const failures = 100_000
/** Callers waiting at the same time, as in a burst. */
const together = 500

/** Failures a second through the recorder into SQLite, each durable before it counts; and what is left of them. */
export async function run(): Promise<void> {
  const house = await setStage()
  await house.add('i1')
  const startedAt = process.hrtime.bigint()
  for (let done = 0; done < failures; done += together) {
    await Promise.all(Array.from({ length: together }, () => house.recorder.record(aReport('i1'))))
  }
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9
  const alerts = await house.alerts()
  const counted = alerts.reduce((sum, alert) => sum + alert.count, 0)
  await house.close()
  console.log(
    `recorder: ${Math.round(failures / seconds).toLocaleString('en-US')} failures/s ` +
      `(${failures.toLocaleString('en-US')} of one cause, ${together} at a time): ` +
      `${alerts.length} alert, count ${counted.toLocaleString('en-US')}`,
  )
}
