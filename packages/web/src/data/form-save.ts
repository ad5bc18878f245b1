import type { IntegrationView, TestResultView } from '@cuemark/contract'
import { useQueryClient } from '@tanstack/react-query'
import { formTexts } from '../texts/integrations.ts'
import { client, isUnreachable, problemOf } from './client.ts'
import { changesOf, cleanedUp, type FormState, settingsToSend, startForm } from './form.ts'
import type { FormDesk } from './form-desk.ts'
import { prepare } from './form-test.ts'
import { useSaveIntegration } from './integrations.ts'
import { keys } from './keys.ts'

/** Takes the newest settings under what was typed and says so: somebody else saved meanwhile. */
function useTakingStale(desk: FormDesk): () => Promise<void> {
  const cache = useQueryClient()
  return async () => {
    const saved = desk.base()
    if (saved === null) return
    const fresh = await client.getIntegration({ params: { id: saved.id } })
    cache.setQueryData(keys.integration(fresh.id), fresh)
    desk.rebase(fresh)
    desk.setNotice({ tone: 'warning', text: formTexts.stale, isAboutTyping: true })
  }
}

/** What a refused save says. Everything typed stays. */
function tellRefusal(desk: FormDesk, error: unknown): void {
  const problem = problemOf(error)
  const named = problem?.fields ?? []
  if (named.length > 0) desk.setForm((old) => ({ ...old, refusals: named }))
  desk.setCanForce(problem?.code === 'test_failed')
  const detail = isUnreachable(error)
    ? formTexts.unreachable
    : (problem?.detail ?? problem?.title ?? String(error))
  desk.setNotice({ tone: 'error', text: formTexts.failedSave(detail) })
}

/** A form is saved when its test passed, or untested on purpose. */
export function useFormSave(
  desk: FormDesk,
  runTest: (ready: FormState) => Promise<TestResultView | null>,
  onSaved: (integration: IntegrationView) => void,
): { readonly save: (isForced: boolean) => Promise<void>; readonly isSaving: boolean } {
  const saving = useSaveIntegration()
  const takeStale = useTakingStale(desk)
  const { manifest } = desk

  const send = async (ready: FormState, saveUntested: boolean): Promise<void> => {
    const changes = changesOf(ready, manifest)
    const saved = desk.base()
    const sendsSettings = saved === null || changes.settings
    try {
      const { integration } = await saving.mutateAsync({
        saved,
        service: manifest.id,
        ...(changes.name ? { name: ready.name.trim() } : {}),
        ...(sendsSettings ? { settings: settingsToSend(ready, manifest) } : {}),
        saveUntested,
      })
      desk.setBase(integration)
      desk.setPassed(null)
      desk.setForm(startForm(manifest, integration))
      desk.setCanForce(false)
      desk.setNotice(null)
      onSaved(integration)
    } catch (error) {
      if (problemOf(error)?.code === 'stale') await takeStale()
      else tellRefusal(desk, error)
    }
  }

  const save = async (isForced: boolean): Promise<void> => {
    if (isForced) return send({ ...cleanedUp(desk.form, manifest), tried: true }, true)
    const ready = prepare(desk)
    if (ready === null) return
    const needsTest = desk.base() === null || changesOf(ready, manifest).settings
    const isTested = desk.hasPassed(settingsToSend(ready, manifest))
    if (needsTest && !isTested && (await runTest(ready))?.ok !== true) return
    await send(ready, false)
  }

  return { save, isSaving: saving.isPending }
}
