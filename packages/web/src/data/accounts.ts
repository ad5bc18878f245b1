import type {
  AccountService,
  AccountSettings,
  AccountView,
  CleanSlateResult,
  SignInView,
  TestEvent,
} from '@cuemark/contract'
import {
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client, problemOf } from './client.ts'
import { keys } from './keys.ts'
import { type Accounts, applyPlayback } from './live-apply-playback.ts'
import { usePerson } from './session.ts'

// Written once more: a value of the contract would bring its schemas along.
const accountServices = ['trakt', 'stremio'] as const satisfies readonly AccountService[]

/** The service by its name; null where nobody has an account of their own there. */
export const accountServiceOf = (name: string | null): AccountService | null =>
  accountServices.find((one) => one === name) ?? null

export const useAccounts = (): UseQueryResult<Accounts> =>
  useQuery({ queryKey: keys.accounts, queryFn: ({ signal }): Promise<Accounts> => client.listAccounts({ signal }) })

/** False where the person has no Trakt account that can be asked now; true also while that is being found out. */
export function useOwnTrakt(): boolean {
  const { data } = useAccounts()
  const personId = usePerson()?.id
  if (data === undefined) return true
  const own = data.items.filter((account) => account.service === 'trakt' && account.personId === personId)
  return own.some(({ state }) => state === 'linked' || state === 'ending')
}

/** What a person changes at an account. */
export type AccountTask =
  | { readonly type: 'settings'; readonly settings: Partial<AccountSettings> }
  | { readonly type: 'disconnect' }

/** Sends a change; one that met a newer version is made once more on top of that. */
async function carryOut(account: AccountView, task: AccountTask): Promise<AccountView> {
  const params = { id: account.id }
  if (task.type === 'disconnect') return client.disconnectAccount({ params })
  const { settings } = task
  try {
    return await client.changeAccount({ params, body: { settings, version: account.version } })
  } catch (error) {
    if (problemOf(error)?.code !== 'stale') throw error
    const { version } = await client.getAccount({ params })
    return client.changeAccount({ params, body: { settings, version } })
  }
}

export function useAccountTask(account: AccountView): UseMutationResult<AccountView, Error, AccountTask> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (task: AccountTask) => carryOut(account, task),
    onSuccess: (changed) => applyPlayback(cache, { type: 'account', account: changed }),
  })
}

export function useCleanSlate(id: string): UseMutationResult<CleanSlateResult, Error, void> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => client.cleanSlate({ params: { id } }),
    onSuccess: ({ account }) => {
      applyPlayback(cache, { type: 'account', account })
      void cache.invalidateQueries({ queryKey: keys.signIns })
    },
  })
}

/** The test of a saved sign-in, in the form in which tests are shown: all steps come at once. */
export async function* testOfAccount(id: string, signal: AbortSignal): AsyncGenerator<TestEvent> {
  yield { type: 'result', result: await client.testAccount({ params: { id }, signal }) }
}

export const useSignIns = (): UseQueryResult<{ readonly items: readonly SignInView[] }> =>
  useQuery({
    queryKey: keys.signInList,
    queryFn: ({ signal }): Promise<{ readonly items: readonly SignInView[] }> => client.listSignIns({ signal }),
  })

/** A pending sign-in is also asked for now and then, in case the live stream is cut. */
const askEveryMs = 10_000

export const useSignInAt = (id: string | null): UseQueryResult<SignInView> =>
  useQuery({
    queryKey: keys.signIn(id ?? ''),
    queryFn: ({ signal }) => client.getSignIn({ params: { id: id ?? '' }, signal }),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? askEveryMs : false),
  })

export interface SignInStart {
  readonly service: AccountService
  readonly method: 'device' | 'code'
}

function useTakingSignIn<Input>(act: (input: Input) => Promise<SignInView>): UseMutationResult<SignInView, Error, Input> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (signIn) => applyPlayback(cache, { type: 'sign_in', signIn }),
  })
}

export const useStartSignIn = (): UseMutationResult<SignInView, Error, SignInStart> =>
  useTakingSignIn(({ service, method }: SignInStart) =>
    client.startSignIn({ body: { service, method, origin: window.location.origin } }),
  )

export const useCancelSignIn = (): UseMutationResult<SignInView, Error, string> =>
  useTakingSignIn((id: string) => client.cancelSignIn({ params: { id } }))
