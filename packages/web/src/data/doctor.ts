import type { Explanation, ServiceId } from '@cuemark/services'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'

type Explain = (text: string, service?: ServiceId | null) => Explanation

export interface Doctor {
  /** Null while nothing is pasted or the Doctor is still loading. */
  readonly explanation: Explanation | null
  readonly error: Error | null
  readonly retry: () => void
}

/** Explains in the page itself: the rules are loaded when they are first needed, and nothing is sent. */
export function useDoctor(text: string, service: ServiceId | null, isNear: boolean): Doctor {
  const rules = useQuery({
    queryKey: ['doctor-rules'],
    queryFn: async (): Promise<{ readonly explain: Explain }> => import('@cuemark/services/explain'),
    // Not before somebody is about to ask: the rules are the largest part of the page.
    enabled: isNear || text !== '',
    staleTime: Infinity,
    gcTime: Infinity,
  })
  const settled = useDeferredValue(text)
  const explain = rules.data?.explain
  const explanation = useMemo(
    () => (explain === undefined || settled.trim() === '' ? null : explain(settled, service)),
    [explain, settled, service],
  )
  return { explanation, error: rules.error, retry: () => void rules.refetch() }
}
