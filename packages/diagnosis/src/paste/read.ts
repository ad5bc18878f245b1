import type { Exchange } from '../vocabulary.ts'
import { readAddress } from './address.ts'
import { readJson } from './json.ts'
import { readLog } from './log.ts'
import { readTranscript } from './transcript.ts'

/** What a pasted text was taken for, and the exchange that could be read from it. */
export interface Pasted {
  readonly readAs: 'address' | 'transcript' | 'log' | 'json' | 'sentence' | 'nothing'
  readonly exchange: Exchange
}

/** Longer texts are cut: what decides stands at the start, and a page must not hang on a paste. */
const maxCharacters = 64 * 1024

export const emptyExchange: Exchange = {
  service: null,
  method: null,
  url: null,
  status: null,
  headers: {},
  body: null,
  transportError: null,
}

// Terminal colors and other control characters that come along when copying.
// oxlint-disable-next-line no-control-regex -- these are exactly the characters to remove
const control = /\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\ufeff]/g

/** Wrapping that chat programs and shells put around a paste: code fences and one pair of quotes. */
function unwrap(text: string): string {
  const fenced = /^```[a-z]*\n([\s\S]*?)\n?```$/.exec(text)
  const inner = fenced?.[1] ?? text
  const quoted = /^(["'`])([^"'`\n]+)\1$/.exec(inner.trim())
  return (quoted?.[2] ?? inner).trim()
}

/**
 * Reads what a person has in hand: an address, a `curl -i` or `-v` transcript, a log line, a JSON body or saved
 * request, or a plain sentence. Never throws; the worst answer is `nothing` with an empty exchange.
 */
export function readPasted(text: string): Pasted {
  const clean = unwrap(text.slice(0, maxCharacters).replace(/\r\n?/g, '\n').replace(control, '').trim())
  if (clean === '') return { readAs: 'nothing', exchange: emptyExchange }
  const exchange = readAddress(clean)
  if (exchange !== null) return { readAs: 'address', exchange }
  const fromJson = readJson(clean)
  if (fromJson !== null) return { readAs: 'json', exchange: fromJson }
  const fromTranscript = readTranscript(clean)
  if (fromTranscript !== null) return { readAs: 'transcript', exchange: fromTranscript }
  const fromLog = readLog(clean)
  if (fromLog !== null) return { readAs: 'log', exchange: fromLog }
  return { readAs: 'sentence', exchange: { ...emptyExchange, body: clean } }
}
