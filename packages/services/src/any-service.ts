import type { RuleSet } from '@cuemark/diagnosis'

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
