import type { CheckView, IntegrationView, SaveResult, TestResultView } from '@cuemark/contract'
import type { ServiceId } from '@cuemark/services'
import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client } from './client.ts'
import { keys } from './keys.ts'
import { applierFor } from './live-apply.ts'
import type { Page } from './live-cache.ts'

export const useIntegrations = (): UseInfiniteQueryResult<InfiniteData<Page<IntegrationView>>> =>
  useInfiniteQuery({
    queryKey: keys.integrationList,
    queryFn: ({ pageParam, signal }): Promise<Page<IntegrationView>> =>
      client.listIntegrations({
        query: { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    // The live stream keeps lists true, and says when they must be read again.
    staleTime: Infinity,
    getNextPageParam: (last) => last.nextCursor,
  })

export const useIntegration = (id: string): UseQueryResult<IntegrationView> =>
  useQuery({
    queryKey: keys.integration(id),
    queryFn: ({ signal }) => client.getIntegration({ params: { id }, signal }),
  })

export const useChecks = (id: string): UseInfiniteQueryResult<InfiniteData<Page<CheckView>>> =>
  useInfiniteQuery({
    queryKey: keys.checks(id),
    queryFn: ({ pageParam, signal }): Promise<Page<CheckView>> =>
      client.listChecks({
        params: { id },
        query: { limit: 5, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

/** Facts of the last test in this page's life (version, user, plan); the API keeps none. */
export const useFacts = (id: string): UseQueryResult<TestResultView['facts']> =>
  useQuery<TestResultView['facts']>({ queryKey: keys.facts(id), enabled: false })

export interface SaveInput {
  /** Null for a new integration. */
  readonly saved: IntegrationView | null
  readonly service: ServiceId
  readonly name?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly saveUntested: boolean
}

function save(input: SaveInput): Promise<SaveResult> {
  const { saved, service, settings, saveUntested } = input
  const named = input.name === undefined ? {} : { name: input.name }
  if (saved === null) {
    return client.createIntegration({ body: { service, ...named, settings: { ...settings }, saveUntested } })
  }
  const changed = settings === undefined ? {} : { settings: { ...settings } }
  return client.updateIntegration({
    params: { id: saved.id },
    body: { ...named, ...changed, saveUntested, version: saved.version },
  })
}

export function useSaveIntegration(): UseMutationResult<SaveResult, Error, SaveInput> {
  const cache = useQueryClient()
  const apply = applierFor(cache)
  return useMutation({
    mutationFn: save,
    onSuccess: ({ integration, test }) => {
      cache.setQueryData(keys.integration(integration.id), integration)
      if (test !== null) cache.setQueryData(keys.facts(integration.id), test.facts)
      apply({ type: 'integration', integration })
    },
  })
}

export function useIntegrationSwitch(
  id: string,
): UseMutationResult<IntegrationView, Error, 'pause' | 'resume'> {
  const apply = applierFor(useQueryClient())
  return useMutation({
    mutationFn: (what: 'pause' | 'resume') =>
      what === 'pause'
        ? client.pauseIntegration({ params: { id } })
        : client.resumeIntegration({ params: { id } }),
    onSuccess: (integration) => apply({ type: 'integration', integration }),
  })
}

export function useRemoveIntegration(id: string): UseMutationResult<void, Error, void> {
  const apply = applierFor(useQueryClient())
  return useMutation({
    mutationFn: () => client.removeIntegration({ params: { id } }),
    onSuccess: () => apply({ type: 'integration_removed', id }),
  })
}
