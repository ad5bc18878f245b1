import type { LiveEvent } from '@cuemark/contract'
import type { LiveState } from '@cuemark/sdk'
import { client } from './client.ts'

type Told =
  | { readonly type: 'event'; readonly event: LiveEvent }
  | { readonly type: 'state'; readonly state: LiveState }
  | { readonly type: 'hello' }

interface Listener {
  /** Where the stream stood when this page began to read. */
  readonly from: string | null
  readonly onEvent: (event: LiveEvent) => void
  readonly onState: (state: LiveState) => void
}

const name = 'cuemark-live'
/** An own stream for this tab, where tabs cannot agree among themselves. */
const ownStream = ({ from, onEvent, onState }: Listener): (() => void) =>
  client.live(onEvent, { onState, ...(from === null ? {} : { from }) })

/**
 * One stream for all tabs of this browser: it allows six connections to a server over HTTP/1.1, so a stream a
 * tab would block the seventh tab altogether. The tab that holds the lock reads and tells the others; when it
 * closes, the next one takes over and begins where its own page began, so that nothing that passed in between is
 * missed; what is told twice changes nothing.
 * Locks need a secure context; elsewhere each tab reads for itself.
 */
export function openSharedLive(listener: Listener): () => void {
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return ownStream(listener)
  const channel = new BroadcastChannel(name)
  const ended = new AbortController()
  let state: LiveState = 'connecting'
  let leads = false
  const post = (told: Told): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
    channel.postMessage(told)
  }
  const take = (told: Told): void => {
    if (told.type === 'event') listener.onEvent(told.event)
    if (told.type === 'state') listener.onState(told.state)
    if (told.type === 'hello' && leads) post({ type: 'state', state })
  }
  const tell = (told: Told): void => {
    take(told)
    post(told)
  }
  channel.addEventListener('message', (message: MessageEvent<Told>) => take(message.data))

  const lead = async (): Promise<void> => {
    leads = true
    const stop = ownStream({
      from: listener.from,
      onEvent: (event) => tell({ type: 'event', event }),
      onState: (next) => {
        state = next
        tell({ type: 'state', state: next })
      },
    })
    await new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()))
    stop()
  }
  navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => undefined)
  post({ type: 'hello' })
  return () => {
    ended.abort()
    channel.close()
  }
}
