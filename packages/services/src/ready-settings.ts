import type { Diagnosis } from '@cuemark/diagnosis'
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

const faultOf = (manifest: Manifest, note: FieldNote): Diagnosis => ({
  service: manifest.id,
  kind: 'configuration',
  cause: 'settings.unusable',
  title: `${manifest.name}: a setting cannot be used`,
  explanation: note.text,
  remedy: [{ text: note.text, action: 'edit_settings' }],
  scope: 'integration',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [{ part: 'knowledge', text: note.code }],
  field: note.field,
  expected: false,
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
