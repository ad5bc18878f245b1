import type { ServiceId } from '@cuemark/services'
import type { Scene } from '../service.ts'
import type { PlayerAction } from './player.ts'

/** What the page of switches says. */

export const serviceNames: Readonly<Record<ServiceId, string>> = {
  tmdb: 'TMDb',
  omdb: 'OMDb',
  trakt: 'Trakt',
  mdblist: 'MDBList',
  seerr: 'Seerr',
  openai: 'OpenAI',
  stremio: 'Stremio',
}

export const sceneWords: Readonly<Record<Scene, { readonly label: string; readonly line: string }>> = {
  healthy: { label: 'Healthy', line: 'Answers as it should' },
  wrong_key: { label: 'Wrong key', line: 'Refuses the key it is given' },
  revoked: { label: 'Key revoked', line: 'The key was good until now' },
  quota: { label: 'Used up', line: 'Nothing is left, and it does not say until when' },
  quota_retry_after: {
    label: 'Used up, with a time',
    line: 'Nothing is left, and it says until when',
  },
  rate_limit: { label: 'Too fast', line: 'Asks to slow down, and does not say for how long' },
  rate_limit_retry_after: { label: 'Too fast, with a time', line: 'Asks to slow down for 17 seconds' },
  server_error: { label: 'Server error', line: 'Fails in its own words' },
  bad_gateway: { label: 'Bad gateway', line: 'What stands in front of it cannot reach it' },
  timeout: { label: 'No answer', line: 'Takes the request and stays silent' },
  nonsense: { label: 'Nonsense', line: 'Says it is JSON, and is not; an alert opens at the third time' },
  html_login: { label: 'Login page', line: 'Status 200 and a page to sign in, in place of JSON' },
  slow_drip: { label: 'Slow drip', line: 'One byte at a time, without end' },
  huge_body: { label: 'Huge answer', line: 'Sends 64 MB; an alert opens at the third time' },
  redirect_loop: { label: 'Redirect loop', line: 'Sends every request back to itself' },
  connection_reset: { label: 'Connection reset', line: 'Hangs up without a word' },
  truncated: { label: 'Cut off', line: 'Hangs up in the middle of the answer' },
}

/** Shown at once; the others unfold. */
export const firstScenes: readonly Scene[] = [
  'healthy',
  'wrong_key',
  'quota',
  'rate_limit',
  'server_error',
  'timeout',
  'html_login',
]

/** What "break all" does to each: a trouble of its own. */
export const breakAll: Readonly<Record<ServiceId, string>> = {
  tmdb: 'revoked',
  omdb: 'daily_limit',
  trakt: 'app_removed',
  mdblist: 'rate_limit_retry_after',
  seerr: 'behind_login',
  openai: 'server_error',
  stremio: 'bad_gateway',
}

/** Buttons of the player, and where Cuemark shows what they do. */
export const playerWords: Readonly<Record<PlayerAction, { readonly label: string; readonly line: string }>> =
  {
    start_film: { label: 'Start a film', line: 'Shows as on now' },
    stop_film: { label: 'Stop it', line: 'A part of a film does not count' },
    watch_film: { label: 'Watch a film to its end', line: 'Goes to Trakt' },
    watch_unknown: {
      label: 'Watch an episode that Trakt does not know',
      line: 'Waits under Needs you until you say what it is, which is remembered',
    },
  }

const names = new Map([
  ['cdn', 'CDN'],
  ['cloudflare', 'Cloudflare'],
  ['csrf', 'CSRF'],
  ['json', 'JSON'],
  ['sql', 'SQL'],
  ['tmdb', 'TMDb'],
  ['vip', 'VIP'],
])

/** `app_removed` reads as "App removed". */
export const labelOf = (scene: string): string => {
  const words = scene.split('_').map((word) => names.get(word) ?? word)
  const [first = '', ...others] = words
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others].join(' ')
}
