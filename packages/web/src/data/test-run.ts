import type { TestEvent, TestResultView, TestStepView } from '@cuemark/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, problemOf } from './client.ts'
import { keys } from './keys.ts'

/** A test while it runs and after it ended. Steps come one after another. */
export interface TestRun {
  readonly running: boolean
  readonly steps: readonly TestStepView[]
  readonly result: TestResultView | null
  /** Why the test itself could not be run; not a failed step. */
  readonly broken: string | null
}

export const noRun: TestRun = { running: false, steps: [], result: null, broken: null }

export function afterTestEvent(run: TestRun, event: TestEvent): TestRun {
  if (event.type === 'step') return { ...run, steps: [...run.steps, event.step] }
  return { running: false, steps: event.result.steps, result: event.result, broken: null }
}

export interface TestRunner {
  readonly run: TestRun
  /** Runs a test; resolves with its result, or null when it was stopped or could not be run. */
  readonly start: (open: (signal: AbortSignal) => AsyncIterable<TestEvent>) => Promise<TestResultView | null>
  readonly stop: () => void
  readonly clear: () => void
}

export function useTestRunner(): TestRunner {
  const [run, setRun] = useState(noRun)
  const current = useRef<AbortController | null>(null)
  const stop = useCallback((): void => {
    current.current?.abort()
    current.current = null
    setRun((old) => (old.running ? noRun : old))
  }, [])
  useEffect(() => () => current.current?.abort(), [])

  const start: TestRunner['start'] = useCallback(async (open) => {
    current.current?.abort()
    const own = new AbortController()
    current.current = own
    let state: TestRun = { ...noRun, running: true }
    setRun(state)
    try {
      for await (const event of open(own.signal)) {
        state = afterTestEvent(state, event)
        if (!own.signal.aborted) setRun(state)
      }
    } catch (error) {
      if (own.signal.aborted) return null
      const broken = problemOf(error)?.detail ?? (error instanceof Error ? error.message : '')
      state = { ...state, running: false, broken }
    }
    // A stream that ends without a result was cut off; the page must not wait for ever.
    if (!own.signal.aborted) setRun({ ...state, running: false })
    return own.signal.aborted ? null : state.result
  }, [])

  return { run, start, stop, clear: useCallback(() => setRun(noRun), []) }
}

/** Runs the test of saved settings and keeps the facts it told. */
export function useSavedTest(
  id: string,
): TestRunner & { readonly test: () => Promise<TestResultView | null> } {
  const runner = useTestRunner()
  const cache = useQueryClient()
  const test = async (): Promise<TestResultView | null> => {
    const result = await runner.start((signal) => client.testIntegration({ params: { id }, signal }))
    if (result !== null && result.facts.length > 0) cache.setQueryData(keys.facts(id), result.facts)
    void cache.invalidateQueries({ queryKey: keys.checks(id) })
    return result
  }
  return { ...runner, test }
}
