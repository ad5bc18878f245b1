import {
  compile,
  defaultCauses,
  defaultRules,
  parseAddress,
  type Diagnose,
  type Diagnosis,
  type Exchange,
  type Knowledge,
  type RuleSet,
} from '@cuemark/diagnosis'
import { anyService } from './any-service.ts'
import { ruleSets } from './rule-sets.ts'

const defaults = { rules: defaultRules, causes: defaultCauses }

const byDefault: Diagnose = compile(anyService, defaults)

const compiled: readonly (readonly [RuleSet, Diagnose])[] = ruleSets.map((set) => [
  set,
  compile(set, defaults),
])

const byService: ReadonlyMap<string, Diagnose> = new Map(
  compiled.map(([set, rules]) => [set.service ?? '', rules]),
)

/** Public hosts, exact and by ending, with the rules of their service. */
const byHost: readonly (readonly [string, Diagnose])[] = compiled.flatMap(([set, rules]) =>
  set.hosts.map((host) => [host, rules] as const),
)

function ofAddress(url: unknown): Diagnose {
  const host = typeof url === 'string' ? parseAddress(url.slice(0, 2048).trim())?.host : undefined
  if (host === undefined) return byDefault
  const found = byHost.find(([known]) => (known.startsWith('.') ? host.endsWith(known) : host === known))
  return found === undefined ? byDefault : found[1]
}

/**
 * Says what an exchange means; null when nothing in it is a failure. Service rules come before the defaults.
 * `exchange.service` chooses the rules; without it the address does.
 */
export function diagnose(exchange: Exchange, knowledge: Knowledge = {}): Diagnosis | null {
  const { service } = exchange
  const rules = typeof service === 'string' ? byService.get(service) : undefined
  return (rules ?? ofAddress(exchange.url))(exchange, knowledge)
}
