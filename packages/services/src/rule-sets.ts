import type { RuleSet } from '@cuemark/diagnosis'
import { mdblistRules } from './mdblist/failures.ts'
import { omdbRules } from './omdb/failures.ts'
import { openaiRules } from './openai/failures.ts'
import { seerrRules } from './seerr/failures.ts'
import { tmdbRules } from './tmdb/failures.ts'
import { traktRules } from './trakt/failures.ts'

/** What is known of each service's failures. A new service is one line here. */
export const ruleSets: readonly RuleSet[] = [
  tmdbRules,
  omdbRules,
  traktRules,
  mdblistRules,
  seerrRules,
  openaiRules,
]

/** Where no service is named and no host is known, the defaults alone decide. */
export const anyService: RuleSet = {
  service: null,
  name: 'The service',
  hosts: [],
  selfHosted: false,
  addressField: null,
  credentialField: null,
  rules: [],
  causes: {},
}
