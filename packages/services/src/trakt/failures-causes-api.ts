import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const apps = 'https://app.trakt.tv/settings/apps/api'
const vip = 'https://app.trakt.tv/vip'
const support = 'mailto:support@trakt.tv'
const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = {
  text: 'Wait: work goes on by itself. Plays are kept and sent with their true times.',
}
const statusPage: RemedyStep = { text: 'Look at Trakt’s status page.', link: 'https://status.trakt.tv' }
const report: RemedyStep = { text: 'Report this with the evidence below: the request itself must change.' }

const lookAtIds: RemedyStep = {
  text: 'Look at the ids of the title. If one is wrong, say what it is, and it is sent again.',
}

const ours = { kind: 'invalid_request', scope: 'own_code', retry: 'never' } as const
const account = { kind: 'account', scope: 'account', retry: 'never' } as const
const item = { kind: 'not_found', scope: 'item', retry: 'never', expected: true } as const
const done = { kind: 'conflict', scope: 'item', retry: 'never', expected: true } as const

const accessCauses: Causes = {
  'trakt.token_invalid': {
    kind: 'authentication',
    title: 'Trakt: sign in again',
    explanation:
      'Trakt does not accept the saved sign-in for this call. It expired, was revoked, or was renewed by another program.',
    remedy: [{ text: 'Sign in to Trakt again.', action: 'sign_in_again' }],
    scope: 'account',
    retry: 'never',
  },
  'trakt.app_removed': {
    kind: 'permission',
    title: 'Trakt: the app is not accepted',
    explanation:
      'Trakt refuses the client ID. The app was deleted or lost its approval, or the ID is mistyped. Since the end of July 2026 only VIP accounts may have apps of their own, and the others were deleted.',
    remedy: [
      {
        text: 'Look whether the app is still there, and compare its client ID.',
        action: 'replace_key',
        link: apps,
      },
      { text: 'If it was deleted, a new one needs a VIP account.', link: vip },
      test,
    ],
    scope: 'integration',
    retry: 'never',
    field: 'clientId',
    link: apps,
    probe: {
      call: 'public_get',
      because:
        'The same client ID on a public call without a sign-in tells a refused app from everything else.',
    },
  },
  'trakt.blocked': {
    kind: 'permission',
    title: 'Trakt: its firewall turned the request away',
    explanation:
      'Cloudflare in front of Trakt refused the request before Trakt saw it: a missing or unusual User-Agent, too many requests, or the country or address it came from. Sign-in and app have nothing to do with it.',
    remedy: [
      { text: 'Wait a while without sending anything.' },
      { text: 'If a VPN or a hosting provider is used, try from another address.' },
      { text: 'In another app, see that it sends its own User-Agent.' },
      test,
    ],
    scope: 'integration',
    retry: { told: { elseMs: 3_600_000 } },
  },
  'trakt.headers_in_address': {
    ...ours,
    title: 'Trakt: the headers were sent in the address',
    explanation: 'Trakt reads its key and version from headers, not from the address.',
    remedy: [report],
  },
  'trakt.account_locked': {
    ...account,
    title: 'Trakt: the account is locked',
    explanation: 'Trakt has locked this account. Only Trakt can unlock it; trying again does not help.',
    remedy: [{ text: 'Write to support@trakt.tv.', link: support }],
    link: support,
  },
  'trakt.account_deactivated': {
    ...account,
    title: 'Trakt: the account is deactivated',
    explanation: 'This Trakt account was deactivated.',
    remedy: [{ text: 'Sign in on Trakt’s site, or write to support@trakt.tv.', link: support }],
    link: support,
  },
  'trakt.vip_only': {
    ...account,
    title: 'Trakt: only for VIP accounts',
    explanation: 'Trakt offers this call to VIP accounts only.',
    remedy: [{ text: 'See what VIP offers.', link: vip }],
    link: vip,
  },
  'trakt.account_limit': {
    // A full list is read as well as before.
    provenBy: ['write'],
    kind: 'quota',
    title: 'Trakt: the account’s limit is reached',
    explanation: 'A list, the watchlist or the collection of this account is full. A VIP account holds more.',
    remedy: [{ text: 'Remove entries from the list.' }, { text: 'Or raise the limit with VIP.', link: vip }],
    scope: 'account',
    retry: 'never',
    link: vip,
  },
}

const requestCauses: Causes = {
  'trakt.item_unmatched': {
    ...item,
    title: 'Trakt: no such title',
    explanation:
      'Trakt has no title under these ids. A new episode is often missing for a while, and anime is numbered in another way.',
    remedy: [{ text: 'Choose the right title by hand, or wait for a new episode to appear.' }],
  },
  'trakt.not_found': {
    ...item,
    title: 'Trakt: not found',
    explanation: 'Trakt has no such user, list or entry.',
    remedy: [],
  },
  'trakt.endpoint_gone': {
    kind: 'deprecated',
    title: 'Trakt: this call has changed',
    explanation: 'Trakt removed the call in this form; it now needs a period at its end.',
    remedy: [{ text: 'Update Cuemark.' }, report],
    scope: 'own_code',
    retry: 'never',
  },
  'trakt.wrong_method': {
    ...ours,
    title: 'Trakt: the wrong method was used',
    explanation:
      'The address is right, but it was called in another way than Trakt expects, as when it is opened in a browser.',
    remedy: [report],
  },
  'trakt.precondition': {
    ...ours,
    title: 'Trakt: the request has the wrong form',
    explanation:
      'Trakt wants JSON announced in every request. A dot in a user name of the address is answered the same way.',
    remedy: [
      { text: 'Write user names in the address as Trakt’s own links do, with a hyphen for a dot.' },
      report,
    ],
  },
  'trakt.already_scrobbled': {
    ...done,
    title: 'Trakt: already recorded',
    explanation: 'Trakt has just recorded this play, so nothing is left to do.',
    remedy: [],
  },
  'trakt.already_there': {
    ...done,
    title: 'Trakt: already there',
    explanation: 'What was to be added is there already.',
    remedy: [],
  },
  'trakt.pause_past_end': {
    ...ours,
    scope: 'item',
    title: 'Trakt: too near the end for a pause',
    explanation: 'From 80 percent on, Trakt takes a stop and refuses a pause.',
    remedy: [],
  },
  'trakt.progress_refused': {
    ...ours,
    scope: 'item',
    title: 'Trakt: the play was not taken',
    explanation: 'Trakt ignores plays below 1 percent, and refuses ids of the wrong type.',
    remedy: [lookAtIds],
  },
  'trakt.title_refused': {
    ...ours,
    scope: 'item',
    title: 'Trakt: a value of this title is refused',
    explanation:
      'Trakt understood the request and refuses a value in it, such as an id of the wrong type. The sign-in and the settings are fine.',
    remedy: [lookAtIds, report],
  },
  'trakt.validation': {
    ...ours,
    title: 'Trakt: a value was refused',
    explanation:
      'Trakt understood the request and refuses a value in it. Blanks around a pasted code or key are refused so too.',
    remedy: [{ text: 'Check for blanks in what was pasted.', action: 'edit_settings' }, report],
  },
  'trakt.bad_request': {
    ...ours,
    title: 'Trakt: the request was not accepted',
    explanation:
      'Trakt could not make sense of the request. Empty values in place of missing ones are a known reason.',
    remedy: [report],
  },
  'trakt.wrong_shape': {
    kind: 'malformed',
    title: 'Trakt: the answer makes no sense',
    explanation: 'The answer looks good and lacks what it always holds.',
    remedy: [wait, { text: 'Update Cuemark.' }],
    scope: 'own_code',
    retry: { afterMs: 300_000 },
  },
}

const serviceCauses: Causes = {
  'trakt.rate_limit': {
    kind: 'rate_limit',
    title: 'Trakt: too many requests',
    explanation:
      'Trakt allows one change a second and a number of questions in five minutes, over all programs of a person. Once over, it blocks everything for about five minutes.',
    remedy: [wait],
    scope: 'integration',
    retry: { told: { elseMs: 300_000 } },
  },
  'trakt.server_error': {
    kind: 'outage',
    title: 'Trakt: internal error',
    explanation:
      'Something failed inside Trakt. An empty CORS origin in the settings of an app has caused it too.',
    remedy: [
      wait,
      statusPage,
      { text: 'If it lasts and only this app is hit, check the CORS origins in its settings.', link: apps },
    ],
    scope: 'service',
    retry: { told: { elseMs: 60_000 } },
  },
  'trakt.overloaded': {
    kind: 'outage',
    title: 'Trakt: overloaded or down',
    explanation: 'Trakt’s servers do not answer at the moment.',
    remedy: [wait, statusPage],
    scope: 'service',
    // Trakt itself advises to try again after 30 seconds (trakt.md §8).
    retry: { told: { elseMs: 30_000 } },
  },
}

export const traktApiCauses: Causes = { ...accessCauses, ...requestCauses, ...serviceCauses }
