import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const apiPage = 'https://www.themoviedb.org/settings/api'
const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = { text: 'Wait: work goes on by itself when TMDb answers again.' }
const statusPage: RemedyStep = { text: 'Look at TMDb’s status page.', link: 'https://status.themoviedb.org' }
const report: RemedyStep = { text: 'Report this with the evidence below: the request itself must change.' }

const credential = {
  kind: 'authentication',
  scope: 'integration',
  retry: 'never',
  field: '@credential',
} as const
const session = { kind: 'authentication', scope: 'account', retry: 'never' } as const
const account = { kind: 'account', scope: 'integration', retry: 'never', link: apiPage } as const
const permission = { kind: 'permission', scope: 'account', retry: 'never' } as const
const outage = { kind: 'outage', scope: 'service', retry: { told: { elseMs: 60_000 } } } as const
const ours = { kind: 'invalid_request', scope: 'own_code', retry: 'never' } as const

export const tmdbCauses: Causes = {
  'tmdb.key_invalid': {
    ...credential,
    title: 'TMDb: the key is not valid',
    explanation: 'TMDb does not know this key or token. It is mistyped, cut short, or was revoked.',
    remedy: [
      {
        text: 'Copy the API key (32 characters) or the read access token again and replace it.',
        action: 'replace_key',
        link: apiPage,
      },
      test,
    ],
    link: apiPage,
  },
  'tmdb.credential_swapped': {
    ...credential,
    title: 'TMDb: key and token are swapped',
    explanation:
      'TMDb has two credentials: a key that goes into the address and a token that goes into a header. One was sent in the place of the other.',
    remedy: [
      {
        text: 'Enter the value again: Cuemark sends each in its own way.',
        action: 'replace_key',
        link: apiPage,
      },
      { text: 'In another app, look which of the two it asks for.' },
    ],
    link: apiPage,
  },
  'tmdb.session_denied': {
    ...session,
    title: 'TMDb: the person’s sign-in is not valid',
    explanation:
      'TMDb refused the sign-in of a person: it expired, was withdrawn, or was never approved. The API key is not concerned.',
    remedy: [{ text: 'Sign in to TMDb again and approve the access.', action: 'sign_in_again' }],
  },
  'tmdb.login_wrong': {
    ...session,
    title: 'TMDb: user name or password is wrong',
    explanation: 'TMDb did not accept the user name and password of a person. The API key is not concerned.',
    remedy: [{ text: 'Sign in to TMDb again.', action: 'sign_in_again' }],
  },
  'tmdb.access_denied': {
    ...permission,
    title: 'TMDb: no right for this',
    explanation: 'The credential is valid, but this part of TMDb or this item is not open to it.',
    remedy: [{ text: 'Check at TMDb who owns the item and whether it is private.' }],
  },
  'tmdb.no_write_permission': {
    // Reads pass while writes are refused.
    provenBy: ['write'],
    ...permission,
    title: 'TMDb: the person gave no right to write',
    explanation: 'The person’s token may read only, and this call changes something.',
    remedy: [{ text: 'Sign in to TMDb again and allow writing.', action: 'sign_in_again' }],
  },
  'tmdb.suspended': {
    ...account,
    title: 'TMDb: the account is suspended',
    explanation: 'TMDb has suspended the account that this key belongs to.',
    remedy: [{ text: 'Write to TMDb.', link: 'https://www.themoviedb.org/talk' }, test],
  },
  'tmdb.account_disabled': {
    ...account,
    title: 'TMDb: the account is disabled',
    explanation: 'The account that this credential belongs to is no longer active.',
    remedy: [{ text: 'Write to TMDb if this is a mistake.', link: 'https://www.themoviedb.org/talk' }, test],
  },
  'tmdb.email_unverified': {
    ...account,
    title: 'TMDb: the e-mail address is not confirmed',
    explanation: 'TMDb waits for the account’s e-mail address to be confirmed.',
    remedy: [{ text: 'Open the link in TMDb’s e-mail, then test again.', action: 'test_now' }],
  },
  'tmdb.bad_request': {
    ...ours,
    title: 'TMDb: the request was not accepted',
    explanation: 'TMDb says that a parameter of the request is missing, wrong, or out of its range.',
    remedy: [report],
  },
  'tmdb.duplicate': {
    kind: 'conflict',
    title: 'TMDb: already there',
    explanation: 'What was to be added is there already.',
    remedy: [],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'tmdb.not_found': {
    kind: 'not_found',
    title: 'TMDb: no such title',
    explanation:
      'TMDb has nothing under this id. Titles are sometimes deleted and made again under a new one.',
    remedy: [],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'tmdb.rate_limit': {
    kind: 'rate_limit',
    title: 'TMDb: too many requests',
    explanation:
      'More was asked in a short time than TMDb allows. It counts by address, so other programs at the same connection count too.',
    remedy: [{ text: 'Wait: work goes on by itself, at a slower pace.' }],
    scope: 'integration',
    retry: { told: { elseMs: 10_000 } },
  },
  'tmdb.offline': {
    ...outage,
    title: 'TMDb: offline',
    explanation: 'TMDb says that it is offline for now.',
    remedy: [wait, statusPage],
  },
  'tmdb.maintenance': {
    ...outage,
    title: 'TMDb: under maintenance',
    explanation: 'TMDb is being worked on and will return by itself.',
    remedy: [wait, statusPage],
    retry: { told: { elseMs: 300_000 } },
  },
  'tmdb.internal_error': {
    ...outage,
    title: 'TMDb: internal error',
    explanation: 'Something failed inside TMDb.',
    remedy: [wait, statusPage],
  },
  'tmdb.overloaded': {
    ...outage,
    title: 'TMDb: overloaded',
    explanation: 'The servers behind TMDb do not answer in time. The key has nothing to do with it.',
    remedy: [wait, statusPage],
  },
  'tmdb.blocked': {
    kind: 'permission',
    title: 'TMDb: turned away before the service',
    explanation:
      'The refusal carries none of TMDb’s own codes, so it comes from the network in front of it. It turns away some addresses, countries and programs. The key has nothing to do with it.',
    remedy: [
      { text: 'If a VPN, a proxy or a hosting provider is used, try from another address.' },
      { text: 'Try another DNS server.' },
      test,
    ],
    scope: 'integration',
    retry: { told: { elseMs: 3_600_000 } },
  },
  'tmdb.ipv6_route': {
    kind: 'network',
    title: 'TMDb: the IPv6 route is broken',
    explanation:
      'The connection was tried over IPv6 to the network in front of TMDb and ran into silence. This is a fault of the route, not of TMDb.',
    remedy: [
      { text: 'Prefer IPv4, or switch IPv6 off in the container.' },
      { text: 'Try another DNS server.' },
      test,
    ],
    scope: 'integration',
    retry: { afterMs: 60_000 },
  },
  'tmdb.not_tmdb': {
    kind: 'configuration',
    title: 'TMDb: something else answers at this address',
    explanation: 'The answer is not that of TMDb. The address leads to another service.',
    remedy: [{ text: 'Empty the address to use TMDb’s own, or correct it.', action: 'edit_address' }, test],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'tmdb.unknown_code': {
    kind: 'unknown',
    title: 'TMDb: refused for a reason not known here',
    explanation: 'TMDb says that the call failed, with a code that is in none of its lists.',
    remedy: [{ text: 'Look at the evidence below.' }, test],
    scope: 'integration',
    retry: 'never',
  },
}
