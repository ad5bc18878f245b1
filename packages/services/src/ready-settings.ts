import type { Causes, Diagnosis } from '@cuemark/diagnosis'
import { diagnosisOfCause } from './cause-diagnosis.ts'
import type { FieldNote, Manifest, Settings } from './manifest.ts'

/** Settings after inspection, with what stands against using them. */
export interface ReadySettings {
  readonly values: Settings
  /** Not null when no request can be made of them. */
  readonly fault: Diagnosis | null
  readonly warnings: readonly FieldNote[]
  /** Fields that look wrong offline; the rules use them to choose between causes. */
  readonly suspectFields: readonly string[]
}

/** What stands against a request before there is one. */
export const settingsCauses: Causes = {
  'settings.unusable': {
    kind: 'configuration',
    title: '{name}: a setting cannot be used',
    explanation: 'One of the settings is missing, or holds something that no request can carry.',
    remedy: [{ text: 'Correct the setting that is marked.', action: 'edit_settings' }],
    scope: 'integration',
    retry: 'never',
  },
}

const faultOf = (manifest: Manifest, note: FieldNote): Diagnosis => ({
  ...diagnosisOfCause(manifest.id, settingsCauses, 'settings.unusable', [
    { part: 'knowledge', text: note.code },
  ]),
  // The remark on the field says it better than the general text.
  explanation: note.text,
  field: note.field,
})

export const readySettings = (manifest: Manifest, settings: Settings): ReadySettings => {
  const { cleaned, notes } = manifest.inspect(settings)
  const error = notes.find((note) => note.level === 'error')
  const warnings = notes.filter((note) => note.level === 'warning')
  return {
    values: cleaned,
    fault: error === undefined ? null : faultOf(manifest, error),
    warnings,
    suspectFields: [...new Set(warnings.map((note) => note.field))],
  }
}
