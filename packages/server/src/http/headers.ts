import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const halfYearSeconds = 15_552_000

/** Headers that keep a browser from doing with our pages what we never do. */
export async function secureHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Mantine sets sizes and colors in style attributes; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Browsers complain about these two on plain http, and they do nothing there: set below for https.
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false,
    originAgentCluster: false,
  })
  server.addHook('onSend', async (request, reply) => {
    if (request.protocol !== 'https') return
    void reply.headers({
      'strict-transport-security': `max-age=${halfYearSeconds}`,
      'cross-origin-opener-policy': 'same-origin',
    })
  })
}

/** Answers of the API are kept by nobody; who asks again with the tag of the last answer is spared the body. */
export function apiHeaders(api: FastifyInstance): void {
  api.addHook('onSend', async (request, reply, payload) => {
    void reply.header('cache-control', 'no-store')
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    const tag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`
    void reply.header('etag', tag)
    if (request.headers['if-none-match'] !== tag) return payload
    void reply.code(304).removeHeader('content-type').removeHeader('content-length')
    return ''
  })
}
