import type { PlayView, TitleInput } from '@cuemark/contract'
import { type QueryClient, useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query'
import { matchTexts, playTexts as texts } from '../texts/activity.ts'
import { alertTexts } from '../texts/alerts.ts'
import { client } from './client.ts'
import { keys } from './keys.ts'
import { applyPlayback } from './live-apply-playback.ts'
import { say } from './messages.ts'
import { nameOf } from './titles.ts'

export type PlayTask =
  | { readonly type: 'replay' | 'drop' | 'restore' }
  | { readonly type: 'confirm'; readonly watched: boolean }
  | { readonly type: 'match'; readonly title: TitleInput; readonly remember: boolean }

function carryOut(id: string, task: PlayTask): Promise<PlayView> {
  const params = { id }
  switch (task.type) {
    case 'replay':
      return client.replayPlay({ params })
    case 'drop':
      return client.dropPlay({ params })
    case 'restore':
      return client.restorePlay({ params })
    case 'confirm':
      return client.confirmPlay({ params, body: { watched: task.watched } })
    case 'match':
      return client.matchPlay({ params, body: { title: task.title, remember: task.remember } })
  }
}

function apply(cache: QueryClient, play: PlayView): void {
  applyPlayback(cache, { type: 'play', play })
  void cache.invalidateQueries({ queryKey: keys.playing })
}

/** What was done, in words. */
function saidOf(play: PlayView, task: PlayTask): string {
  const name = nameOf(play.title)
  switch (task.type) {
    case 'replay':
      return texts.replayedOne(name)
    case 'drop':
      return texts.dropped(name)
    case 'restore':
      return texts.restored(name)
    case 'confirm':
      return task.watched ? texts.confirmed(name) : texts.denied(name)
    case 'match':
      return matchTexts.matched(name)
  }
}

const sayFailed = (error: unknown): void =>
  say(alertTexts.failed(error instanceof Error ? error.message : ''), { tone: 'error' })

/**
 * Does what a person wants done with a play, says so, and offers to undo a drop. It is said here and not by who asked:
 * a row is gone from its list by the time the answer comes.
 */
export function usePlayTask(id: string): UseMutationResult<PlayView, Error, PlayTask> {
  const cache = useQueryClient()
  const restore = async (): Promise<void> => {
    try {
      apply(cache, await carryOut(id, { type: 'restore' }))
    } catch (error) {
      sayFailed(error)
    }
  }
  return useMutation({
    mutationFn: (task: PlayTask) => carryOut(id, task),
    onSuccess: (play, task) => {
      apply(cache, play)
      say(saidOf(play, task), task.type === 'drop' ? { undo: () => void restore() } : {})
    },
    // The dialog that asks for a title stays open and tells it.
    onError: (error, task) => {
      if (task.type !== 'match') sayFailed(error)
    },
  })
}
