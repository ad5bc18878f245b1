import type { Diagnosis } from '@cuemark/diagnosis'
import type { Manifest } from './manifest.ts'

/** The fields that this one call made use of. */
export interface SentFields {
  /** The credential that was sent. */
  readonly credential: string | null
  /** The address a person typed; null when the service's own was used. */
  readonly address: string | null
}

/** The defaults do not know whether a person typed the address; a service's own rules name their field. */
const ofDefaults = /^(?:http|transport)\./
const addressKinds: ReadonlySet<string> = new Set(['configuration', 'network', 'malformed'])

/**
 * Puts a fault against a field that is really there and was really used. The rules know one credential and
 * one address for each service; the call knows which of them it sent.
 */
export const againstField = (diagnosis: Diagnosis, manifest: Manifest, sent: SentFields): Diagnosis => {
  const { field: named, ...rest } = diagnosis
  const field = fieldOf(named, diagnosis, manifest, sent)
  return field === null ? rest : { ...rest, field }
}

const fieldOf = (
  named: string | undefined,
  diagnosis: Diagnosis,
  manifest: Manifest,
  sent: SentFields,
): string | null => {
  if (named === 'url' || named === 'baseUrl') return sent.address
  const known = manifest.fields.find((field) => field.name === named)
  // Where a service has several secrets, the one that was sent is at fault.
  if (known?.type === 'secret') return sent.credential
  if (known !== undefined) return known.name
  if (diagnosis.kind === 'authentication') return sent.credential
  const isOurs = diagnosis.scope === 'integration' || diagnosis.scope === 'item'
  const isAtAddress = addressKinds.has(diagnosis.kind) && ofDefaults.test(diagnosis.cause)
  return isAtAddress && isOurs ? sent.address : null
}
