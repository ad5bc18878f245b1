import { PassThrough } from 'node:stream'
import { liveEventSchema } from '@cuemark/contract'
import type { FastifyReply } from 'fastify'
import type { Clock } from '../app/ports.ts'
import type { Sessions, Signed } from '../people/sessions.ts'
import type { FeedEvent, LiveFeed } from './live-feed.ts'

/** Keeps proxies from closing a quiet stream, and notices a session that ended elsewhere. */
export const heartbeatMs = 15_000
/** A reader this far behind is let go; it comes back and catches up. */
const mostWaitingBytes = 1_000_000

export interface LiveDeps {
  readonly feed: LiveFeed
  readonly sessions: Sessions
  readonly clock: Clock
  /** Streams that are open, so that they can be ended when the server closes. */
  readonly open: Set<() => void>
}

/** A member sees what is the own; integrations and their alerts are the administrator's. */
function isMeantFor(
  { role, id }: Signed['user'],
  event: FeedEvent['event'],
  audience: string | null,
): boolean {
  // Of a removed alert only the id is left: it tells nothing, and whoever has it on a page must let it go.
  if (event.type === 'resync' || event.type === 'alert_removed') return true
  // Counts are of one person or of all, and mean one thing on a page.
  if (event.type === 'activity') return audience === (role === 'administrator' ? null : id)
  // The address of a sign-in page holds its state.
  if (event.type === 'sign_in') return audience === id
  return role === 'administrator' || audience === id
}

/** One reader of server-sent events, until it leaves, its session ends, or the server closes. */
export function sendLive(
  deps: LiveDeps,
  reply: FastifyReply,
  viewer: { signed: Signed; cookie: string; lastId: string | null },
): FastifyReply {
  const stream = new PassThrough()
  const endings: (() => void)[] = []
  let cancelBeat = (): void => undefined
  const end = (): void => {
    cancelBeat()
    for (const undo of endings.splice(0)) undo()
    stream.end()
  }
  const tell = ({ id, event, audience }: FeedEvent): void => {
    if (!isMeantFor(viewer.signed.user, event, audience)) return
    if (stream.writableLength + stream.readableLength > mostWaitingBytes) {
      end()
      reply.raw.destroy()
      return
    }
    stream.write(`event: ${event.type}\nid: ${id}\ndata: ${JSON.stringify(liveEventSchema.parse(event))}\n\n`)
  }
  const beat = (): void => {
    stream.write(': still here\n\n')
    cancelBeat = deps.clock.after(heartbeatMs, () => void check())
  }
  const check = async (): Promise<void> => {
    // An unreachable store ends no stream: only a clear no does.
    const signed = await deps.sessions.recognize(viewer.cookie).catch(() => viewer.signed)
    if (stream.writableEnded) return
    if (signed === null) end()
    else beat()
  }

  stream.write(`retry: 1000\nid: ${deps.feed.lastId}\n\n`)
  beat()
  endings.push(
    deps.feed.follow(viewer.lastId, tell),
    deps.sessions.onEnd((id) => {
      if (id === viewer.signed.session.id) end()
    }),
    () => deps.open.delete(end),
  )
  deps.open.add(end)
  reply.raw.once('close', end)
  void reply.headers({ 'x-accel-buffering': 'no' }).type('text/event-stream; charset=utf-8')
  return reply.send(stream)
}
