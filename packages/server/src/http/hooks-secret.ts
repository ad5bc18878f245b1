import { problemCodes } from '@cuemark/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SourceKind, SourceRow } from '../app/ports-plays.ts'
import type { SourceReaders } from '../app/ports-sources.ts'
import type { Clock } from '../app/ports.ts'
import { AppError, type App } from '../app/use-cases.ts'
import { Throttle, type ThrottleRule, TooManyAttempts } from '../people/throttle.ts'
import { asAppError } from './problems.ts'

/** What the addresses for players stand on. */
export interface HookDeps {
  readonly intake: App['intake']
  readonly readers: Pick<SourceReaders, 'hooks' | 'addon'>
  readonly clock: Clock
  /** Errors of what stands behind the ports, as what they mean for a caller; null for a fault of ours. */
  readonly translate: (error: unknown) => AppError | null
  readonly version: string
}

/** Plex sends a picture along. */
export const messageLimitBytes: number = 2 * 1024 * 1024

/** Secrets are too long to guess; this only keeps an old address from asking the store for ever. */
const missRule: ThrottleRule = { freeTries: 60, firstWaitMs: 1000, longestWaitMs: 60_000 }
const secretShape = /^[\w-]{16,128}$/

export type FindSource = (
  request: FastifyRequest,
  token: string | undefined,
  accepts: (kind: SourceKind) => boolean,
) => Promise<SourceRow>

/** Finds the source behind a secret; whoever holds none that fits is told nothing else, and is slowed. */
export function createFindSource({ intake, clock }: Pick<HookDeps, 'intake' | 'clock'>): FindSource {
  const misses = new Throttle(clock, missRule)
  return async (request, token, accepts) => {
    const found = token !== undefined && secretShape.test(token) ? await intake.sourceOf(token) : null
    if (found !== null && accepts(found.kind)) return found
    const waitMs = misses.waitMs(request.ip)
    if (waitMs > 0) throw new TooManyAttempts(waitMs)
    misses.count(request.ip)
    throw new AppError(
      'not_found',
      'No source has this address. It was renewed or removed, or it is cut: copy it again from Cuemark.',
    )
  }
}

export function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`)
}

const tooLarge = 'A message may have at most 2 MB.'

/** Players show an answer as it is, or log it: plain text in place of a problem document. */
export function answerInText(scope: FastifyInstance, translate: HookDeps['translate']): void {
  scope.setErrorHandler((error, request, reply) => {
    const known = asAppError(error) ?? translate(error)
    if (known === null) {
      request.log.error({ err: error, id: request.id }, 'A message of a player failed by a fault of Cuemark.')
      const text = `Something went wrong inside Cuemark. The log has the details under ${request.id}.`
      return sendText(reply, 500, text)
    }
    if ('retryAfterMs' in known && typeof known.retryAfterMs === 'number') {
      void reply.header('retry-after', Math.ceil(known.retryAfterMs / 1000))
    }
    if (known.code === 'unavailable' || known.code === 'storage_full') {
      request.log.warn({ err: error }, known.message)
    }
    return sendText(reply, problemCodes[known.code], known.code === 'too_large' ? tooLarge : known.message)
  })
}
