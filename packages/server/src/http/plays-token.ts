import type { FastifyRequest } from 'fastify'
import type { SourceRow } from '../app/ports-plays.ts'
import type { SourceReaders } from '../app/ports-sources.ts'
import type { Clock } from '../app/ports.ts'
import { type App, AppError } from '../app/use-cases.ts'
import type { Handlers } from './handler.ts'

const bearer = /^Bearer +([\w.~+/=-]{1,200})$/i

/** The source whose token a program sends along; only those of kind `api` have one for this. */
export async function sourceOfBearer(request: FastifyRequest, intake: App['intake']): Promise<SourceRow> {
  const [, token] = bearer.exec(request.headers.authorization ?? '') ?? []
  const source = token === undefined ? null : await intake.sourceOf(token)
  if (source === null || source.kind !== 'api') {
    throw new AppError(
      'not_signed_in',
      'Send the token of a source of kind API with the request: Authorization: Bearer, a space, and the token.',
    )
  }
  return source
}

export interface TokenDeps {
  readonly intake: App['intake']
  readonly readers: Pick<SourceReaders, 'api'>
  readonly clock: Clock
}

export function tokenHandlers({ intake, readers, clock }: TokenDeps): Pick<Handlers, 'sendPlays'> {
  return {
    sendPlays: async ({ caller, body }) => {
      if (caller.source === null) throw new Error('A route for tokens ran without a source.')
      const events = 'events' in body ? body.events : [body]
      const outcomes = await intake.take(caller.source, readers.api(events, clock.now()))
      return {
        results: events.map(({ id }, index) => ({ id, outcome: outcomes[index]?.outcome ?? 'known' })),
      }
    },
  }
}
