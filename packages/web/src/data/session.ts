import type { PersonView, SessionRow, SessionView } from '@cuemark/contract'
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client } from './client.ts'
import { keys } from './keys.ts'

export const useSession = (): UseQueryResult<SessionView> =>
  useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => client.session({ signal }),
    staleTime: 60_000,
  })

export function usePerson(): PersonView | null {
  return useSession().data?.person ?? null
}

/** Takes over the session that setting up or signing in gave, and forgets what was refused before. */
export function useEntering<Input>(
  enter: (input: Input) => Promise<SessionView>,
): UseMutationResult<SessionView, Error, Input> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: enter,
    onSuccess: (session) => {
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] })
      cache.setQueryData(keys.session, session)
    },
  })
}

export interface Credentials {
  readonly name: string
  readonly password: string
}

export const useSignIn = (): UseMutationResult<SessionView, Error, Credentials> =>
  useEntering((body: Credentials) => client.signIn({ body }))

export const useSetUp = (): UseMutationResult<SessionView, Error, Credentials & { code?: string }> =>
  useEntering((body: Credentials & { code?: string }) => client.setUp({ body }))

export function useSignOut(): UseMutationResult<void, Error, void> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => client.signOut(),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.session })
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] })
    },
  })
}

export const useSessions = (): UseQueryResult<{ items: SessionRow[] }> =>
  useQuery({ queryKey: keys.sessions, queryFn: ({ signal }) => client.listSessions({ signal }) })

export function useEndSession(): UseMutationResult<void, Error, string> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.endSession({ params: { id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.sessions }),
  })
}
