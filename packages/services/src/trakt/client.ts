import { parseIsoInstant } from '@cuemark/diagnosis'
import type { Exchange } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { budgetOf } from '../budgets.ts'
import { listOf } from '../call.ts'
import type { BudgetReading, ServiceClient } from '../client.ts'
import { isFields, numberAt, parseJson, textAt } from '../shape.ts'
import { singleCallClient } from '../single-call.ts'
import type { SingleCallService } from '../single-call.ts'
import { trakt } from './manifest.ts'

/** One JSON header tells limit, rest and end of the window; it is often absent (trakt.md §10). */
const budgetIn = (exchange: Exchange): BudgetReading | null => {
  const told = parseJson(exchange.headers['x-ratelimit'] ?? '')
  if (!isFields(told)) return null
  return budgetOf('header', {
    limit: numberAt(told, 'limit'),
    remaining: numberAt(told, 'remaining'),
    resetsAt: parseIsoInstant(textAt(told, 'until') ?? ''),
  })
}

const service: SingleCallService<readonly unknown[]> = {
  manifest: trakt,
  baseUrl: ({ hosts }) => hosts.traktApiUrl,
  // The address is the environment's, so no field of the form can be at fault for it.
  sent: () => ({ credential: 'clientId', address: null }),
  call: ({ settings, hosts }) => {
    const clientId = settings.values['clientId'] ?? ''
    return {
      request: {
        // Without a bearer this is itself the probe that separates the many causes of a 403 (trakt.md §8).
        call: 'public_get',
        method: 'GET',
        url: joinAddress(hosts.traktApiUrl, '/movies/trending', [['limit', '1']]),
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'trakt-api-key': clientId,
          'trakt-api-version': '2',
        },
        secrets: [clientId],
        proves: ['reachable', 'credential', 'read'],
        idempotent: true,
      },
      parse: listOf,
      knowledge: {
        call: 'public_get',
        credentialSent: true,
        addressTyped: false,
        suspectFields: settings.suspectFields,
      },
    }
  },
  steps: [
    { id: 'answer', label: 'Trakt answers', good: () => ({ detail: 'Trakt answers.' }) },
    { id: 'key', label: 'The client ID is right', good: () => ({ detail: 'Trakt knows this app.' }) },
    {
      id: 'secret',
      label: 'The client secret is right',
      good: (_, __, { settings }) => ({
        state: 'skipped',
        detail:
          settings.values['clientSecret'] === undefined ? 'None is given.' : 'Only a sign-in proves it.',
      }),
    },
  ],
  findings: (_, exchange) => ({
    proved: ['reachable', 'credential', 'read'],
    facts: [],
    budget: budgetIn(exchange),
  }),
}

export const traktClient: ServiceClient = singleCallClient(service)
