import type { Causes, Rule } from '../rules.ts'
import { broken, otherProtocols, times } from './breaks.ts'
import { httpCauses } from './http-causes.ts'
import { httpRules } from './http.ts'
import { names } from './names.ts'
import { pageCauses } from './page-causes.ts'
import { firewallRules, pageRules } from './pages.ts'
import { tlsCauses } from './tls-causes.ts'
import { certificates, handshakes, plainPorts } from './tls.ts'
import { transportCauses } from './transport-causes.ts'
import { addresses, gateway, proxies, routes } from './transport.ts'

/** Every transport error, the more exact before the more general. */
const transportRules: readonly Rule[] = [
  {
    when: { transportText: ['aborted due to timeout'] },
    is: { cause: 'transport.timeout', confidence: 'certain' },
    because: 'The call was given up because its time was over.',
  },
  ...gateway,
  ...addresses,
  ...certificates,
  ...plainPorts,
  ...proxies,
  ...names,
  ...routes,
  ...otherProtocols,
  ...handshakes,
  times,
  ...broken,
]

/** What holds for every service that has said nothing better; tried after the service's own rules. */
export const defaultRules: readonly Rule[] = [...transportRules, ...firewallRules, ...pageRules, ...httpRules]

export const defaultCauses: Causes = { ...transportCauses, ...tlsCauses, ...httpCauses, ...pageCauses }
