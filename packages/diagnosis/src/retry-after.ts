import { parseGoDuration, parseHttpDate, parseIsoInstant } from './instants.ts'
import type { RetryBasis } from './vocabulary.ts'

/**
 * How long to wait, from all the ways in which services say it. Knows nothing of requests and has no clock:
 * the moment of the answer is handed in, `null` where it is not known.
 */

export interface ToldWait {
  /** From the answer on; `null` when only an instant was told and the moment of the answer is not known. */
  readonly delayMs: number | null
  /** `null` when only a duration was told and the moment of the answer is not known. */
  readonly at: number | null
  readonly basis: Extract<RetryBasis, 'header' | 'body'>
  /** The words that said so, for the evidence. */
  readonly source: string
}

/** Longer waits are a fault in the telling, not a wish: no allowance of this field lasts more than a month. */
const longestMs = 32 * 86_400_000

const year2001s = 1_000_000_000
const year2001ms = 1_000_000_000_000

type Found = { readonly delayMs: number } | { readonly at: number }

function settle(
  found: Found,
  basis: ToldWait['basis'],
  source: string,
  receivedAt: number | null,
): ToldWait | null {
  const delayMs =
    'delayMs' in found ? found.delayMs : receivedAt === null ? null : Math.max(0, found.at - receivedAt)
  if (delayMs !== null && (!Number.isFinite(delayMs) || delayMs < 0 || delayMs > longestMs)) return null
  const at = 'at' in found ? found.at : receivedAt === null ? null : receivedAt + found.delayMs
  return { delayMs, at: at !== null && receivedAt !== null ? Math.max(at, receivedAt) : at, basis, source }
}

/** A number as a moment or a span: large ones are Unix seconds or milliseconds, small ones seconds to wait. */
function momentOrSpan(value: number): Found | null {
  if (!Number.isFinite(value) || value < 0) return null
  if (value >= year2001ms) return { at: Math.round(value) }
  if (value >= year2001s) return { at: Math.round(value * 1000) }
  return { delayMs: Math.ceil(value * 1000) }
}

const plainNumber = /^\d{1,15}(?:\.\d{1,6})?$/

/** The value of `Retry-After`: seconds, a date of HTTP, and the ISO dates and durations some send instead. */
export function parseRetryAfter(value: string): Found | null {
  const text = value.trim()
  if (plainNumber.test(text)) return momentOrSpan(Number(text))
  const at = parseHttpDate(text) ?? parseIsoInstant(text)
  if (at !== null) return { at }
  const delayMs = parseGoDuration(text)
  return delayMs === null ? null : { delayMs }
}

/** Trakt's `X-Ratelimit` holds JSON with the moment `until` which the caller is blocked. */
function parseTraktLimit(value: string): Found | null {
  if (value.length > 2000) return null
  const until = /"until"\s*:\s*"([^"]{1,40})"/.exec(value)?.[1]
  const at = until === undefined ? null : parseIsoInstant(until)
  return at === null ? null : { at }
}

/** OpenAI tells requests and tokens apart: the one that is used up decides, else the longer. */
function parseOpenAiResets(headers: Readonly<Record<string, string>>): [Found, string] | null {
  let best: { delayMs: number; name: string } | null = null
  for (const what of ['requests', 'tokens']) {
    const name = `x-ratelimit-reset-${what}`
    const value = headers[name]
    // Gateways that resemble Azure send 0 and -1 for "not known".
    const delayMs = value === undefined ? null : parseGoDuration(value)
    if (delayMs === null || delayMs === 0) continue
    if (headers[`x-ratelimit-remaining-${what}`] === '0') return [{ delayMs }, name]
    if (best === null || delayMs > best.delayMs) best = { delayMs, name }
  }
  return best === null ? null : [{ delayMs: best.delayMs }, best.name]
}

function fromHeaders(headers: Readonly<Record<string, string>>, receivedAt: number | null): ToldWait | null {
  const inMs = headers['retry-after-ms']
  if (inMs !== undefined && plainNumber.test(inMs.trim())) {
    const told = settle({ delayMs: Math.ceil(Number(inMs)) }, 'header', 'retry-after-ms', receivedAt)
    if (told !== null) return told
  }
  const plain = headers['retry-after']
  const found = plain === undefined ? null : parseRetryAfter(plain)
  if (found !== null) {
    const told = settle(found, 'header', 'retry-after', receivedAt)
    if (told !== null) return told
  }
  return fromLimitHeaders(headers, receivedAt)
}

function fromLimitHeaders(
  headers: Readonly<Record<string, string>>,
  receivedAt: number | null,
): ToldWait | null {
  const trakt = headers['x-ratelimit']
  const until = trakt === undefined ? null : parseTraktLimit(trakt)
  if (until !== null) {
    const told = settle(until, 'header', 'x-ratelimit', receivedAt)
    if (told !== null) return told
  }
  const openAi = parseOpenAiResets(headers)
  if (openAi !== null) {
    const told = settle(openAi[0], 'header', openAi[1], receivedAt)
    if (told !== null) return told
  }
  for (const name of ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset']) {
    const value = headers[name]
    const reset = value === undefined ? null : parseRetryAfter(value)
    // A reset of 0 says nothing: it is also sent where no limit is kept.
    if (reset === null || ('delayMs' in reset && reset.delayMs === 0)) continue
    const told = settle(reset, 'header', name, receivedAt)
    if (told !== null) return told
  }
  return null
}

const saidDuration =
  /(?:try again|retry|wait|available|reset[s]?)(?: your request)?(?: again)?(?: in| after| for)?:? (?:about |approximately )?((?:\d{1,9}(?:\.\d{1,6})?(?:ms|d|h|m|s))+)(?![a-z])/i
const saidWords =
  /(?:try again|retry|wait|available|reset[s]?)(?: your request)?(?: again)?(?: in| after| for)?:? (?:about |approximately |at least )?(\d{1,9}(?:\.\d{1,6})?) ?(milliseconds?|msecs?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)/i

/** "Please try again in 9.816s", "Please wait 12 seconds then retry". */
export function waitInText(text: string): number | null {
  const short = saidDuration.exec(text)?.[1]
  if (short !== undefined) return parseGoDuration(short)
  const words = saidWords.exec(text)
  if (words === null) return null
  return Math.ceil(Number(words[1]) * wordMs(words[2] ?? ''))
}

function wordMs(word: string): number {
  const lower = word.toLowerCase()
  if (lower.startsWith('mil') || lower.startsWith('ms')) return 1
  if (lower.startsWith('s')) return 1000
  if (lower.startsWith('m')) return 60_000
  return lower.startsWith('h') ? 3_600_000 : 86_400_000
}

/** What the service told, headers before text; `null` when it told nothing that can be believed. */
export function readWait(
  headers: Readonly<Record<string, string>>,
  text: string,
  receivedAt: number | null,
): ToldWait | null {
  const told = fromHeaders(headers, receivedAt)
  if (told !== null || text === '') return told
  const delayMs = waitInText(text)
  return delayMs === null ? null : settle({ delayMs }, 'body', 'body', receivedAt)
}
