import type { Rule } from '@cuemark/diagnosis'

const devicePoll = /\/oauth\/device\/token\/?$/

/** What the answers of a device sign-in say in words (trakt.md §4, §3.1). */
export const device: readonly Rule[] = [
  {
    when: { path: devicePoll, field: { error: 'invalid_grant' } },
    is: { cause: 'trakt.device.unknown', confidence: 'certain' },
    because: 'In a poll the grant is the device code, and Trakt does not know it.',
  },
  {
    when: { field: { error: /^(?:authorization_)?pending$/ } },
    is: { cause: 'trakt.device.pending', confidence: 'certain' },
    because: 'The code is not entered yet.',
  },
  {
    when: { field: { error: 'slow_down' } },
    is: { cause: 'trakt.device.slow_down', confidence: 'certain' },
    because: 'The poll came too soon.',
  },
  {
    when: { field: { error: 'expired_token' } },
    is: { cause: 'trakt.device.expired', confidence: 'certain' },
    because: 'The time for entering the code is over.',
  },
  {
    when: { field: { error: 'access_denied' } },
    is: { cause: 'trakt.oauth.denied', confidence: 'certain' },
    because: 'The person declined.',
  },
  {
    when: { query: { error: 'access_denied' } },
    is: { cause: 'trakt.oauth.denied', confidence: 'certain' },
    because: 'Trakt sent the person back with a refusal in the address.',
  },
  {
    when: { text: 'that code is not valid or has already been used' },
    is: { cause: 'trakt.device.unknown', confidence: 'certain' },
    because: 'The page for entering codes says so.',
  },
]

/** What they say by status alone; the old server sent no body. */
export const polls: readonly Rule[] = [
  {
    when: { path: devicePoll, method: 'GET', status: [404, 405] },
    is: { cause: 'trakt.wrong_method' },
    because: 'The poll must be a POST; a GET is answered 404.',
  },
  {
    when: { path: devicePoll, status: 400, field: { error: /\S/ } },
    is: { cause: 'trakt.oauth.bad_request', confidence: 'guess' },
    because: 'The answer names an error, and it is none of those that mean waiting.',
  },
  {
    when: { path: devicePoll, status: 400, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.device.pending' },
    because: '400 is the documented answer while the code is not entered, with or without a body.',
  },
  {
    when: { path: devicePoll, status: 404, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.device.unknown', confidence: 'certain' },
    because: '404 is documented for an unknown device code.',
  },
  {
    when: { path: devicePoll, status: 409 },
    is: { cause: 'trakt.device.used', confidence: 'certain' },
    because: '409 is documented for a code that was used.',
  },
  {
    when: { path: devicePoll, status: 410 },
    is: { cause: 'trakt.device.expired', confidence: 'certain' },
    because: '410 is documented for an expired code.',
  },
  {
    when: { status: 418 },
    is: { cause: 'trakt.oauth.denied', confidence: 'certain' },
    because: '418 is documented for a declined code.',
  },
  {
    when: { path: devicePoll, status: 429, body: ['absent', 'empty', 'json'] },
    is: { cause: 'trakt.device.slow_down', confidence: 'certain' },
    because: '429 is documented for polling too quickly.',
  },
  {
    when: { path: devicePoll, status: 401, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.oauth.client_unknown' },
    because: 'A poll carries no access token, so a 401 is about the client.',
  },
]
