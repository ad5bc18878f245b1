import { Agent, EnvHttpProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import { guardedLookup } from './address.ts'

/** A connection that is not made by then has its own code, which says more than the whole request's time-out. */
const connectTimeoutMs = 5000

export interface DispatcherOptions {
  /** `environment` honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
  readonly proxy: 'environment' | 'none'
}

/**
 * Connections are kept and shared by all integrations. undici's own time-outs are off: one signal bounds
 * connecting, answering and reading together. NODE_EXTRA_CA_CERTS adds private authorities by itself.
 */
export const createDispatcher = (options: DispatcherOptions): Dispatcher => {
  const agentOptions = {
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    connect: { timeout: connectTimeoutMs, lookup: guardedLookup, autoSelectFamily: true },
  }
  return options.proxy === 'environment' ? new EnvHttpProxyAgent(agentOptions) : new Agent(agentOptions)
}
