import type {
  AccountView,
  ActivityView,
  LiveEvent,
  PlayView,
  SignInView,
  SourceView,
} from '@cuemark/contract'
import type { QueryClient } from '@tanstack/react-query'
import { activityViews, keys } from './keys.ts'
import type { Pages } from './live-cache.ts'
import { type Playing, playingWith, playingWithout } from './live-playing.ts'
import { playInPages } from './live-plays.ts'

/** What is read again when events were missed. */
export const playbackKeys = [keys.accounts, keys.signIns, keys.sources, keys.plays, keys.playing] as const

/** Accounts as they are read, with what the page must know besides. */
export interface Accounts {
  readonly items: readonly AccountView[]
  readonly traktReady: boolean
}
export interface Sources {
  readonly items: readonly SourceView[]
}

interface Versioned {
  readonly id: string
  readonly version: number
}

/** A list after one of it changed; an older version that arrives late never replaces a newer one. */
export function upserted<T extends Versioned>(items: readonly T[], changed: T): readonly T[] {
  const known = items.find((one) => one.id === changed.id)
  if (known === undefined) return [...items, changed]
  if (known.version > changed.version) return items
  return items.map((one) => (one.id === changed.id ? changed : one))
}

const viewOf = (value: unknown): ActivityView | undefined => activityViews.find((one) => one === value)

function applyPlay(cache: QueryClient, play: PlayView): void {
  for (const [key, data] of cache.getQueriesData<Pages<PlayView>>({ queryKey: [...keys.plays, 'list'] })) {
    const view = viewOf(key[2])
    if (data === undefined || view === undefined) continue
    const personId = typeof key[3] === 'string' ? key[3] : null
    cache.setQueryData(key, playInPages(data, play, { view, personId }))
  }
  // Of the thousands that may be told, those that nobody has open are not kept.
  cache.setQueryData<PlayView>(keys.play(play.id), (old) =>
    old !== undefined && play.version >= old.version ? play : old,
  )
  void cache.invalidateQueries({ queryKey: keys.playEvents(play.id) })
}

function changePlaying(
  cache: QueryClient,
  change: (data: Playing, personId: string | null) => Playing,
): void {
  for (const [key, data] of cache.getQueriesData<Playing>({ queryKey: keys.playing })) {
    const personId = typeof key[1] === 'string' ? key[1] : null
    if (data !== undefined) cache.setQueryData(key, change(data, personId))
  }
}

/** A sign-in that ended stays ended, whatever arrives late. */
export function newerSignIn(old: SignInView | undefined, next: SignInView): SignInView {
  return old !== undefined && old.state !== 'pending' && next.state === 'pending' ? old : next
}

function applySignIn(cache: QueryClient, signIn: SignInView): void {
  cache.setQueryData<SignInView>(keys.signIn(signIn.id), (old) => newerSignIn(old, signIn))
  void cache.invalidateQueries({ queryKey: keys.signInList })
  // A finished sign-in makes an account, or mends one.
  if (signIn.state === 'done') void cache.invalidateQueries({ queryKey: keys.accounts })
}

function changeItems<T>(
  cache: QueryClient,
  queryKey: readonly string[],
  change: (items: readonly T[]) => readonly T[],
): void {
  cache.setQueryData<{ readonly items: readonly T[] }>(queryKey, (old) =>
    old === undefined ? old : { ...old, items: change(old.items) },
  )
}

const withoutId =
  <T extends { readonly id: string }>(id: string) =>
  (items: readonly T[]): readonly T[] =>
    items.filter((one) => one.id !== id)

/** Brings accounts, sources and plays in the cache to what the stream tells. */
export function applyPlayback(cache: QueryClient, event: LiveEvent): void {
  switch (event.type) {
    case 'account':
      return changeItems<AccountView>(cache, keys.accounts, (items) => upserted(items, event.account))
    case 'account_removed':
      return changeItems<AccountView>(cache, keys.accounts, withoutId(event.id))
    case 'sign_in':
      return applySignIn(cache, event.signIn)
    case 'source':
      return changeItems<SourceView>(cache, keys.sources, (items) => upserted(items, event.source))
    case 'source_removed':
      return changeItems<SourceView>(cache, keys.sources, withoutId(event.id))
    case 'play':
      return applyPlay(cache, event.play)
    case 'now_playing':
      return changePlaying(cache, (data, personId) =>
        personId === null || personId === event.playing.personId
          ? { ...data, items: playingWith(data.items, event.playing) }
          : data,
      )
    case 'now_playing_ended':
      return changePlaying(cache, (data) => ({ ...data, items: playingWithout(data.items, event.id) }))
    case 'activity':
      changePlaying(cache, (data, personId) => (personId === null ? { ...data, counts: event.counts } : data))
      // The counts of one person cannot be told from those of all.
      void cache.invalidateQueries({
        queryKey: keys.playing,
        predicate: ({ queryKey }) => queryKey[1] !== null,
      })
      return undefined
    default:
      return undefined
  }
}
