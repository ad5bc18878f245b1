import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isUnreachable, problemOf } from './client.ts'
import { keys } from './keys.ts'
import { tellReachable } from './reachable.ts'

/** Refusals that a repetition cannot change. */
const isFinal = (error: unknown): boolean => {
  const problem = problemOf(error)
  return problem !== null && problem.status < 500
}

/** A session that ended elsewhere is noticed at the next refusal, and the sign-in page takes over. */
function noticeSignedOut(error: unknown): void {
  const code = problemOf(error)?.code
  if (code === 'not_signed_in' || code === 'setup_needed') {
    void queryClient.invalidateQueries({ queryKey: keys.session })
  }
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      noticeSignedOut(error)
      if (isUnreachable(error)) tellReachable(false)
    },
    onSuccess: () => tellReachable(true),
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The browser's own guess about the network is wrong for a server on the same machine.
      networkMode: 'always',
      retry: (count, error) => !isFinal(error) && count < 2,
      retryDelay: (attempt) => Math.min(8000, 500 * 2 ** attempt),
      // A load that failed repeats by itself until it works.
      refetchInterval: (query) =>
        query.state.status === 'error' && !isFinal(query.state.error) ? 5000 : false,
    },
    mutations: { networkMode: 'always' },
  },
})
