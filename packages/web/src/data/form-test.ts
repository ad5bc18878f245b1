import type { TestResultView } from '@cuemark/contract'
import { useQueryClient } from '@tanstack/react-query'
import { formTexts } from '../texts/integrations.ts'
import { client } from './client.ts'
import { blockingField, changesOf, cleanedUp, type FormState, type Refusal, settingsToSend } from './form.ts'
import type { FormDesk } from './form-desk.ts'
import { keys } from './keys.ts'

export function focusField(name: string): void {
  document.getElementById(`field-${name}`)?.focus()
}

/** What a failed test says at its field. */
function refusalsOf(result: TestResultView): readonly Refusal[] {
  if (result.ok || result.field === null) return []
  const step = result.steps.find((one) => one.state === 'failed')
  return [{ field: result.field, text: result.diagnosis?.title ?? step?.detail ?? formTexts.testFailed }]
}

/** The form ready to be sent, or null after naming what is certainly wrong with it. */
export function prepare(desk: FormDesk): FormState | null {
  const ready: FormState = { ...cleanedUp(desk.form, desk.manifest), tried: true, refusals: [] }
  desk.setForm(ready)
  desk.setNotice(null)
  const blocking = blockingField(ready, desk.manifest)
  if (blocking === null) return ready
  // Focus after the message stands, so that it is read with its field.
  requestAnimationFrame(() => focusField(blocking))
  return null
}

/**
 * Tests what stands in the form. Unchanged settings are tested as saved, which clears the alerts that a pass
 * disproves; changed ones are tested as they are and clear nothing.
 */
export function useFormTest(desk: FormDesk): (ready: FormState) => Promise<TestResultView | null> {
  const cache = useQueryClient()
  const { manifest, runner } = desk
  return async (ready) => {
    const settings = settingsToSend(ready, manifest)
    const saved = desk.base()
    const asSaved = saved !== null && !changesOf(ready, manifest).settings
    const body = { service: manifest.id, settings, ...(saved === null ? {} : { integrationId: saved.id }) }
    const result = await runner.start((signal) =>
      asSaved
        ? client.testIntegration({ params: { id: saved.id }, signal })
        : client.testSettings({ body, signal }),
    )
    desk.setPassed(result?.ok === true ? settings : null)
    desk.setCanForce(result?.ok === false && !asSaved)
    if (saved !== null) void cache.invalidateQueries({ queryKey: keys.checks(saved.id) })
    if (result === null) return null
    if (saved !== null && result.ok) cache.setQueryData(keys.facts(saved.id), result.facts)
    const refusals = refusalsOf(result)
    desk.setForm((old) => ({ ...old, refusals }))
    return result
  }
}
