import { parseGoDuration } from '@cuemark/diagnosis'
import type { Diagnosis, Exchange, Outcome } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { budgetOf, countHeader } from '../budgets.ts'
import { ask, objectOf } from '../call.ts'
import type { Call } from '../call.ts'
import type { BudgetReading, CheckFacts, Http, ServiceClient } from '../client.ts'
import { againstField } from '../field-at-fault.ts'
import type { Settings } from '../manifest.ts'
import { readySettings } from '../ready-settings.ts'
import { textAt } from '../shape.ts'
import { publicAddress, singleCallClient } from '../single-call.ts'
import type { Ready, SingleCallService } from '../single-call.ts'
import { defaultModel, openai, openaiBaseUrl } from './manifest.ts'

interface Model {
  /** Null where a restricted key may not read models; it may still generate (openai.md §1). */
  readonly id: string | null
}

/** Enough for a model that thinks before it writes to end in order, and next to nothing to pay. */
const smallestAnswerTokens = 16

const modelOf = (ready: Ready): string => ready.settings.values['model'] ?? defaultModel

const headersOf = ({ settings: { values } }: Ready): Record<string, string> => ({
  accept: 'application/json',
  authorization: `Bearer ${values['apiKey'] ?? ''}`,
  ...(values['organization'] === undefined ? {} : { 'openai-organization': values['organization'] }),
  ...(values['project'] === undefined ? {} : { 'openai-project': values['project'] }),
})

const sent = (ready: Ready) => ({
  credential: 'apiKey',
  address: publicAddress(ready, openaiBaseUrl).field,
})

const knowledgeOf = (ready: Ready, call: string) => ({
  call,
  credentialSent: true,
  addressTyped: publicAddress(ready, openaiBaseUrl).field !== null,
  suspectFields: ready.settings.suspectFields,
})

const isMissingScope = (diagnosis: Diagnosis, exchange: Exchange): boolean =>
  diagnosis.kind === 'permission' && /missing scopes?/i.test(exchange.body ?? '')

const modelCall = (ready: Ready): Call<Model> => ({
  request: {
    call: 'model',
    method: 'GET',
    url: joinAddress(
      publicAddress(ready, openaiBaseUrl).baseUrl,
      `/v1/models/${encodeURIComponent(modelOf(ready))}`,
    ),
    headers: headersOf(ready),
    secrets: [ready.settings.values['apiKey'] ?? ''],
    proves: ['reachable', 'credential', 'read'],
    idempotent: true,
  },
  parse: (exchange) => {
    const id = textAt(objectOf(exchange) ?? {}, 'id')
    return id === null ? null : { id }
  },
  accept: (diagnosis, exchange) => (isMissingScope(diagnosis, exchange) ? { id: null } : null),
  knowledge: knowledgeOf(ready, 'model'),
})

/** Counted per minute and per model; seldom sent with this call. Absent is unknown. */
const budgetIn = (exchange: Exchange): BudgetReading | null => {
  const resetsInMs = parseGoDuration(exchange.headers['x-ratelimit-reset-requests'] ?? '')
  const { receivedAt } = exchange
  return budgetOf('header', {
    limit: countHeader(exchange, 'x-ratelimit-limit-requests'),
    remaining: countHeader(exchange, 'x-ratelimit-remaining-requests'),
    resetsAt: resetsInMs === null || receivedAt === undefined ? null : receivedAt + resetsInMs,
  })
}

const service: SingleCallService<Model> = {
  manifest: openai,
  baseUrl: (ready) => publicAddress(ready, openaiBaseUrl).baseUrl,
  sent,
  call: modelCall,
  steps: [
    { id: 'answer', label: 'OpenAI answers', good: () => ({ detail: 'OpenAI answers.' }) },
    { id: 'key', label: 'The key is right', good: () => ({ detail: 'OpenAI accepts the key.' }) },
    {
      id: 'model',
      label: 'The model can be used',
      good: ({ id }) =>
        id === null
          ? { state: 'warning', detail: 'This restricted key may not look up models. It may still generate.' }
          : { detail: `${id} is open to this key.` },
    },
    {
      id: 'allowance',
      label: 'Credit is left',
      good: () => ({ state: 'skipped', detail: 'Only a generation proves it, and that costs a little.' }),
    },
  ],
  stepOf: (diagnosis) =>
    diagnosis.field === 'model' || diagnosis.cause.includes('model_not_found') ? 'model' : null,
  findings: ({ id }, exchange, ready) => ({
    proved: ['reachable', 'credential'],
    facts: [{ label: 'Model', value: id ?? modelOf(ready) }],
    budget: budgetIn(exchange),
  }),
}

const generationCall = (ready: Ready): Call<true> => ({
  request: {
    call: 'generation',
    method: 'POST',
    url: joinAddress(publicAddress(ready, openaiBaseUrl).baseUrl, '/v1/chat/completions'),
    headers: { ...headersOf(ready), 'content-type': 'application/json' },
    // No temperature: some models refuse it, and good keys have failed tests because of it (openai.md §1).
    body: JSON.stringify({
      model: modelOf(ready),
      messages: [{ role: 'user', content: 'Say ok.' }],
      max_completion_tokens: smallestAnswerTokens,
    }),
    secrets: [ready.settings.values['apiKey'] ?? ''],
    proves: ['reachable', 'credential', 'quota', 'generation'],
    idempotent: false,
  },
  parse: (exchange) => (Array.isArray(objectOf(exchange)?.['choices']) ? true : null),
  knowledge: knowledgeOf(ready, 'generation'),
  refine: (diagnosis) => againstField(diagnosis, openai, sent(ready)),
})

/** The smallest generation: the only proof of credit and of the right to generate. Only on a person's click. */
const proveGeneration = async (
  { http, hosts }: { readonly http: Http; readonly hosts: Ready['hosts'] },
  settings: Settings,
): Promise<Outcome<CheckFacts>> => {
  const ready: Ready = { settings: readySettings(openai, settings), hosts }
  if (ready.settings.fault !== null) return { ok: false, diagnosis: ready.settings.fault }
  const { exchange, outcome } = await ask(http, generationCall(ready))
  if (!outcome.ok) return outcome
  const budget = budgetIn(exchange)
  return {
    ok: true,
    value: {
      proved: ['reachable', 'credential', 'quota', 'generation'],
      facts: [{ label: 'Model', value: modelOf(ready) }],
      ...(budget === null ? {} : { budget }),
    },
  }
}

export const openaiClient: ServiceClient = singleCallClient(service, (proof) =>
  proof === 'generation' || proof === 'quota' ? proveGeneration : null,
)
