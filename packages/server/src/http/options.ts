import type { FastifyBaseLogger } from 'fastify'
import type { SourceReaders } from '../app/ports-sources.ts'
import type { Clock } from '../app/ports.ts'
import type { App, AppError } from '../app/use-cases.ts'
import type { People } from '../people/people.ts'

/** What the HTTP edge is given. */
export interface HttpDeps {
  readonly app: App
  readonly people: People
  readonly clock: Clock
  /** What players send, understood. */
  readonly readers: SourceReaders
  readonly log: FastifyBaseLogger
  /** Errors of what stands behind the ports, as what they mean for a caller; null for a fault of ours. */
  readonly translate: (error: unknown) => AppError | null
  readonly version: string
}

export interface HttpOptions {
  /** True when only this machine can connect; requests must then name it. */
  readonly loopbackOnly: boolean
  /** Further names under which the server may be asked, in lower case; with a port, for that port alone. */
  readonly allowedHosts: readonly string[]
  /** Addresses and networks of the proxies that are believed when they say who asks; `loopback` is one. */
  readonly trustedProxies: readonly string[]
  /** Folder of the built pages; null serves the API alone. */
  readonly webRoot: string | null
  /** Requests to the API per address and minute. */
  readonly requestsPerMinute: number
}
