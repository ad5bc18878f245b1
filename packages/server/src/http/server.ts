import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { apiPrefix } from '@cuemark/contract'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, {
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { AppError } from '../app/use-cases.ts'
import { TooManyAttempts } from '../people/throttle.ts'
import { serveAddon } from './addon.ts'
import { createHandlers } from './handlers.ts'
import { apiHeaders, secureHeaders } from './headers.ts'
import { serveHooks } from './hooks.ts'
import { checkHosts } from './hosts.ts'
import { LiveFeed } from './live-feed.ts'
import { serveOpenApi } from './openapi.ts'
import type { HttpDeps, HttpOptions } from './options.ts'
import { problemHandler } from './problems.ts'
import { registerRoutes } from './register.ts'
import { serveWeb } from './web.ts'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
type Factories = NonNullable<SchemaController['compilersFactory']>
type ValidatorFactory = NonNullable<Factories['buildValidator']>
type SerializerFactory = NonNullable<Factories['buildSerializer']>

const bodyLimitBytes = 256 * 1024
/** The whole request must have arrived by then. */
const requestTimeoutMs = 30_000

function logAnswers(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address: addresses can carry secrets.
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    }
    const quiet = request.method === 'GET' && reply.statusCode < 400
    if (quiet) request.log.debug(line, 'answered')
    else request.log.info(line, 'answered')
  })
}

/**
 * Browsers open connections ahead of need, and Node does not count those as idle: without this, closing would wait
 * for the request that never comes.
 */
function closeUnused(server: FastifyInstance): void {
  const unused = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.addHook('onRequest', async (request) => void unused.delete(request.raw.socket))
  server.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
  })
}

async function limit(api: FastifyInstance, options: HttpOptions): Promise<void> {
  await api.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    // Supervisors ask often, and must always get an answer.
    allowList: (request: FastifyRequest) => request.routeOptions.url === `${apiPrefix}/health`,
    errorResponseBuilder: (_request, { ttl }) => new TooManyAttempts(ttl),
  })
}

/** The compilers of the contract's schemas, named at once so that the framework does not load its own besides. */
const schemaController: SchemaController = {
  compilersFactory: {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types know only the framework's own compilers
    buildValidator: (() => validatorCompiler) as unknown as ValidatorFactory,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    buildSerializer: (() => serializerCompiler) as unknown as SerializerFactory,
  },
}

function createFastify(deps: HttpDeps, { trustedProxies }: HttpOptions): FastifyInstance {
  const onError = problemHandler(deps.translate)
  const server = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    exposeHeadRoutes: false,
    schemaController,
    // Of others nobody knows whether they say the truth about who asks.
    trustProxy: [...trustedProxies],
    frameworkErrors: (error, request, reply) => void onError(error, request, reply),
  })
  server.setErrorHandler(onError)
  // A form of another site can send plain text without asking first; we take JSON alone.
  server.removeContentTypeParser('text/plain')
  closeUnused(server)
  logAnswers(server)
  return server
}

/** The HTTP edge, ready to listen. Closing it ends every open stream first. */
export async function createHttpServer(deps: HttpDeps, options: HttpOptions): Promise<FastifyInstance> {
  const server = createFastify(deps, options)
  await secureHeaders(server)
  await server.register(cookie)
  server.addHook('onRequest', async (request) => checkHosts(request, options))

  const feed = new LiveFeed(deps.app.live, deps.clock.now())
  const open = new Set<() => void>()
  const closing = new AbortController()
  server.addHook('preClose', async () => {
    closing.abort()
    for (const end of open) end()
    feed.close()
  })
  await server.register(
    async (api) => {
      apiHeaders(api)
      await limit(api, options)
      const { sessions } = deps.people
      registerRoutes(api, {
        handlers: createHandlers(deps.app, deps.people, deps, () => feed.lastId),
        sessions,
        intake: deps.app.intake,
        live: { feed, sessions, clock: deps.clock, open },
        closing: closing.signal,
      })
      serveOpenApi(api, deps.version)
      api.setNotFoundHandler(() => {
        throw new AppError('not_found', 'There is nothing at this address.')
      })
    },
    { prefix: apiPrefix },
  )
  const hooks = { ...deps, intake: deps.app.intake }
  await serveHooks(server, hooks)
  await serveAddon(server, hooks)
  await serveWeb(server, options.webRoot)
  return server
}
