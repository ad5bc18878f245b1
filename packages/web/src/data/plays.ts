import type { BackfillPreview, PlayEventView, PlayView, Suggestion, TitleInput } from '@cuemark/contract'
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { markTexts, playTexts } from '../texts/activity.ts'
import { client } from './client.ts'
import { keys, type PlaysOf } from './keys.ts'
import { applyPlayback } from './live-apply-playback.ts'
import type { Page } from './live-cache.ts'
import type { Playing } from './live-playing.ts'
import { say } from './messages.ts'
import { nameOf } from './titles.ts'

export const usePlaying = (personId: string | null): UseQueryResult<Playing> =>
  useQuery({
    queryKey: keys.playingOf(personId),
    queryFn: ({ signal }): Promise<Playing> =>
      client.listPlaying({ query: personId === null ? {} : { personId }, signal }),
    placeholderData: keepPreviousData,
  })

export const usePlays = ({ view, personId }: PlaysOf): UseInfiniteQueryResult<InfiniteData<Page<PlayView>>> =>
  useInfiniteQuery({
    queryKey: keys.playList({ view, personId }),
    queryFn: ({ pageParam, signal }): Promise<Page<PlayView>> =>
      client.listPlays({
        query: {
          view,
          limit: 100,
          ...(personId === null ? {} : { personId }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    // The live stream keeps lists true, and says when they must be read again.
    staleTime: Infinity,
    getNextPageParam: (last) => last.nextCursor,
  })

export const usePlay = (id: string): UseQueryResult<PlayView> =>
  useQuery({ queryKey: keys.play(id), queryFn: ({ signal }) => client.getPlay({ params: { id }, signal }) })

export const usePlayEvents = (id: string): UseQueryResult<readonly PlayEventView[]> =>
  useQuery({
    queryKey: keys.playEvents(id),
    queryFn: async ({ signal }) => (await client.listPlayEvents({ params: { id }, signal })).items,
  })

async function suggestionsFor(
  playId: string | null,
  text: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  if (playId === null) return (await client.searchTitles({ query: { query: text }, signal })).items
  const query = text === '' ? {} : { q: text }
  return (await client.suggestTitles({ params: { id: playId }, query, signal })).items
}

/** Titles that may be meant; for a play without a text, what the service makes of the player's own words. */
export const useSuggestions = (
  playId: string | null,
  text: string,
): UseQueryResult<readonly Suggestion[]> =>
  useQuery({
    queryKey: keys.suggestions(playId, text),
    queryFn: ({ signal }) => suggestionsFor(playId, text, signal),
    enabled: playId !== null || text !== '',
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })

export interface ReplayAll {
  readonly cause?: string
  readonly personId?: string
}

export function useReplayAll(): UseMutationResult<{ readonly replayed: number }, Error, ReplayAll> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: ReplayAll) => client.replayAll({ body }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.plays })
      void cache.invalidateQueries({ queryKey: keys.playing })
    },
  })
}

export interface Mark {
  readonly title: TitleInput
  readonly watched: boolean
  readonly at?: number
}

export function useMark(): UseMutationResult<{ readonly play: PlayView | null }, Error, Mark> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Mark) => client.markWatched({ body }),
    // Said here: what showed the play may be gone by the time the answer comes.
    onSuccess: ({ play }, { watched }) => {
      if (play !== null) applyPlayback(cache, { type: 'play', play })
      void cache.invalidateQueries({ queryKey: keys.playing })
      if (watched) say(markTexts.saved, { tone: 'good' })
      else say(play === null ? markTexts.nothing : playTexts.unwatched(nameOf(play.title)))
    },
  })
}

export interface BackfillRange {
  readonly accountId: string
  readonly from: number
  readonly to: number
}

export const usePreviewBackfill = (): UseMutationResult<BackfillPreview, Error, BackfillRange> =>
  useMutation({ mutationFn: (body: BackfillRange) => client.previewBackfill({ body }) })

export function useSendBackfill(): UseMutationResult<{ readonly sent: number }, Error, string> {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (previewId: string) => client.sendBackfill({ body: { previewId } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.plays })
      void cache.invalidateQueries({ queryKey: keys.playing })
    },
  })
}
