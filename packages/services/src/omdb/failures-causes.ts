import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const keyPage = 'https://www.omdbapi.com/apikey.aspx'
const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = { text: 'Wait: work goes on by itself when OMDb answers again.' }
const replaceKey: RemedyStep = {
  text: 'Copy the key from OMDb’s e-mail again: 8 characters, not the whole address.',
  action: 'replace_key',
  link: keyPage,
}
const activate: RemedyStep = {
  text: 'Open the activation link in OMDb’s e-mail: a free key works only after that.',
}

const credential = {
  kind: 'authentication',
  scope: 'integration',
  retry: 'never',
  field: '@credential',
  link: keyPage,
} as const
const item = { scope: 'item', retry: 'never' } as const

export const omdbCauses: Causes = {
  'omdb.key_invalid': {
    ...credential,
    title: 'OMDb: the key is not valid',
    explanation: 'OMDb does not know this key. It is mistyped, or it was never activated.',
    remedy: [activate, replaceKey, test],
  },
  'omdb.key_last': {
    ...credential,
    title: 'OMDb: the key was refused, perhaps for its place',
    explanation:
      'OMDb calls this key invalid, but it stood last in the address, and OMDb has refused good keys for that alone.',
    remedy: [
      {
        text: 'Put apikey first in the address and try again before you replace the key.',
        action: 'test_now',
      },
      activate,
      replaceKey,
    ],
  },
  'omdb.key_or_limit': {
    ...credential,
    title: 'OMDb: the key was refused',
    explanation:
      'OMDb answers alike to a wrong key and to a used-up day, and its words were not shown. Either the key is wrong, or today’s requests are used.',
    remedy: [
      { text: 'Test the connection to see OMDb’s own words.', action: 'test_now' },
      { text: 'If it says that the limit is reached, wait; the key is good.' },
      replaceKey,
    ],
  },
  'omdb.key_missing': {
    kind: 'configuration',
    title: 'OMDb: no key was sent',
    explanation: 'OMDb answers nobody without a key, and this request carried none.',
    remedy: [{ text: 'Enter the key.', action: 'replace_key', link: keyPage }, test],
    scope: 'integration',
    retry: 'never',
    field: '@credential',
    link: keyPage,
  },
  'omdb.daily_limit': {
    kind: 'quota',
    title: 'OMDb: today’s requests are used up',
    explanation:
      'The key is good. Its requests for today are used; a free key has 1,000 a day. OMDb does not publish when the day begins anew, so the time of return is a guess.',
    remedy: [
      { text: 'Wait: work goes on by itself when OMDb answers again.' },
      { text: 'For more, become a patron of OMDb.', link: 'https://www.patreon.com/join/omdb' },
    ],
    scope: 'integration',
    // Five minutes after midnight UTC is where third parties place the reset (omdb.md §3).
    retry: { told: { elseMidnightUtc: 'guess', plusMs: 300_000 } },
  },
  'omdb.not_found': {
    ...item,
    kind: 'not_found',
    title: 'OMDb: no such title',
    explanation: 'OMDb has nothing for this title or id.',
    remedy: [],
    expected: true,
  },
  'omdb.wrong_id': {
    ...item,
    kind: 'invalid_request',
    title: 'OMDb: the id is not accepted',
    explanation: 'OMDb does not take this id or this query. Some valid ids are refused by OMDb all the same.',
    remedy: [{ text: 'Check the IMDb id of the title.' }],
  },
  'omdb.too_many_results': {
    ...item,
    kind: 'invalid_request',
    title: 'OMDb: the search is too wide',
    explanation: 'Too many titles fit the search, so OMDb returns none.',
    remedy: [{ text: 'Search by IMDb id, or with more of the title.' }],
  },
  'omdb.getting_data': {
    kind: 'outage',
    title: 'OMDb: could not fetch the data',
    explanation:
      'OMDb failed to fetch this title. Either its data is broken for this one title, or OMDb is failing as a whole; its answer does not tell which.',
    remedy: [
      wait,
      { text: 'Test the connection: a well-known title shows whether OMDb works.', action: 'test_now' },
    ],
    scope: 'item',
    retry: { afterMs: 3_600_000 },
    probe: {
      call: 'title',
      because: 'A title that is known to be there tells a broken title from a broken service.',
    },
  },
  'omdb.database_error': {
    kind: 'outage',
    title: 'OMDb: its database failed',
    explanation: 'The raw error of OMDb’s database was handed through in place of an answer.',
    remedy: [wait],
    scope: 'item',
    retry: { afterMs: 3_600_000 },
  },
  'omdb.unavailable': {
    kind: 'outage',
    title: 'OMDb: not available',
    explanation: 'OMDb’s web server answers that the service is not available.',
    remedy: [wait],
    scope: 'service',
    retry: { told: { elseMs: 300_000 } },
  },
  'omdb.blocked': {
    kind: 'permission',
    title: 'OMDb: its firewall turned the request away',
    explanation:
      'OMDb itself never answers 403: this is the firewall in front of it. Odd characters in the query or a missing program name set it off. The key has nothing to do with it.',
    remedy: [{ text: 'If a VPN or a hosting provider is used, try from another address.' }, test],
    scope: 'integration',
    retry: { told: { elseMs: 3_600_000 } },
  },
  'omdb.not_omdb': {
    kind: 'configuration',
    title: 'OMDb: something else answers at this address',
    explanation:
      'Every answer of OMDb says Response; this one does not. The address leads to another service.',
    remedy: [{ text: 'Empty the address to use OMDb’s own, or correct it.', action: 'edit_address' }, test],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'omdb.refused': {
    kind: 'unknown',
    title: 'OMDb: refused for a reason not known here',
    explanation: 'OMDb says that the call failed, in words that are not known.',
    remedy: [{ text: 'Look at the evidence below.' }, test],
    scope: 'item',
    retry: 'never',
  },
}
