import type { Diagnosis, Kind, Proof } from '@cuemark/diagnosis'

/** The least that must be known of a problem to say what mends it. */
export interface Ailment {
  readonly kind: Kind
  /** What its cause says of itself; it knows better than its kind. */
  readonly provenBy?: readonly Proof[] | null
  /** True when the moment of return that the service named has come. */
  readonly resetReached?: boolean
}

interface Healing {
  readonly kinds: readonly Kind[]
  /** Any one of these mends it. */
  readonly by: readonly Proof[]
  /** Any one of these is enough as well once the named moment of return has come. */
  readonly byAfterReset?: readonly Proof[]
  readonly because: string
}

/** What mends a kind, where the cause says nothing else. */
const healings: readonly Healing[] = [
  { kinds: ['outage', 'network'], by: ['reachable'], because: 'any answer of the service disproves it' },
  {
    kinds: ['rate_limit'],
    by: ['credential', 'read', 'write', 'quota', 'generation'],
    because: 'any call that was let through disproves it; a refusal of another sort does not',
  },
  {
    kinds: ['authentication', 'account'],
    by: ['credential'],
    because: 'only a call that needs it proves it',
  },
  {
    kinds: ['quota'],
    by: ['quota', 'generation'],
    byAfterReset: ['credential', 'read'],
    because: 'before the reset a good answer may not have cost any allowance',
  },
  { kinds: ['malformed'], by: ['read'], because: 'an answer was read that makes sense' },
  {
    kinds: ['permission', 'configuration', 'deprecated'],
    by: ['credential', 'read', 'write', 'generation'],
    because: 'the service did what it is used for',
  },
  {
    kinds: ['invalid_request', 'unknown'],
    by: ['credential', 'read', 'write', 'quota', 'generation'],
    because: 'a whole request was answered well',
  },
]

/** What follows from a proof without being said: who may write was let in, and who was let in got an answer. */
const implied: Readonly<Record<Proof, readonly Proof[]>> = {
  reachable: [],
  credential: ['reachable'],
  read: ['reachable'],
  quota: ['reachable'],
  write: ['reachable', 'credential'],
  generation: ['reachable', 'credential', 'quota'],
  sign_in: ['reachable', 'credential'],
}

/** Any one of these proofs mends the problem. Empty for what never raises. */
export function healedBy({ kind, provenBy, resetReached }: Ailment): readonly Proof[] {
  if (provenBy !== undefined && provenBy !== null) return provenBy
  const rule = healings.find((each) => each.kinds.includes(kind))
  if (rule === undefined) return []
  return resetReached === true ? [...rule.by, ...(rule.byAfterReset ?? [])] : rule.by
}

/** True when what was proved fits the problem. */
export function heals(ailment: Ailment, proofs: readonly Proof[]): boolean {
  const known = new Set(proofs.flatMap((proof) => [proof, ...implied[proof]]))
  return healedBy(ailment).some((proof) => known.has(proof))
}

/** What a refusal proves by having come from the service itself: it was reached, and it may know the credential. */
const provenByKind: Readonly<Partial<Record<Kind, readonly Proof[]>>> = {
  authentication: ['reachable'],
  permission: ['reachable'],
  account: ['reachable'],
  rate_limit: ['reachable'],
  deprecated: ['reachable'],
  invalid_request: ['reachable'],
  not_found: ['reachable'],
  // Nobody's allowance is counted before the credential is known (omdb.md, openai.md §2).
  quota: ['reachable', 'credential'],
  conflict: ['reachable', 'credential'],
}

/**
 * What a failure proves all the same: a 401 in the service's own words ends "does not answer". Nothing where the
 * answer may have come from something in between, or where the reading is a guess.
 */
export function provenByFailure(diagnosis: Diagnosis): readonly Proof[] {
  if (diagnosis.confidence === 'guess' || diagnosis.scope === 'own_network') return []
  if (diagnosis.evidence.some((sign) => sign.part === 'transport')) return []
  if (diagnosis.expected) return ['reachable']
  const proven = provenByKind[diagnosis.kind] ?? []
  return diagnosis.confidence === 'certain' ? proven : proven.filter((proof) => proof === 'reachable')
}
