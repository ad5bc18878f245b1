import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { IntegrationView } from '@cuemark/contract'
import type { Alert } from '@cuemark/domain'
import { openStore } from '../packages/server/src/store/index.ts'

const perTransaction = 500
const minuteMs = 60_000

const causes = [
  ['tmdb.key_invalid', 'TMDb: the key is not valid', 'error', 'authentication'],
  ['http.server_error', 'TMDb: the service has a fault', 'warning', 'outage'],
  ['tmdb.rate_limit', 'TMDb: too many requests', 'info', 'rate_limit'],
] as const

function endedAlert(at: number, index: number, integration: IntegrationView): Alert {
  const [cause, title, severity, kind] = causes[index % causes.length] ?? causes[0]
  return {
    id: randomUUID(),
    subject: integration.id,
    cause,
    integrationId: integration.id,
    service: integration.service,
    kind,
    severity,
    state: 'recovered',
    title,
    explanation: 'It is over.',
    remedy: [],
    field: null,
    confidence: 'certain',
    count: 1 + (index % 40) * 31,
    firstSeenAt: at - 20 * minuteMs,
    lastSeenAt: at - minuteMs,
    openedAt: at - 20 * minuteMs,
    endedAt: at,
    recoveredBy: 'check',
    snoozedUntil: null,
    usableAgainAt: null,
    usableAgainBasis: null,
    relapse: index % 11 === 0,
    announcedAt: [at - 20 * minuteMs],
    recentAt: [],
    version: 2,
  }
}

/** Writes a history into the database of a Cuemark that is not running; the newest alert ended at `newestAt`. */
export async function writeHistory(
  dataFolder: string,
  integrations: readonly IntegrationView[],
  count: number,
  newestAt: number,
): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path: join(dataFolder, 'cuemark.sqlite') })
  try {
    for (let start = 0; start < count; start += perTransaction)
      await store.transaction(async (tx) => {
        for (let index = start; index < Math.min(count, start + perTransaction); index += 1) {
          const integration = integrations[index % integrations.length]
          if (integration === undefined) throw new Error('A history needs an integration.')
          // Half a minute apart, so that ten thousand lie within the days that are kept.
          await tx.putAlert(endedAlert(newestAt - (index * minuteMs) / 2, index, integration))
        }
      })
  } finally {
    await store.close()
  }
}
