import type { StuckContext, StuckInput, StuckResult } from '@cuemark/services/stuck'
import { useQuery } from '@tanstack/react-query'

type Answer = (input: StuckInput, context: StuckContext) => StuckResult

export interface StuckRules {
  /** Null while the rules are loading. */
  readonly answer: Answer | null
  readonly error: Error | null
  readonly retry: () => void
}

/** The rules are loaded when somebody begins to answer; they work in the page, and nothing is sent. */
export function useStuckRules(isNear: boolean): StuckRules {
  const rules = useQuery({
    queryKey: ['stuck-rules'],
    queryFn: async (): Promise<{ readonly stuckAnswer: Answer }> => import('@cuemark/services/stuck'),
    enabled: isNear,
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return {
    answer: rules.data?.stuckAnswer ?? null,
    error: rules.error,
    retry: () => void rules.refetch(),
  }
}
