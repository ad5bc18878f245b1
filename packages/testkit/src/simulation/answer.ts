/** One request, read and taken apart. Header names are in lower case. */
export interface Call {
  readonly method: string
  /** Path without query, as sent. */
  readonly path: string
  readonly query: URLSearchParams
  /** Query as sent, because its order can matter (OMDb). */
  readonly search: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** `silence` keeps the request open without a byte. */
export type Respond = (call: Call) => Answer | 'silence'

export const answer = (
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, headers: { 'content-type': type, ...headers }, body })

export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => answer(status, 'application/json; charset=utf-8', JSON.stringify(value), headers)

export const html = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  answer(status, 'text/html; charset=utf-8', body, headers)

/** A known answer with more headers, for the scenes that differ by a header only. */
export const withHeaders = (base: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...base,
  headers: { ...base.headers, ...headers },
})

export const bearer = (call: Call): string | null => {
  const value = call.headers['authorization']
  return value?.startsWith('Bearer ') === true ? value.slice('Bearer '.length) : null
}

/** Body as JSON object; null when it is something else. */
export const jsonBody = (call: Call): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(call.body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
