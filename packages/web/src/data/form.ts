import type { IntegrationView } from '@cuemark/contract'
import type { Field, FieldNote, Manifest } from '@cuemark/services'

/** A remark from outside the typing: a test or the server named this field. */
export interface Refusal {
  readonly field: string
  readonly text: string
}

/** What is saved, as far as the page may know it. */
interface Saved {
  readonly settings: Readonly<Record<string, string>>
  readonly hints: Readonly<Record<string, string>>
  readonly name: string
}

/** A settings form while it is filled in. Plain data: every change gives a new one. */
export interface FormState {
  readonly saved: Saved
  readonly name: string
  readonly values: Readonly<Record<string, string>>
  /** Saved secrets that are to be removed. */
  readonly removed: readonly string[]
  /** What cleaning said, kept until its field is typed in again. */
  readonly remarks: readonly FieldNote[]
  readonly refusals: readonly Refusal[]
  /** True after a first try to test or save: what is missing is said from then on. */
  readonly tried: boolean
}

export interface FieldMessages {
  readonly error: string | null
  readonly warning: string | null
  readonly info: string | null
}

const savedOf = (manifest: Manifest, integration: IntegrationView | null): Saved => ({
  settings: integration?.settings ?? {},
  hints: integration?.secretHints ?? {},
  name: integration?.name ?? manifest.name,
})

const startValue = (field: Field, saved: Saved): string =>
  field.type === 'secret' ? '' : (saved.settings[field.name] ?? field.defaultValue ?? '')

export function startForm(manifest: Manifest, integration: IntegrationView | null): FormState {
  const saved = savedOf(manifest, integration)
  return {
    saved,
    name: saved.name,
    values: Object.fromEntries(manifest.fields.map((field) => [field.name, startValue(field, saved)])),
    removed: [],
    remarks: [],
    refusals: [],
    tried: false,
  }
}

export function typed(form: FormState, field: string, value: string): FormState {
  return {
    ...form,
    values: { ...form.values, [field]: value },
    removed: form.removed.filter((name) => name !== field),
    remarks: form.remarks.filter((note) => note.field !== field),
    refusals: form.refusals.filter((refusal) => refusal.field !== field),
  }
}

export function withSecretRemoved(form: FormState, field: string, isRemoved: boolean): FormState {
  const emptied = typed(form, field, '')
  return isRemoved ? { ...emptied, removed: [...emptied.removed, field] } : emptied
}

const filled = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/**
 * Puts what was pasted into its right form and place. A field that is changed keeps its remark, so that the
 * person reads what was done.
 */
export function cleanedUp(form: FormState, manifest: Manifest): FormState {
  const { cleaned, notes } = manifest.inspect(filled(form.values))
  const changed = manifest.fields
    .map((field) => field.name)
    .filter((name) => (cleaned[name] ?? '') !== (form.values[name] ?? ''))
  if (changed.length === 0) return form
  const values = { ...form.values }
  for (const name of changed) values[name] = cleaned[name] ?? ''
  const said = notes.filter((note) => note.level === 'info')
  const remarks = [
    ...form.remarks.filter((note) => !said.some((other) => other.field === note.field)),
    ...said,
  ]
  return { ...form, values, remarks }
}

const isMissingNote = (note: FieldNote): boolean => note.code.endsWith('missing')

const keepsSecret = (form: FormState, field: string): boolean =>
  field in form.saved.hints && !form.removed.includes(field)

/** Remarks that hold now. A saved secret counts as given, although the page cannot see it. */
function standingNotes(form: FormState, manifest: Manifest): readonly FieldNote[] {
  const secrets = manifest.fields.filter((field) => field.type === 'secret').map((field) => field.name)
  const someKept = secrets.some((name) => keepsSecret(form, name))
  return manifest
    .inspect(filled(form.values))
    .notes.filter((note) => !isMissingNote(note) || !(someKept && secrets.includes(note.field)))
}

const textOf = (notes: readonly FieldNote[], level: FieldNote['level']): string | null =>
  notes.find((note) => note.level === level)?.text ?? null

/** What stands at each field. What is missing is not said before the person has tried. */
export function messagesOf(form: FormState, manifest: Manifest): Readonly<Record<string, FieldMessages>> {
  const notes = [...standingNotes(form, manifest), ...form.remarks].filter(
    (note) => form.tried || !isMissingNote(note),
  )
  const all = manifest.fields.map(({ name }): readonly [string, FieldMessages] => {
    const own = notes.filter((note) => note.field === name)
    const refusal = form.refusals.find((one) => one.field === name)
    return [
      name,
      {
        error: textOf(own, 'error') ?? refusal?.text ?? null,
        warning: textOf(own, 'warning'),
        info: textOf(own, 'info'),
      },
    ]
  })
  return Object.fromEntries(all)
}

/** First field whose value is certainly wrong; a test with it would only waste a call. */
export function blockingField(form: FormState, manifest: Manifest): string | null {
  return standingNotes(form, manifest).find((note) => note.level === 'error')?.field ?? null
}

/**
 * What goes to the server. A secret left out keeps its saved value; an empty one removes it; a plain field that
 * was emptied is sent empty.
 */
export function settingsToSend(form: FormState, manifest: Manifest): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const { name, type } of manifest.fields) {
    const value = form.values[name] ?? ''
    if (value !== '') settings[name] = value
    else if (type === 'secret' ? form.removed.includes(name) : (form.saved.settings[name] ?? '') !== '') {
      settings[name] = ''
    }
  }
  return settings
}

function settingsChanged(form: FormState, manifest: Manifest): boolean {
  return manifest.fields.some((field) =>
    field.type === 'secret'
      ? form.values[field.name] !== '' || form.removed.includes(field.name)
      : form.values[field.name] !== startValue(field, form.saved),
  )
}

export interface Changes {
  readonly name: boolean
  readonly settings: boolean
}

export function changesOf(form: FormState, manifest: Manifest): Changes {
  return { name: form.name.trim() !== form.saved.name, settings: settingsChanged(form, manifest) }
}

/**
 * The same typing over newer saved settings: a field the person did not touch takes the new value, one that was
 * touched keeps what was typed.
 */
export function rebased(form: FormState, manifest: Manifest, integration: IntegrationView): FormState {
  const fresh = startForm(manifest, integration)
  const values = Object.fromEntries(
    manifest.fields.map((field) => {
      const mine = form.values[field.name] ?? ''
      const wasTouched = mine !== startValue(field, form.saved)
      return [field.name, wasTouched ? mine : (fresh.values[field.name] ?? '')]
    }),
  )
  return {
    ...form,
    saved: fresh.saved,
    name: form.name === form.saved.name ? fresh.name : form.name,
    values,
    removed: form.removed.filter((name) => name in fresh.saved.hints),
  }
}
