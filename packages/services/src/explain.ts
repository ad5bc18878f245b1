import { type Exchange, readPasted } from '@cuemark/diagnosis'
import { correctionOf } from './corrections.ts'
import { diagnose } from './diagnose.ts'
import type { Explanation } from './explanation.ts'
import type { ServiceId } from './manifest.ts'

/** Words by which people and logs name a service, and its hosts. The first that occurs counts. */
const names: readonly (readonly [ServiceId, RegExp])[] = [
  ['seerr', /\b(?:jelly|over)?seerr\b|cookie 'connect\.sid'|\/api\/v1\/(?:auth|settings|request|status)\b/i],
  ['tmdb', /\btmdb\b|themoviedb|the movie database/i],
  ['omdb', /\bomdb\b|omdbapi/i],
  ['mdblist', /\bmdblist\b/i],
  ['openai', /\bopenai\b|platform\.openai\.com|\bsk-(?:proj|svcacct)-/i],
  ['trakt', /\btrakt\b|trakt\.tv/i],
]

/** Answers that only one service gives, for a body pasted without anything around it. */
const voices: readonly (readonly [ServiceId, RegExp])[] = [
  ['omdb', /"Response"\s*:\s*"(?:True|False)"/],
  ['tmdb', /"status_code"\s*:\s*\d+[\s\S]*"status_message"|"status_message"[\s\S]*"status_code"/],
  [
    'openai',
    /"type"\s*:\s*"(?:invalid_request_error|insufficient_quota|tokens|requests|server_error|rate_limit_error)"/,
  ],
  // Said without a name of its own, and known by heart to everybody who met it.
  ['openai', /exceeded your current quota, please check your plan|Incorrect API key provided:/i],
  ['trakt', /AUTHED_API_|"error"\s*:\s*"invalid_grant"|Doorkeeper/],
  ['seerr', /"message"\s*:\s*"(?:Movie|Series) Quota exceeded|permission to access this endpoint/],
]

function serviceOf(exchange: Exchange, text: string): ServiceId | null {
  // The address knows best; the diagnosis reads it by itself when no service is given.
  if (
    exchange.url !== null &&
    /trakt\.tv|themoviedb|tmdb\.org|omdbapi|mdblist|openai\.com/i.test(exchange.url)
  )
    return null
  for (const [service, pattern] of [...voices, ...names]) if (pattern.test(text)) return service
  return null
}

/**
 * Explains what a person has in hand: reads it, says what it means, and gives back the right address or request
 * where the fault is there. Pure; never throws. `service` is the person's own word for whose failure it is.
 */
export function explain(text: string, service: ServiceId | null = null): Explanation {
  const pasted = readPasted(text)
  const exchange = { ...pasted.exchange, service: service ?? serviceOf(pasted.exchange, text) }
  const diagnosis = pasted.readAs === 'nothing' ? null : diagnose(exchange)
  return {
    readAs: pasted.readAs,
    exchange,
    diagnosis,
    healthy: diagnosis === null && exchange.status !== null && exchange.status < 400,
    corrected: correctionOf(exchange),
  }
}
