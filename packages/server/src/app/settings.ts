import type { Field, Manifest, Settings } from '@cuemark/services'

export interface FieldProblem {
  readonly field: string
  readonly text: string
}

/** Settings as they would be tested and saved, secrets among them: handle with care, show nobody. */
export interface PreparedSettings {
  readonly settings: Settings
  /** Fields whose value was put right: trimmed, moved to where it belongs, cut out of an address. */
  readonly cleanedFields: readonly string[]
  /** What stands in the way of a test. */
  readonly problems: readonly FieldProblem[]
  /** The part of `problems` that is not merely something missing: such values are not even kept untested. */
  readonly unusable: readonly FieldProblem[]
}

const withoutEmpty = (settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))

const missing = (fields: readonly Field[], settings: Settings): readonly FieldProblem[] =>
  fields
    .filter((field) => field.required && field.defaultValue === undefined && !settings[field.name])
    .map((field) => ({ field: field.name, text: `${field.label} is missing.` }))

const unfit = (fields: readonly Field[], settings: Settings): readonly FieldProblem[] =>
  fields.flatMap((field) => {
    const value = settings[field.name]
    if (value === undefined) return []
    if (field.type === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) {
      return [{ field: field.name, text: `${field.label} must be a number.` }]
    }
    if (field.choices !== undefined && !field.choices.some((choice) => choice.value === value)) {
      return [{ field: field.name, text: `${field.label} is not one of the choices.` }]
    }
    return []
  })

/** The first remark on a field is enough. */
const oncePerField = (problems: readonly FieldProblem[]): readonly FieldProblem[] =>
  [...new Map([...problems].reverse().map((problem) => [problem.field, problem])).values()].reverse()

/**
 * Lays what was typed over what is saved, cleans it and says what is wrong with it. A field that is left out
 * keeps its saved value, an empty one is removed; that is how a form works that never shows a secret again.
 */
export const prepareSettings = (
  manifest: Pick<Manifest, 'fields' | 'inspect'>,
  given: Settings,
  saved: Settings,
): PreparedSettings => {
  const names = new Set(manifest.fields.map((field) => field.name))
  const unknown = Object.keys(given)
    .filter((name) => !names.has(name))
    .map((name) => ({ field: name, text: 'This service has no such setting.' }))
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)))
  const merged = withoutEmpty({ ...saved, ...known })
  const { cleaned, notes } = manifest.inspect(merged)
  const settings = withoutEmpty(cleaned)
  const remarks = notes.filter((note) => note.level === 'error').map(({ field, text }) => ({ field, text }))
  const problems = oncePerField([
    ...unknown,
    ...remarks,
    ...missing(manifest.fields, settings),
    ...unfit(manifest.fields, settings),
  ])
  return {
    settings,
    cleanedFields: [...names].filter((name) => (merged[name] ?? '') !== (settings[name] ?? '')),
    problems,
    unusable: problems.filter(({ field }) => !names.has(field) || settings[field] !== undefined),
  }
}
