import { parseJson, isFields } from '../shape.ts'
import type { ServiceClient } from '../client.ts'
import { singleCallClient } from '../single-call.ts'
import type { SingleCallService } from '../single-call.ts'
import { apiCall } from './calls.ts'
import { stremio } from './manifest.ts'

/** Without a session Stremio answers with its envelope and an error in it: that is Stremio, and it works. */
const service: SingleCallService<true> = {
  manifest: stremio,
  baseUrl: ({ hosts }) => hosts.stremioApiUrl,
  sent: () => ({ credential: null, address: null }),
  call: ({ hosts }) => ({
    ...apiCall(hosts, {
      method: 'getUser',
      authKey: null,
      body: { type: 'GetUser' },
      proves: ['reachable', 'read'],
      parse: () => true,
    }),
    accept: (diagnosis, { status, body }) => {
      const answer = diagnosis.service === 'stremio' && status === 200 ? parseJson(body ?? '') : undefined
      const isEnvelope =
        isFields(answer) && (isFields(answer['error']) || typeof answer['error'] === 'string')
      return isEnvelope ? true : null
    },
  }),
  steps: [{ id: 'answer', label: 'Stremio answers', good: () => ({ detail: 'Stremio answers.' }) }],
  findings: () => ({ proved: ['reachable', 'read'], facts: [], budget: null }),
}

/** Stremio itself. What a person’s sign-in can do is proved by the account. */
export const stremioClient: ServiceClient = singleCallClient(service)
