import type { PasswordLink, PersonRow, SessionView } from '@cuemark/contract'
import {
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client } from './client.ts'
import { keys } from './keys.ts'
import { useEntering, usePerson } from './session.ts'

interface Link {
  readonly name: string
  readonly expiresAt: number
}

interface People {
  readonly items: readonly PersonRow[]
}

export const usePeople = (isWanted = true): UseQueryResult<People> =>
  useQuery({
    queryKey: keys.people,
    queryFn: ({ signal }): Promise<People> => client.listPeople({ signal }),
    enabled: isWanted,
  })

export const useIsAdministrator = (): boolean => usePerson()?.role === 'administrator'

export type Role = PersonRow['role']

function usePeopleTask<Input, Output>(
  act: (input: Input) => Promise<Output>,
): UseMutationResult<Output, Error, Input> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.people }),
  })
}

export interface NewPerson {
  readonly name: string
  readonly role: Role
}

export const useAddPerson = (): UseMutationResult<PasswordLink, Error, NewPerson> =>
  usePeopleTask((body: NewPerson) => client.addPerson({ body }))

export const useChangePerson = (id: string): UseMutationResult<PersonRow, Error, Partial<NewPerson>> =>
  usePeopleTask((body: Partial<NewPerson>) => client.changePerson({ params: { id }, body }))

export const useRemovePerson = (id: string): UseMutationResult<void, Error, void> =>
  usePeopleTask(() => client.removePerson({ params: { id } }))

export const useNewLink = (id: string): UseMutationResult<PasswordLink, Error, void> =>
  usePeopleTask(() => client.makePasswordLink({ params: { id } }))

/** The whole address of a link; the server tells only its path, as it cannot know how people reach it. */
export const wholeLink = (path: string): string => `${window.location.origin}${path}`

/** For whom a link is. The token is no part of the cache's key, which tools for developers show. */
export const useLookAtLink = (token: string | null): UseQueryResult<Link> =>
  useQuery({
    queryKey: ['password-link'],
    queryFn: ({ signal }) => client.lookAtPasswordLink({ body: { token: token ?? '' }, signal }),
    enabled: token !== null,
    gcTime: 0,
    staleTime: Infinity,
  })

interface LinkUse {
  readonly token: string
  readonly password: string
}

// The call's own name would pass for that of a hook.
const { usePasswordLink: redeemLink } = client

export const useLink = (): UseMutationResult<SessionView, Error, LinkUse> =>
  useEntering((body: LinkUse) => redeemLink({ body }))

interface PasswordChange {
  readonly current: string
  readonly password: string
}

export function useChangePassword(): UseMutationResult<SessionView, Error, PasswordChange> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: PasswordChange) => client.changePassword({ body }),
    onSuccess: (session) => {
      cache.setQueryData(keys.session, session)
      void cache.invalidateQueries({ queryKey: keys.sessions })
    },
  })
}
