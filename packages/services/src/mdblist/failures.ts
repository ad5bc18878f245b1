import type { Rule, RuleSet } from '@cuemark/diagnosis'
import { mdblistCauses } from './failures-causes.ts'

/** MDBList's own client draws the line between the short window and the day here (mdblist.md §2). */
const longestShortWaitMs = 310_000

const signIn: readonly Rule[] = [
  {
    when: { field: { error: ['authorization_pending', 'slow_down'] } },
    is: { cause: 'mdblist.sign_in_pending', confidence: 'certain' },
    because: 'The device flow answers so until the person has entered the code.',
  },
  {
    when: { field: { error: ['expired_token', 'invalid_grant'] } },
    is: { cause: 'mdblist.sign_in_expired', confidence: 'certain' },
    because: 'The device flow says that the code or token is over.',
  },
  {
    when: { field: { error: 'access_denied' } },
    is: { cause: 'mdblist.sign_in_denied', confidence: 'certain' },
    because: 'The device flow says that the person declined.',
  },
]

const limits: readonly Rule[] = [
  {
    when: { status: 429, header: { 'retry-after': true }, waitOverMs: longestShortWaitMs },
    is: { cause: 'mdblist.daily_limit', confidence: 'certain' },
    because: 'Retry-After of more than five minutes reaches to the end of the day, whatever the words say.',
  },
  {
    when: {
      text: ['rate limit reached', 'rate limit exceeded', 'too many requests'],
      status: ['none', '2xx', '4xx'],
    },
    is: { cause: 'mdblist.rate_limit' },
    because: 'MDBList names the rate, also inside a 200.',
  },
  {
    when: {
      text: ['api limit reached', 'daily limit', 'limit reached', 'limit exceeded'],
      status: ['none', '2xx', '4xx'],
    },
    is: { cause: 'mdblist.daily_limit' },
    because: 'MDBList names the limit of the day, also inside a 200.',
  },
  {
    when: { status: 429, waitOverMs: longestShortWaitMs },
    is: { cause: 'mdblist.daily_limit', confidence: 'certain' },
    because: 'A wait of more than five minutes reaches to the end of the day.',
  },
  {
    when: { status: 429, header: { 'x-ratelimit-remaining': /^0$/, 'retry-after': false } },
    is: { cause: 'mdblist.daily_limit' },
    because: 'The allowance that the header counts is that of the day, and it is 0.',
  },
  {
    when: { status: 429 },
    is: { cause: 'mdblist.rate_limit' },
    because: 'The status says so even where the body is not JSON.',
  },
]

const credentials: readonly Rule[] = [
  {
    when: { text: 'authentication required' },
    is: { cause: 'mdblist.key_missing', confidence: 'certain' },
    because: 'MDBList says that neither key nor token arrived.',
  },
  {
    when: { text: [/invalid (?:api ?)?(?:key|token)/, 'invalid apikey', 'no api key'] },
    is: { cause: 'mdblist.key_invalid', confidence: 'certain' },
    because: 'MDBList names the key.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'mdblist.key_invalid' },
    because: 'A 401 from MDBList concerns the key.',
  },
  {
    when: { status: 403, path: '/user', method: ['GET', ''], body: ['absent', 'empty', 'json'] },
    is: { cause: 'mdblist.key_invalid', confidence: 'guess' },
    because: 'Everybody may read the own user, so a refusal there concerns the key.',
  },
  {
    when: { status: 403, body: ['absent', 'empty', 'json'] },
    is: {
      cause: 'mdblist.supporters_only',
      probe: {
        call: 'user',
        because: 'The own user can be read with any good key, and shows whether it is a supporter’s.',
      },
    },
    because: 'MDBList refuses writing and private lists with 403.',
  },
]

const items: readonly Rule[] = [
  {
    when: { field: { error: ['empty', /^list is empty/, 'empty list'] } },
    is: { cause: 'mdblist.list_empty' },
    because: 'MDBList says that nothing came out.',
  },
  {
    when: { field: { error: [/not found/, /does(?: not|n't) exist/, 'private list'] } },
    is: { cause: 'mdblist.list_not_found', confidence: 'certain' },
    because: 'MDBList says that it is not there.',
  },
  {
    when: { status: 404, body: ['absent', 'empty', 'json'] },
    is: { cause: 'mdblist.list_not_found' },
    because: 'A missing or private list is normal.',
  },
]

const rest: readonly Rule[] = [
  {
    when: { status: '5xx', body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'mdblist.outage' },
    because: 'Its outages were taken for wrong keys before, and good keys were thrown away.',
  },
  {
    when: {
      host: ['mdblist.com', 'www.mdblist.com'],
      path: ['/api', '/api/*'],
      status: ['none', '3xx', '4xx'],
    },
    is: { cause: 'mdblist.old_api' },
    because: 'The old address belongs to the API before its move.',
  },
  {
    when: { field: { response: false } },
    is: { cause: 'mdblist.refused', confidence: 'guess' },
    because: 'response is false with words that are not known.',
  },
  {
    when: { field: { error: /./ }, status: ['none', '2xx'] },
    is: { cause: 'mdblist.refused', confidence: 'guess' },
    because: 'An error stands in an answer that looks good.',
  },
  {
    when: {
      status: '2xx',
      path: /\/user\/?$/,
      body: 'json',
      lacks: ['user_id', 'username', 'api_requests'],
      typed: true,
    },
    is: { cause: 'mdblist.not_mdblist' },
    because: 'MDBList’s user always has a name and an allowance.',
  },
  {
    when: { status: '2xx', path: /\/user\/?$/, body: 'json', lacks: ['user_id', 'username', 'api_requests'] },
    is: { cause: 'http.wrong_shape' },
    because: 'MDBList’s user always has a name and an allowance.',
  },
  {
    when: { status: '2xx', path: /\/sync\/last_activities\/?$/, body: 'json', lacks: ['server_time'] },
    is: { cause: 'http.wrong_shape' },
    because: 'MDBList’s own client demands server_time here.',
  },
]

export const mdblistRules: RuleSet = {
  service: 'mdblist',
  name: 'MDBList',
  hosts: ['api.mdblist.com', 'mdblist.com', 'www.mdblist.com'],
  selfHosted: false,
  addressField: 'baseUrl',
  credentialField: 'apiKey',
  rules: [...signIn, ...limits, ...credentials, ...items, ...rest],
  causes: mdblistCauses,
}
