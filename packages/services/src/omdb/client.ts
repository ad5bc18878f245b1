import { joinAddress } from '../address.ts'
import { objectOf } from '../call.ts'
import type { ServiceClient } from '../client.ts'
import { textAt } from '../shape.ts'
import { publicAddress, singleCallClient } from '../single-call.ts'
import type { Ready, SingleCallService } from '../single-call.ts'
import { omdb, omdbBaseUrl } from './manifest.ts'

/** A title that OMDb has carried for as long as there are threads about it (omdb.md §1). */
const knownTitle = 'tt0080684'

interface Title {
  /** Null where OMDb said that it does not know the title; the key was accepted all the same. */
  readonly name: string | null
}

const service: SingleCallService<Title> = {
  manifest: omdb,
  baseUrl: (ready) => publicAddress(ready, omdbBaseUrl).baseUrl,
  sent: (ready) => ({ credential: 'apiKey', address: publicAddress(ready, omdbBaseUrl).field }),
  call: (ready: Ready) => {
    const { baseUrl, field } = publicAddress(ready, omdbBaseUrl)
    const apiKey = ready.settings.values['apiKey'] ?? ''
    return {
      request: {
        call: 'title',
        method: 'GET',
        // OMDb has called valid keys invalid when they came last (omdb.md §1).
        url: joinAddress(baseUrl, '/', [
          ['apikey', apiKey],
          ['i', knownTitle],
        ]),
        headers: { accept: 'application/json' },
        secrets: [apiKey],
        proves: ['reachable', 'credential', 'read', 'quota'],
        idempotent: true,
      },
      parse: (exchange) => {
        const fields = objectOf(exchange)
        return fields !== null && textAt(fields, 'Response') === 'True'
          ? { name: textAt(fields, 'Title') }
          : null
      },
      accept: (diagnosis) => (diagnosis.kind === 'not_found' && diagnosis.expected ? { name: null } : null),
      knowledge: {
        call: 'title',
        credentialSent: true,
        addressTyped: field !== null,
        suspectFields: ready.settings.suspectFields,
      },
    }
  },
  steps: [
    { id: 'answer', label: 'OMDb answers', good: () => ({ detail: 'OMDb answers.' }) },
    { id: 'key', label: 'The key is right', good: () => ({ detail: 'OMDb accepts the key.' }) },
    {
      id: 'allowance',
      label: 'Requests are left today',
      good: () => ({ detail: 'At least this one was. OMDb does not say how many are left.' }),
    },
  ],
  findings: ({ name }) => ({
    proved: ['reachable', 'credential', 'read', 'quota'],
    facts: name === null ? [] : [{ label: 'Asked for', value: name }],
    budget: null,
  }),
}

export const omdbClient: ServiceClient = singleCallClient(service)
