import type { Diagnosis, Exchange, Knowledge } from '@cuemark/diagnosis'

/**
 * Says what an exchange means; null when nothing in it is a failure. Service rules come before the defaults.
 * `exchange.service` chooses the rules; without it the address does.
 */
export function diagnose(exchange: Exchange, knowledge: Knowledge = {}): Diagnosis | null {
  void exchange
  void knowledge
  return null
}
