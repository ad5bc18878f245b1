/** Headers of nearly every answer that never tell why it was a refusal. A bug report still holds them all. */
const noise: ReadonlySet<string> = new Set([
  'accept-ranges',
  'age',
  'alt-svc',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'content-length',
  'content-security-policy',
  'content-security-policy-report-only',
  'date',
  'etag',
  'expires',
  'feature-policy',
  'keep-alive',
  'last-modified',
  'nel',
  'origin-agent-cluster',
  'permissions-policy',
  'pragma',
  'priority',
  'referrer-policy',
  'report-to',
  'reporting-endpoints',
  'server-timing',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
])

const noisyFamilies = ['access-control-', 'cross-origin-'] as const

const isTelling = (name: string): boolean =>
  !noise.has(name) && !noisyFamilies.some((family) => name.startsWith(family))

/** The headers of an answer that may say something about a fault. */
export const telling = (
  headers: Readonly<Record<string, string>>,
): readonly (readonly [name: string, value: string])[] =>
  Object.entries(headers).filter(([name]) => isTelling(name.toLowerCase()))
