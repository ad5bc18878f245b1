import type { SourceAddress, SourceKind, SourceView } from '@cuemark/contract'
import {
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client } from './client.ts'
import { keys } from './keys.ts'
import { applyPlayback, type Sources } from './live-apply-playback.ts'

export const useSources = (): UseQueryResult<Sources> =>
  useQuery({
    queryKey: keys.sources,
    queryFn: ({ signal }): Promise<Sources> => client.listSources({ signal }),
  })

/** The secret of a new source, for the page that opens next. It is kept in this page only. */
const fresh = new Map<string, SourceAddress>()
export const freshAddress = (id: string): SourceAddress | null => fresh.get(id) ?? null

export type NewSourceKind = Exclude<SourceKind, 'stremio_account'>

export function useCreateSource(): UseMutationResult<
  { readonly source: SourceView; readonly address: SourceAddress },
  Error,
  NewSourceKind
> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (kind: NewSourceKind) => client.createSource({ body: { kind } }),
    onSuccess: ({ source, address }) => {
      fresh.set(source.id, address)
      applyPlayback(cache, { type: 'source', source })
    },
  })
}

export type SourceTask =
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'pause'; readonly paused: boolean }
  | {
      readonly type: 'player'
      readonly key: string
      /** Null takes the answer back, or leaves the user nobody's. */
      readonly personId: string | null
      readonly ignored: boolean
    }

function carryOut(source: SourceView, task: SourceTask): Promise<SourceView> {
  const { id, version } = source
  if (task.type === 'player') {
    const { key, personId, ignored } = task
    return client.assignPlayer({ params: { id, key }, body: { personId, ignored } })
  }
  const change = task.type === 'rename' ? { name: task.name } : { paused: task.paused }
  return client.changeSource({ params: { id }, body: { ...change, version } })
}

export function useSourceTask(source: SourceView): UseMutationResult<SourceView, Error, SourceTask> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (task: SourceTask) => carryOut(source, task),
    onSuccess: (changed) => applyPlayback(cache, { type: 'source', source: changed }),
    onError: () => void cache.invalidateQueries({ queryKey: keys.sources }),
  })
}

export function useRemoveSource(id: string): UseMutationResult<void, Error, void> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => client.removeSource({ params: { id } }),
    onSuccess: () => {
      fresh.delete(id)
      applyPlayback(cache, { type: 'source_removed', id })
    },
  })
}

/** The secret is never kept in the query cache: it lives as long as the part of the page that shows it. */
export function useSourceAddress(id: string): UseMutationResult<SourceAddress, Error, 'show' | 'renew'> {
  return useMutation({
    gcTime: 0,
    mutationFn: async (what: 'show' | 'renew') => {
      const address = await (what === 'renew'
        ? client.renewSourceAddress({ params: { id } })
        : client.showSourceAddress({ params: { id } }))
      fresh.set(id, address)
      return address
    },
  })
}
