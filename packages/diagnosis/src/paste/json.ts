import type { Exchange } from '../vocabulary.ts'

type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const asStatus = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600 ? value : null

/** Header names in lower case; accepts an object or a list of `{name, value}` (saved from a browser). */
function headersOf(value: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  const entries: [unknown, unknown][] = Array.isArray(value)
    ? value.filter(isObject).map((entry) => [entry['name'], entry['value']])
    : isObject(value)
      ? Object.entries(value)
      : []
  for (const [name, content] of entries) {
    const text = Array.isArray(content) ? content.join(', ') : content
    if (typeof name === 'string' && (typeof text === 'string' || typeof text === 'number')) {
      headers[name.toLowerCase()] = String(text)
    }
  }
  return headers
}

const bodyText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

function transportOf(value: unknown): Exchange['transportError'] {
  if (!isObject(value)) return null
  const error = { code: asText(value['code']), message: asText(value['message']) }
  return error.code === null && error.message === null ? null : error
}

/**
 * An exchange given as data, with any field missing or null and any further keys: the form that
 * `explain --batch` reads and that the error log exports. Null when the value is no object.
 */
export function exchangeOf(value: unknown, service: string | null): Exchange | null {
  if (!isObject(value)) return null
  return {
    service: service ?? asText(value['service']),
    method: asText(value['method'])?.toUpperCase() ?? null,
    url: asText(value['url']),
    status: asStatus(value['status']),
    headers: headersOf(value['headers']),
    body: bodyText(value['body']),
    transportError: transportOf(value['transport_error'] ?? value['transportError']),
  }
}

/** One entry of a HAR file, as browsers save them. */
function harExchange(value: JsonObject): Exchange | null {
  const { request, response } = value
  if (!isObject(request) || !isObject(response)) return null
  const content = response['content']
  const headers = headersOf(response['headers'])
  return {
    service: null,
    method: asText(request['method']),
    url: asText(request['url']),
    status: asStatus(response['status']),
    headers,
    body: isObject(content) ? asText(content['text']) : null,
    transportError: null,
  }
}

/** A transport error printed as JSON: `{"code":"ECONNREFUSED","syscall":"connect",…}`. */
function printedError(value: JsonObject): Exchange['transportError'] {
  const code = asText(value['code'])
  const looksLikeErrno =
    code !== null && /^(E[A-Z0-9]{3,}|UND_ERR_|ERR_|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED)/.test(code)
  return looksLikeErrno ? { code, message: asText(value['message']) } : null
}

/** The text is JSON: an exchange as data, a saved browser entry, a printed error, or simply an answer's body. */
export function readJson(text: string): Exchange | null {
  if (!/^[{[]/.test(text)) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (isObject(first)) {
    const har = harExchange(first)
    if (har !== null) return har
    if (isObject(first['exchange'])) return exchangeOf(first['exchange'], asText(first['service']))
    if (typeof first['url'] === 'string' && ('status' in first || 'transport_error' in first)) {
      return exchangeOf(first, null)
    }
  }
  const body = isObject(first) ? first : {}
  return {
    service: null,
    method: null,
    url: null,
    // Seerr and some proxies repeat the HTTP status in the body.
    status: asStatus(body['status']) ?? asStatus(body['statusCode']),
    headers: {},
    body: text,
    transportError: printedError(body),
  }
}
