import type { ServiceId } from '@cuemark/services'

/** What the gateway did, by service, since the process began. Read by whoever exports metrics. */
export interface ServiceCounters {
  requests: number
  failures: number
  retries: number
  /** Calls that never left the house: breaker open, or asked to wait. */
  refused: number
  cancelled: number
  totalMs: number
}

export interface Counters {
  of(service: ServiceId): ServiceCounters
  snapshot(): ReadonlyMap<ServiceId, Readonly<ServiceCounters>>
}

export const createCounters = (): Counters => {
  const byService = new Map<ServiceId, ServiceCounters>()
  return {
    of: (service) => {
      const known = byService.get(service)
      if (known !== undefined) return known
      const fresh = { requests: 0, failures: 0, retries: 0, refused: 0, cancelled: 0, totalMs: 0 }
      byService.set(service, fresh)
      return fresh
    },
    snapshot: () => new Map([...byService].map(([service, counters]) => [service, { ...counters }])),
  }
}
