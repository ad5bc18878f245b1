import type { AccountView, AlertEventView, AlertView, OverviewView } from '@cuemark/contract'
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
import { useEffect } from 'react'
import { alertTexts } from '../texts/alerts.ts'
import { client } from './client.ts'
import { type AlertsView, keys } from './keys.ts'
import { applierFor } from './live-apply.ts'
import type { Page } from './live-cache.ts'
import { say } from './messages.ts'

export const useOverview = (): UseQueryResult<OverviewView> =>
  useQuery({ queryKey: keys.overview, queryFn: ({ signal }) => client.overview({ signal }) })

export function useAlerts(
  view: AlertsView,
  integrationId?: string,
): UseInfiniteQueryResult<InfiniteData<Page<AlertView>>> {
  return useInfiniteQuery({
    queryKey: keys.alertList(view, integrationId),
    queryFn: ({ pageParam, signal }): Promise<Page<AlertView>> =>
      client.listAlerts({
        query: {
          view,
          ...(view === 'history' ? { limit: 100 } : {}),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
          ...(integrationId === undefined ? {} : { integrationId }),
        },
        signal,
      }),
    initialPageParam: '',
    // The live stream keeps lists true, and says when they must be read again.
    staleTime: Infinity,
    getNextPageParam: (last) => last.nextCursor,
  })
}

/**
 * The open alerts of one account, read page by page until all of them are here: those of others may stand before
 * them. Null while it cannot be told whether there are any.
 */
export function useAlertsOf({
  id,
  openAlerts,
}: Pick<AccountView, 'id' | 'openAlerts'>): readonly AlertView[] | null {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useAlerts('open')
  const alerts = data?.pages.flatMap((page) => page.items).filter((one) => one.accountId === id) ?? []
  const goesOn = hasNextPage && alerts.length < openAlerts && !isError
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])
  return data === undefined || (goesOn && alerts.length === 0) ? null : alerts
}

export const useAlert = (id: string): UseQueryResult<AlertView> =>
  useQuery({
    queryKey: keys.alert(id),
    queryFn: ({ signal }) => client.getAlert({ params: { id }, signal }),
  })

export const useAlertEvents = (id: string, isWanted: boolean): UseQueryResult<readonly AlertEventView[]> =>
  useQuery({
    queryKey: keys.alertEvents(id),
    queryFn: async ({ signal }) => (await client.listAlertEvents({ params: { id }, signal })).items,
    enabled: isWanted,
  })

export type AlertAction =
  | { readonly type: 'dismiss' }
  | { readonly type: 'restore' }
  | { readonly type: 'snooze'; readonly until: number | null }

function carryOut(id: string, action: AlertAction): Promise<AlertView> {
  const params = { id }
  if (action.type === 'snooze') return client.snoozeAlert({ params, body: { until: action.until } })
  return action.type === 'dismiss' ? client.dismissAlert({ params }) : client.restoreAlert({ params })
}

interface AlertTask {
  readonly alert: AlertView
  readonly action: AlertAction
}

/** Handles an alert and offers to undo it. The answer is drawn at once; the live stream tells the other tabs. */
export function useAlertAction(): UseMutationResult<AlertView, Error, AlertTask> {
  const cache = useQueryClient()
  const apply = applierFor(cache)
  const restore = async (id: string): Promise<void> => {
    try {
      apply({ type: 'alert', alert: await carryOut(id, { type: 'restore' }) })
    } catch (error) {
      say(alertTexts.failed(error instanceof Error ? error.message : ''), { tone: 'error' })
    }
  }
  return useMutation({
    mutationFn: ({ alert, action }: AlertTask) => carryOut(alert.id, action),
    onSuccess: (changed, { action }) => {
      apply({ type: 'alert', alert: changed })
      if (action.type === 'restore') return
      const text = action.type === 'dismiss' ? alertTexts.dismissed : alertTexts.snoozed
      say(text(changed.title), { undo: () => void restore(changed.id), of: changed })
    },
    onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
  })
}
