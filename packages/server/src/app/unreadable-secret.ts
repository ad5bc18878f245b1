import type { Diagnosis } from '@cuemark/diagnosis'
import type { Manifest } from '@cuemark/services'
import { aboutOf, type AlertDeps, atDesk } from './alert-desk.ts'
import { noExchange } from './integrations-proof.ts'
import { standingStates } from './integrations-state.ts'
import type { IntegrationRow, OutcomeReport } from './ports.ts'
import { AppError } from './use-cases.ts'

const cause = 'secret.unreadable'

/** A saved secret does not open any more. Its text is fit for people and holds nothing of the secret. */
export class UnreadableSecret extends AppError {
  readonly field: string
  constructor(field: string, error: unknown) {
    const text = error instanceof Error ? error.message : 'A saved secret cannot be opened. Enter it again.'
    super('unavailable', text, [{ field, text: 'Enter it again.' }])
    this.name = 'UnreadableSecret'
    this.field = field
    this.cause = error
  }
}

const diagnosisOf = (manifest: Manifest, { field, message }: UnreadableSecret): Diagnosis => {
  const label = manifest.fields.find(({ name }) => name === field)?.label ?? field
  return {
    service: manifest.id,
    kind: 'configuration',
    cause,
    title: `${manifest.name}: the saved secret cannot be opened`,
    explanation: message,
    remedy: [
      { text: `Enter this again: ${label}.`, action: 'replace_key' },
      { text: 'If the database came from a backup, restore it whole, together with its key.' },
    ],
    scope: 'integration',
    retry: { when: 'never' },
    confidence: 'certain',
    evidence: [{ part: 'knowledge', text: `${label} is saved and does not open` }],
    field,
    expected: false,
  }
}

/** What is recorded in place of a call that could not be made. */
export const unreadableReport = (
  row: Pick<IntegrationRow, 'id' | 'service'>,
  manifest: Manifest,
  error: UnreadableSecret,
  now: number,
): OutcomeReport & { readonly diagnosis: Diagnosis } => ({
  integrationId: row.id,
  service: row.service,
  call: null,
  exchange: noExchange(row.service, now),
  durationMs: null,
  diagnosis: diagnosisOf(manifest, error),
  proofs: [],
  origin: 'check',
})

/** Secrets were entered again: that they open needs no proof by the service, whatever it thinks of them. */
export const endUnreadable = (deps: AlertDeps, integrationId: string): Promise<void> =>
  atDesk(deps, async (tx, desk) => {
    const standing = await tx.alertsIn(standingStates, integrationId)
    for (const alert of standing.filter((each) => each.cause === cause)) {
      await desk.send(alert, { type: 'end', because: 'changed' }, aboutOf(alert))
    }
  })
