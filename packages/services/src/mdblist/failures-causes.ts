import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const preferences = 'https://mdblist.com/preferences/'
const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = { text: 'Wait: work goes on by itself.' }
const replaceKey: RemedyStep = {
  text: 'Copy the API key from MDBList’s preferences again and replace it.',
  action: 'replace_key',
  link: preferences,
}

const credential = {
  kind: 'authentication',
  scope: 'integration',
  retry: 'never',
  field: '@credential',
  link: preferences,
} as const

export const mdblistCauses: Causes = {
  'mdblist.key_missing': {
    ...credential,
    title: 'MDBList: no key arrived',
    explanation: 'MDBList answers nobody without a key, and it saw none in this request.',
    remedy: [replaceKey, test],
  },
  'mdblist.key_invalid': {
    ...credential,
    title: 'MDBList: the key is not valid',
    explanation: 'MDBList does not know this key. It is mistyped, or a new one was made since.',
    remedy: [replaceKey, test],
  },
  'mdblist.supporters_only': {
    kind: 'permission',
    title: 'MDBList: no right for this',
    explanation:
      'The key is good, but this list or this call is not open to it. Changing lists through the API is for supporters.',
    remedy: [
      { text: 'Check that the list is yours or public.' },
      { text: 'Changing lists needs a supporter’s account.', link: 'https://mdblist.com/supporter/' },
    ],
    scope: 'integration',
    retry: 'never',
  },
  'mdblist.list_not_found': {
    kind: 'not_found',
    title: 'MDBList: no such list or title',
    explanation: 'MDBList has nothing there. The list was deleted, made private, or renamed.',
    remedy: [{ text: 'Open the list in a browser and copy its address again.' }],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'mdblist.list_empty': {
    kind: 'not_found',
    title: 'MDBList: the list is empty',
    explanation:
      'MDBList returns nothing for this list. A new list stays empty for up to half an hour; it is not lost. A limit or filter in the address can empty it too.',
    remedy: [
      { text: 'Wait half an hour if the list is new.' },
      { text: 'Take limits and filters out of the address.' },
    ],
    scope: 'item',
    retry: { afterMs: 1_800_000 },
    expected: true,
  },
  'mdblist.rate_limit': {
    kind: 'rate_limit',
    title: 'MDBList: too many requests',
    explanation:
      'MDBList counts requests over five minutes, and there were too many. The day’s allowance is not concerned.',
    remedy: [wait],
    scope: 'integration',
    retry: { told: { elseMs: 300_000 } },
  },
  'mdblist.daily_limit': {
    kind: 'quota',
    title: 'MDBList: today’s requests are used up',
    explanation: 'The key is good. Its requests for today are used; they return at midnight UTC.',
    remedy: [wait, { text: 'Supporters have more requests a day.', link: 'https://mdblist.com/supporter/' }],
    scope: 'integration',
    retry: { told: { elseMidnightUtc: 'known_reset' } },
  },
  'mdblist.old_api': {
    kind: 'deprecated',
    title: 'MDBList: the old address is used',
    explanation: 'The API has moved from mdblist.com/api to api.mdblist.com.',
    remedy: [{ text: 'Use api.mdblist.com.', action: 'edit_address' }, test],
    scope: 'own_code',
    retry: 'never',
    field: '@address',
  },
  'mdblist.sign_in_pending': {
    kind: 'authentication',
    title: 'MDBList: waiting for the sign-in',
    explanation: 'The person has not entered the code yet. This is the normal answer while waiting.',
    remedy: [{ text: 'Enter the code on MDBList’s page.' }],
    scope: 'account',
    retry: { told: { elseMs: 5000 } },
    expected: true,
  },
  'mdblist.sign_in_expired': {
    kind: 'authentication',
    title: 'MDBList: the code has expired',
    explanation: 'The code was not entered in time.',
    remedy: [{ text: 'Start the sign-in again.', action: 'sign_in_again' }],
    scope: 'account',
    retry: 'never',
    expected: true,
  },
  'mdblist.sign_in_denied': {
    kind: 'permission',
    title: 'MDBList: the sign-in was declined',
    explanation: 'The person said no on MDBList’s page.',
    remedy: [{ text: 'Start the sign-in again if this was a mistake.', action: 'sign_in_again' }],
    scope: 'account',
    retry: 'never',
    expected: true,
  },
  'mdblist.outage': {
    kind: 'outage',
    title: 'MDBList: not working at the moment',
    explanation: 'MDBList failed while answering. The key is not the reason: keep it.',
    remedy: [wait, { text: 'Look at MDBList’s status page.', link: 'https://status.mdblist.com/' }],
    scope: 'service',
    retry: { told: { elseMs: 60_000 } },
  },
  'mdblist.not_mdblist': {
    kind: 'configuration',
    title: 'MDBList: something else answers at this address',
    explanation: 'The answer is not that of MDBList. The address leads to another service.',
    remedy: [
      { text: 'Empty the address to use MDBList’s own, or correct it.', action: 'edit_address' },
      test,
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'mdblist.refused': {
    kind: 'unknown',
    title: 'MDBList: refused for a reason not known here',
    explanation: 'MDBList says that the call failed, in words that are not known.',
    remedy: [{ text: 'Look at the evidence below.' }, test],
    scope: 'integration',
    retry: 'never',
  },
}
