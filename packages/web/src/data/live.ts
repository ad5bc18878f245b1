import type { SessionView } from '@cuemark/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Heard, listenForChanges, sentenceFor } from './announcements.ts'
import { useOverview } from './alerts.ts'
import { inBatches } from './coalesce.ts'
import { keys } from './keys.ts'
import { applierFor } from './live-apply.ts'
import { openSharedLive } from './live-stream.ts'
import { say } from './messages.ts'
import { useReachable } from './reachable.ts'

/** Changes that come within this time are told as one sentence. */
const batchMs = 1200
/** The page follows a rain of changes at most this often. */
const redrawMs = 100
/** A stream that comes back within this time was never missed. */
const graceMs = 3000

export interface LiveStatus {
  readonly offline: boolean
  /** Last sentence for the screen reader. */
  readonly announced: string
}

/** Keeps the page live while somebody is signed in. */
export function useLive(): LiveStatus {
  const cache = useQueryClient()
  const [offline, setOffline] = useState(false)
  const isReachable = useReachable()
  const [announced, setAnnounced] = useState('')
  const [changes] = useState(listenForChanges)
  const known = useOverview().data?.alerts

  useEffect(() => {
    if (known !== undefined) changes.knows(known)
  }, [known, changes])

  useEffect(() => {
    const batches = inBatches(applierFor(cache), redrawMs)
    let batch: Heard[] = []
    let batchTimer: ReturnType<typeof setTimeout> | null = null
    let offlineTimer: ReturnType<typeof setTimeout> | null = null
    const tellBatch = (): void => {
      const sentence = sentenceFor(batch)
      const isGood = batch.every((heard) => heard.what === 'mended')
      batch = []
      batchTimer = null
      setAnnounced(sentence)
      if (isGood) say(sentence, { tone: 'good' })
    }
    const close = openSharedLive({
      from: cache.getQueryData<SessionView>(keys.session)?.liveId ?? null,
      onEvent: (event) => {
        batches.take(event)
        const heard = changes.hear(event)
        if (heard === null) return
        batch.push(heard)
        batchTimer ??= setTimeout(tellBatch, batchMs)
      },
      onState: (state) => {
        if (state === 'signed_out') void cache.invalidateQueries({ queryKey: keys.session })
        if (state === 'offline') offlineTimer ??= setTimeout(() => setOffline(true), graceMs)
        if (state !== 'open') return
        if (offlineTimer !== null) clearTimeout(offlineTimer)
        offlineTimer = null
        setOffline(false)
      },
    })
    return () => {
      close()
      batches.stop()
      if (batchTimer !== null) clearTimeout(batchTimer)
      if (offlineTimer !== null) clearTimeout(offlineTimer)
    }
  }, [cache, changes])

  return { offline: offline || !isReachable, announced }
}
