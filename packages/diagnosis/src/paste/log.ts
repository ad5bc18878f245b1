import type { Exchange } from '../vocabulary.ts'
import { addressPattern } from './address.ts'

/** Ways in which programs write a status into a line, the surest first. */
const statusPatterns: readonly RegExp[] = [
  /\bHTTP(?:\/[\d.]+)?["']?[ :]+(?:status(?: code)?[ :=]*)?([1-5]\d\d)\b/i,
  /\bstatus(?:[ _-]?code)?["']?\s*(?:is|was|of|[:=])?\s*["'(]?([1-5]\d\d)\b/i,
  /\b(?:returned|responded(?: with)?|response|got|received|answered|failed with|error|code)[ :=]*(?:an?\s+|with\s+|status\s+|code\s+|error\s+)*\[?\(?([1-5]\d\d)\b/i,
  /\b([45]\d\d)\s+(?:Client|Server)\s+Error\b/i,
  /\b([1-5]\d\d)\s*[,:-]?\s+(?:\(?)(?:OK|Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Conflict|Gone|Precondition Failed|I'm a teapot|Unprocessable|Locked|Upgrade Required|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out)/i,
  /\bindicate success:?\s*\(?([1-5]\d\d)\b/i,
  /(?:->|=>|→|\[|\()\s*([45]\d\d)\b/,
  // "Error calling TMDb: 401 - …"; a time or a count has other neighbors.
  /[:=]\s+([45]\d\d)\b(?![.:\d]|\s*m?s\b)/,
]

/** Codes that the runtimes print, and the words in which others say the same. */
const transportCode =
  /\b(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ESOCKETTIMEDOUT|EPIPE|EPROTO|UND_ERR_[A-Z_]+|ERR_[A-Z][A-Z_]+|HPE_[A-Z_]+|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?)\b/
const transportWords =
  /fetch failed|socket hang up|connection (?:was )?(?:refused|reset|aborted|closed)|could not (?:resolve|connect)|name or service not known|no such host|temporary failure in name resolution|getaddrinfo|timed? ?out|time-?out|network is unreachable|no route to host|certificate|SSL|TLS handshake|EOF occurred|remote end closed|actively refused/i

function statusIn(text: string): number | null {
  for (const pattern of statusPatterns) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return Number(found)
  }
  return null
}

function methodIn(text: string): string | null {
  return /\b(GET|POST|PUT|PATCH|DELETE|HEAD)\b/.exec(text)?.[1] ?? null
}

/** The end of the JSON value that starts at `start`, by counting braces outside strings; -1 when it never ends. */
function jsonEnd(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let index = start; index < text.length; index += 1) {
    const character = text[index]
    if (quoted) {
      if (character === '\\') index += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') depth += 1
    else if (character === '}' && (depth -= 1) === 0) return index + 1
  }
  return -1
}

/** The first JSON object in a line, also when a logger escaped its quotes. */
function jsonIn(text: string): string | null {
  for (const candidate of [text, text.replaceAll('\\"', '"')]) {
    for (let start = candidate.indexOf('{'), tries = 0; start >= 0 && tries < 20; tries += 1) {
      const end = jsonEnd(candidate, start)
      if (end > 0) {
        const part = candidate.slice(start, end)
        try {
          JSON.parse(part)
          return part
        } catch {
          // Not JSON from here; the next brace may be.
        }
      }
      start = candidate.indexOf('{', start + 1)
    }
  }
  return null
}

const namedHeaders =
  /\b(retry-after(?:-ms)?|x-ratelimit(?:-[a-z]+)*|cf-ray|server|x-request-id|x-runtime|content-type|www-authenticate|x-account-locked|x-upgrade-url|location)["']?\s*[:=]\s*["']?([^"'\n,;}]+)/gi

function headersIn(text: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [, name, value] of text.matchAll(namedHeaders)) {
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value.trim()
  }
  return headers
}

/** One line or a few of a log: an address, a status, a transport code, or a JSON answer must be in it. */
export function readLog(text: string): Exchange | null {
  const url = addressPattern.exec(text)?.[0] ?? null
  const withoutUrl = url === null ? text : text.replaceAll(url, ' ')
  const status = statusIn(withoutUrl)
  const json = jsonIn(text)
  const code = transportCode.exec(withoutUrl)?.[1] ?? null
  const transport = code !== null || (status === null && json === null && transportWords.test(withoutUrl))
  if (url === null && status === null && json === null && !transport) return null
  return {
    service: null,
    method: methodIn(withoutUrl),
    url,
    status,
    headers: headersIn(withoutUrl),
    body: transport && json === null ? null : (json ?? withoutUrl.trim()),
    transportError: transport ? { code, message: withoutUrl.trim().slice(0, 2000) } : null,
  }
}
