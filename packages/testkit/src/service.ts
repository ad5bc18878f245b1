import type { ServiceId } from '@cuemark/services'

/** The same weather for every service. What exactly is answered is the service's own matter (facts). */
export const scenes = [
  'healthy',
  'wrong_key',
  'revoked',
  'quota',
  'quota_retry_after',
  'rate_limit',
  'rate_limit_retry_after',
  'server_error',
  'bad_gateway',
  'timeout',
  'nonsense',
  'html_login',
  'slow_drip',
  'huge_body',
  'redirect_loop',
  'connection_reset',
  'truncated',
] as const
export type Scene = (typeof scenes)[number]

/** A request as the simulated service saw it. */
export interface SeenRequest {
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A simulated service on loopback, over real HTTP or HTTPS. */
export interface SimulatedService {
  readonly service: ServiceId
  /** Base address as a person or the environment would give it. */
  readonly url: string
  /** Settings that connect to it and work while it is healthy. */
  readonly goodSettings: Readonly<Record<string, string>>
  /** Credentials that are never right, in the right shape. */
  readonly badSettings: Readonly<Record<string, string>>
  readonly scene: string
  /** A common scene, or one of `oddities`. Takes effect with the next request. */
  set(scene: string): void
  /** Its own further scenes, with a line each. */
  readonly oddities: Readonly<Record<string, string>>
  readonly requests: readonly SeenRequest[]
  clearRequests(): void
  close(): Promise<void>
}

export interface SimulationOptions {
  /** 0 takes any free port. */
  readonly port?: number
  /** `self_signed`, `expired`, `wrong_name`, or a certificate that the process has been told to trust. */
  readonly tls?: 'none' | 'trusted' | 'self_signed' | 'expired' | 'wrong_name'
  /** How long `timeout` and `slow_drip` hold a request, in milliseconds. */
  readonly holdMs?: number
}

export type StartSimulation = (options?: SimulationOptions) => Promise<SimulatedService>
