import type { FastifyRequest } from 'fastify'
import { AppError } from '../app/use-cases.ts'
import type { HttpOptions } from './options.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Called by programs with a secret of their own, under any name and from anywhere: no cookie lets them in. */
    bySecret?: boolean
  }
}

const loopbackNames = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Name without port, in lower case. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}

export function isLoopbackHost(host: string): boolean {
  return loopbackNames.test(nameOf(host))
}

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

const proxyHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/** Opened on this very machine: own address, own name, and nothing in between. */
export function isLocal(request: FastifyRequest): boolean {
  const direct = proxyHeaders.every((name) => request.headers[name] === undefined)
  return direct && isLoopbackAddress(request.socket.remoteAddress ?? '') && isLoopbackHost(request.host)
}

/**
 * A web page elsewhere can point its own name at this machine and then call as if it were ours (DNS rebinding),
 * or post here from its own address. Both carry a foreign name, and neither knows a secret.
 */
export function checkHosts(request: FastifyRequest, options: HttpOptions): void {
  if (request.routeOptions.config.bySecret === true) return
  const allowed = (host: string): boolean =>
    options.allowedHosts.includes(nameOf(host)) || options.allowedHosts.includes(host.toLowerCase())
  // The header as it came: a page that rebinds its name could set a forwarded one.
  const asked = request.headers.host ?? ''
  if (options.loopbackOnly && !isLoopbackHost(asked) && !allowed(asked)) {
    throw new AppError(
      'not_allowed',
      'This server answers only under the name of this machine. Open it as http://127.0.0.1 or localhost. Behind a proxy, set CUEMARK_ALLOWED_HOSTS to the name it is opened by.',
    )
  }
  const { origin } = request.headers
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return
  const host = URL.parse(origin)?.host
  if (host === undefined || (host !== request.host.toLowerCase() && !allowed(host))) {
    throw new AppError(
      'not_allowed',
      'This change was asked for by a page of another site. If it was your own, a proxy hides the name it is opened by: set CUEMARK_ALLOWED_HOSTS to that name.',
    )
  }
}

/** Scheme and name by which the caller reached this server, as the proxies that are believed tell it. */
export function originOfRequest(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}
