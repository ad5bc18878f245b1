import { PassThrough } from 'node:stream'
import type { Route } from '@cuemark/contract'
import type { FastifyReply } from 'fastify'
import type { WriteLines } from './handler.ts'

/** Ends an answer that has begun and then failed, in a way that nobody takes for its end. */
async function cutOff(
  reply: FastifyReply,
  gone: AbortSignal,
  ended: Promise<{ readonly error: unknown } | null>,
): Promise<void> {
  const failed = await ended
  if (failed === null) return
  if (!gone.aborted) reply.log.error({ err: failed.error }, 'A streamed answer was cut off.')
  reply.raw.destroy()
}

/**
 * Answers a line a value, each sent at once. What goes wrong before the first line is an ordinary problem
 * document; afterwards the answer is cut off, so that half a test is never taken for a whole one.
 */
export async function sendLines(
  reply: FastifyReply,
  line: Route['line'],
  write: WriteLines<unknown>,
  closing: AbortSignal,
): Promise<FastifyReply> {
  const gone = new AbortController()
  const stream = new PassThrough()
  reply.raw.once('close', () => gone.abort())
  const { promise: begun, resolve: begin } = Promise.withResolvers<null>()
  const emit = (value: unknown): void => {
    stream.write(`${JSON.stringify(line === undefined ? value : line.parse(value))}\n`)
    begin(null)
  }
  const stop = AbortSignal.any([gone.signal, closing])
  const ended = write(emit, stop).then(
    () => {
      stream.end()
      return null
    },
    (error: unknown) => ({ error }),
  )
  const failed = await Promise.race([ended, begun])
  if (failed !== null) {
    // Nobody is there to be told, and leaving is no fault.
    if (gone.signal.aborted) return reply.hijack()
    throw failed.error
  }
  void cutOff(reply, stop, ended)
  void reply.headers({ 'x-accel-buffering': 'no' }).type('application/x-ndjson; charset=utf-8')
  return reply.send(stream)
}
