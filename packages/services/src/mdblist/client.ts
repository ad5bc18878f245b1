import { nextMidnightUtc } from '@cuemark/diagnosis'
import type { Exchange } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { budgetOf, countHeader, grouped } from '../budgets.ts'
import { objectOf } from '../call.ts'
import type { BudgetReading, ServiceClient } from '../client.ts'
import { numberAt, textAt } from '../shape.ts'
import { publicAddress, singleCallClient } from '../single-call.ts'
import type { SingleCallService } from '../single-call.ts'
import { mdblist, mdblistBaseUrl } from './manifest.ts'

interface User {
  readonly name: string | null
  readonly isSupporter: boolean | null
  /** The day's allowance and what is used of it. */
  readonly allowed: number | null
  readonly used: number | null
}

/** The day ends at midnight UTC (mdblist.md §3); the header says so itself where it is sent. */
const resetsAt = (exchange: Exchange): number | null => {
  const epochSeconds = countHeader(exchange, 'x-ratelimit-reset')
  if (epochSeconds !== null) return epochSeconds * 1000
  const { receivedAt } = exchange
  return receivedAt === undefined ? null : nextMidnightUtc(receivedAt)
}

const readUser = (exchange: Exchange): User | null => {
  const fields = objectOf(exchange)
  if (fields === null) return null
  const user: User = {
    name: textAt(fields, 'username'),
    isSupporter: typeof fields['is_supporter'] === 'boolean' ? fields['is_supporter'] : null,
    allowed: numberAt(fields, 'api_requests'),
    used: numberAt(fields, 'api_requests_count'),
  }
  const isUser = user.name !== null || user.allowed !== null || 'user_id' in fields
  return isUser ? user : null
}

const budgetIn = (user: User, exchange: Exchange): BudgetReading | null => {
  const reset = resetsAt(exchange)
  const told = budgetOf('header', {
    limit: countHeader(exchange, 'x-ratelimit-limit'),
    remaining: countHeader(exchange, 'x-ratelimit-remaining'),
    resetsAt: reset,
  })
  return (
    told ?? budgetOf('endpoint', { limit: user.allowed, remaining: null, used: user.used, resetsAt: reset })
  )
}

const allowance = (user: User): string =>
  user.allowed === null || user.used === null
    ? 'MDBList did not say how many requests are left.'
    : `${grouped(user.used)} of today’s ${grouped(user.allowed)} requests are used.`

const isUsedUp = (user: User): boolean =>
  user.allowed !== null && user.used !== null && user.allowed > 0 && user.used >= user.allowed

const service: SingleCallService<User> = {
  manifest: mdblist,
  baseUrl: (ready) => publicAddress(ready, mdblistBaseUrl).baseUrl,
  sent: (ready) => ({ credential: 'apiKey', address: publicAddress(ready, mdblistBaseUrl).field }),
  call: (ready) => {
    const { baseUrl, field } = publicAddress(ready, mdblistBaseUrl)
    const apiKey = ready.settings.values['apiKey'] ?? ''
    return {
      request: {
        call: 'user',
        method: 'GET',
        url: joinAddress(baseUrl, '/user', [['apikey', apiKey]]),
        headers: { accept: 'application/json' },
        secrets: [apiKey],
        // Not the quota: whether this call counts against the day is not established.
        proves: ['reachable', 'credential', 'read'],
        idempotent: true,
      },
      parse: readUser,
      knowledge: {
        call: 'user',
        credentialSent: true,
        addressTyped: field !== null,
        suspectFields: ready.settings.suspectFields,
      },
    }
  },
  steps: [
    { id: 'answer', label: 'MDBList answers', good: () => ({ detail: 'MDBList answers.' }) },
    {
      id: 'key',
      label: 'The key is right',
      good: ({ name }) => ({
        detail: name === null ? 'MDBList accepts the key.' : `The key belongs to ${name}.`,
      }),
    },
    {
      id: 'allowance',
      label: 'Requests are left today',
      good: (user) => ({ state: isUsedUp(user) ? 'warning' : 'passed', detail: allowance(user) }),
    },
  ],
  findings: (user, exchange) => {
    const budget = budgetIn(user, exchange)
    const isQuotaProved = (budget?.remaining ?? 0) > 0
    return {
      proved: ['reachable', 'credential', 'read', ...(isQuotaProved ? (['quota'] as const) : [])],
      facts: [
        ...(user.name === null ? [] : [{ label: 'User', value: user.name }]),
        ...(user.isSupporter === null
          ? []
          : [{ label: 'Plan', value: user.isSupporter ? 'Supporter' : 'Free' }]),
        ...(user.allowed === null ? [] : [{ label: 'Requests a day', value: grouped(user.allowed) }]),
      ],
      budget,
    }
  },
}

export const mdblistClient: ServiceClient = singleCallClient(service)
