import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SourceKind, SourceRow } from '../app/ports-plays.ts'
import type { HookKind } from '../app/ports-sources.ts'
import { messageOf } from './hooks-message.ts'
import {
  answerInText,
  createFindSource,
  type FindSource,
  type HookDeps,
  messageLimitBytes,
  sendText,
} from './hooks-secret.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a player's message: whose address it came to. */
    source: SourceRow | null
  }
}

interface HookRoute {
  readonly Params: { readonly token: string }
}

const playerNames: Readonly<Record<HookKind, string>> = {
  jellyfin: 'Jellyfin',
  emby: 'Emby',
  plex: 'Plex',
  tautulli: 'Tautulli',
  kodi: 'Kodi',
}
const isHookKind = (kind: SourceKind): kind is HookKind => kind in playerNames

const find = (findSource: FindSource, request: FastifyRequest<HookRoute>): Promise<SourceRow> =>
  findSource(request, request.params.token, isHookKind)

/** Reads a message and keeps it. The player gets its answer when that is durable, and never before. */
async function take(deps: HookDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { source, body } = request
  if (source === null || !isHookKind(source.kind)) throw new Error('A hook ran without its source.')
  const contentType = request.headers['content-type'] ?? null
  // A copy: the body may be a part of a larger buffer, which a form cannot be read from.
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array()
  const message = await messageOf(contentType, bytes, deps.clock.now())
  const reading = deps.readers.hooks[source.kind](message)
  if (reading.type === 'heard') {
    await deps.intake.take(source, reading.heard)
    return reply.code(204).send()
  }
  if (reading.type === 'unreadable') {
    await deps.intake.fault(source, reading.text)
    return sendText(reply, 422, reading.text)
  }
  await deps.intake.note(source, reading.because)
  return sendText(reply, 200, reading.because)
}

/**
 * Where players post what they play: POST or PUT `/hooks/<secret>`. Outside of the API and its cookies; the secret is
 * all a caller needs, under whatever name the player knows this server.
 */
export async function serveHooks(server: FastifyInstance, deps: HookDeps): Promise<void> {
  const findSource = createFindSource(deps)
  await server.register(async (scope) => {
    scope.decorateRequest('source', null)
    answerInText(scope, deps.translate)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: messageLimitBytes },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))
    scope.route<HookRoute>({
      method: ['POST', 'PUT'],
      url: '/hooks/:token',
      bodyLimit: messageLimitBytes,
      config: { bySecret: true },
      // Before the body is read: strangers can make nobody take 2 MB in.
      onRequest: async (request) => {
        request.source = await find(findSource, request)
      },
      handler: (request, reply) => take(deps, request, reply),
    })
    scope.get<HookRoute>('/hooks/:token', { config: { bySecret: true } }, async (request, reply) => {
      const { kind, name } = await find(findSource, request)
      if (!isHookKind(kind)) throw new Error('A source of another kind was found.')
      const text = `This address is right. It takes what ${playerNames[kind]} posts to it, for the source "${name}"; opening it changes nothing.`
      return sendText(reply, 200, text)
    })
  })
}
