import type { IntegrationView } from '@cuemark/contract'
import type { Manifest } from '@cuemark/services'
import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react'
import { formTexts } from '../texts/integrations.ts'
import { changesOf, type FormState, rebased, startForm } from './form.ts'
import { type TestRunner, useTestRunner } from './test-run.ts'

/** What the person is told beside the buttons. */
export interface FormNotice {
  readonly tone: 'error' | 'warning' | 'info'
  readonly text: string
  /** True for what speaks of typing; it goes when nothing is typed any more. */
  readonly isAboutTyping?: true
}

/** What lies on the desk while a form is filled in; testing and saving work on it. */
export interface FormDesk {
  readonly manifest: Manifest
  readonly form: FormState
  readonly setForm: Dispatch<SetStateAction<FormState>>
  readonly notice: FormNotice | null
  readonly setNotice: (notice: FormNotice | null) => void
  /** True after a failed test: saving all the same is then offered. */
  readonly canForce: boolean
  readonly setCanForce: (canForce: boolean) => void
  /** The saved integration that the typing stands on; null while it is new. */
  readonly base: () => IntegrationView | null
  readonly setBase: (integration: IntegrationView) => void
  /** Settings that passed a test in this page; saving them needs no second test before. */
  readonly hasPassed: (settings: Readonly<Record<string, string>>) => boolean
  readonly setPassed: (settings: Readonly<Record<string, string>> | null) => void
  readonly runner: TestRunner
  readonly rebase: (fresh: IntegrationView) => void
}

const sorted = (values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))

/** What a person typed and saved, without what checks and traffic change every minute. */
const contentOf = ({ name, settings, secretHints }: IntegrationView): string =>
  JSON.stringify([name, sorted(settings), sorted(secretHints)])

/** What a failed test said does not stay once the integration works again, by whatever proof. */
function useForgettingFailures(
  state: IntegrationView['state'] | null,
  { run, clear }: TestRunner,
  setForm: FormDesk['setForm'],
): void {
  const before = useRef(state)
  const hasFailed = run.result?.ok === false
  useEffect(() => {
    const isMended = state === 'connected' && before.current !== 'connected'
    before.current = state
    if (!isMended || !hasFailed) return
    clear()
    setForm((old) => ({ ...old, refusals: [] }))
  }, [state, hasFailed, clear, setForm])
}

export function useFormDesk(manifest: Manifest, integration: IntegrationView | null): FormDesk {
  const [form, setForm] = useState(() => startForm(manifest, integration))
  const [notice, setNotice] = useState<FormNotice | null>(null)
  const [canForce, setCanForce] = useState(false)
  const baseRef = useRef(integration)
  const passedRef = useRef<string | null>(null)
  const runner = useTestRunner()
  const changes = changesOf(form, manifest)
  const isTyped = changes.name || changes.settings
  const isTypedRef = useRef(isTyped)
  if (!isTyped && notice?.isAboutTyping === true) setNotice(null)

  useEffect(() => {
    isTypedRef.current = isTyped
  }, [isTyped])

  const rebase = (fresh: IntegrationView): void => {
    baseRef.current = fresh
    setForm((old) => rebased(old, manifest, fresh))
  }

  useEffect(() => {
    const before = baseRef.current
    if (integration === null || before === null || integration.version <= before.version) return
    baseRef.current = integration
    if (contentOf(before) === contentOf(integration)) return
    setForm((old) => rebased(old, manifest, integration))
    if (isTypedRef.current)
      setNotice({ tone: 'warning', text: formTexts.changedElsewhere, isAboutTyping: true })
  }, [integration, manifest])

  useForgettingFailures(integration?.state ?? null, runner, setForm)

  return {
    manifest,
    form,
    setForm,
    notice,
    setNotice,
    canForce,
    setCanForce,
    runner,
    rebase,
    base: () => baseRef.current,
    setBase: (fresh) => {
      baseRef.current = fresh
    },
    hasPassed: (settings) => passedRef.current === JSON.stringify(settings),
    setPassed: (settings) => {
      passedRef.current = settings === null ? null : JSON.stringify(settings)
    },
  }
}
