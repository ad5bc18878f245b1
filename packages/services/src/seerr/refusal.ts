import type { Diagnosis, EvidenceItem, Exchange } from '@cuemark/diagnosis'
import { ask } from '../call.ts'
import { diagnosisOfCause } from '../cause-diagnosis.ts'
import type { Http } from '../client.ts'
import type { ReadySettings } from '../ready-settings.ts'
import { publicSettingsCall, userCall } from './calls.ts'
import { seerrCauses } from './failures-causes.ts'

/**
 * One plain 403 stands for a wrong key, an unknown acting user, a missing right, and a server that was never
 * set up. These questions, asked in this order, tell them apart (seerr.md §2).
 */
export const separateRefusal = async (
  http: Http,
  settings: ReadySettings,
  actingUser: string | null,
  refusal: Diagnosis,
  exchange: Exchange,
): Promise<Diagnosis> => {
  // Only Seerr's own refusal has several meanings; one by a proxy in front is named already.
  if (exchange.status !== 403 || !ambiguous.has(refusal.cause)) return refusal
  const setUp = await ask(http, publicSettingsCall(settings))
  if (setUp.outcome.ok && !setUp.outcome.value.isSetUp) {
    return found('seerr.not_set_up', refusal, {
      part: 'body',
      text: 'settings/public says initialized false',
    })
  }
  if (actingUser === null) return certain(refusal)
  const owner = await ask(http, userCall(settings, null))
  if (!owner.outcome.ok) return certain(owner.outcome.diagnosis)
  const known = 'the same key is accepted without an acting user'
  return {
    ...found('seerr.acting_user_unknown', refusal, { part: 'knowledge', text: known }),
    explanation: `The key is right, but Seerr has no user with the number ${actingUser}.`,
  }
}

const ambiguous: ReadonlySet<string> = new Set(['seerr.key_wrong', 'seerr.acting_user_unknown'])

const found = (code: string, refusal: Diagnosis, proof: EvidenceItem): Diagnosis =>
  diagnosisOfCause('seerr', seerrCauses, code, [...refusal.evidence, proof])

const certain = (refusal: Diagnosis): Diagnosis => ({ ...refusal, confidence: 'certain' })
