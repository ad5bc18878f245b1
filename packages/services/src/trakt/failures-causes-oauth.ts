import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const apps = 'https://app.trakt.tv/settings/apps/api'
const signIn: RemedyStep = { text: 'Sign in to Trakt again.', action: 'sign_in_again' }
const update: RemedyStep = { text: 'Update the app that made this request; it builds it wrongly.' }
const checkPair: RemedyStep = {
  text: 'Copy client ID and client secret of the app from Trakt again.',
  action: 'replace_key',
  link: apps,
}

const wrongHost = { kind: 'configuration', scope: 'own_code', retry: 'never' } as const
const setting = { kind: 'configuration', scope: 'integration', retry: 'never' } as const
const person = { kind: 'authentication', scope: 'account', retry: 'never' } as const
const ours = { kind: 'invalid_request', scope: 'own_code', retry: 'never' } as const
/** Answers of a sign-in in progress are told in the sign-in, not as alerts. */
const step = { ...person, expected: true } as const

const hostCauses: Causes = {
  'trakt.oauth.wrong_host': {
    // The address is right as soon as the service itself answers.
    provenBy: ['reachable'],
    ...wrongHost,
    title: 'Trakt: sign-in on the wrong host',
    explanation:
      'The sign-in was started on a host of Trakt that does not do sign-ins. It answers with errors that look like wrong credentials, a stale cookie or a broken account; it is none of these.',
    remedy: [{ text: 'Use the same address on auth.trakt.tv.' }, update],
  },
  'trakt.oauth.legacy_host': {
    // The address is right as soon as the service itself answers.
    provenBy: ['reachable'],
    ...wrongHost,
    title: 'Trakt: sign-in on the old host',
    explanation:
      'Sign-in has moved from trakt.tv to auth.trakt.tv. The old address adds a proof of its own on the way, and then the code cannot be exchanged.',
    remedy: [{ text: 'Use the same address on auth.trakt.tv.' }, update],
  },
  'trakt.plain_http': {
    ...wrongHost,
    title: 'Trakt: http in place of https',
    explanation: 'Trakt has not answered plain http since September 2024.',
    remedy: [{ text: 'Begin the address with https://.' }, update],
  },
  'trakt.old_host': {
    ...wrongHost,
    kind: 'deprecated',
    title: 'Trakt: this host is gone',
    explanation: 'Trakt has switched this host off. Its API is at api.trakt.tv, sign-in at auth.trakt.tv.',
    remedy: [update],
  },
  'trakt.staging_host': {
    ...setting,
    title: 'Trakt: staging and production are mixed',
    explanation: 'The staging host has apps of its own: a client ID of one is not known to the other.',
    remedy: [{ text: 'Use api.trakt.tv with an app made on Trakt’s own site.', link: apps }],
    field: 'clientId',
  },
  'trakt.pin_gone': {
    ...wrongHost,
    kind: 'deprecated',
    title: 'Trakt: sign-in by PIN is gone',
    explanation: 'Trakt has ended the PIN page. A device code does the same.',
    remedy: [
      {
        text: 'Start a sign-in with a device code and enter it at trakt.tv/activate.',
        link: 'https://trakt.tv/activate',
      },
    ],
  },
}

const clientCauses: Causes = {
  'trakt.oauth.redirect_mismatch': {
    ...setting,
    // The app itself answers well with any redirect address.
    provenBy: ['sign_in'],
    title: 'Trakt: the redirect address does not match',
    explanation:
      'The redirect address of the request is not the one in the app’s settings at Trakt. Since July 2026 every letter counts, also capitals and a slash at the end.',
    remedy: [
      { text: 'Copy the redirect address that is used here into the app’s settings at Trakt.', link: apps },
      { text: 'Then start the sign-in again.', action: 'sign_in_again' },
    ],
    link: apps,
  },
  'trakt.oauth.authorize_refused': {
    ...setting,
    title: 'Trakt: the sign-in page refused the request',
    explanation:
      'Trakt does not say why. Usually the redirect address or the client ID is not that of the app; an ad blocker or VPN can do it too.',
    remedy: [
      { text: 'Compare client ID and redirect address with the app at Trakt.', link: apps },
      { text: 'Try once without ad blocker and VPN.' },
    ],
  },
  'trakt.oauth.client_id_missing': {
    ...setting,
    title: 'Trakt: no client ID in the request',
    explanation: 'The sign-in was started without saying which app asks.',
    remedy: [{ text: 'Enter the client ID of the app.', action: 'replace_key', link: apps }],
    field: 'clientId',
  },
  'trakt.oauth.client_unknown': {
    ...setting,
    title: 'Trakt: client ID or secret is wrong',
    explanation:
      'Trakt does not know this pair of client ID and client secret. One is mistyped, holds a stray character, or they belong to different apps.',
    remedy: [checkPair, { text: 'Then sign in again.', action: 'sign_in_again' }],
    field: 'clientId',
    link: apps,
  },
  'trakt.oauth.secret_wrong': {
    ...setting,
    kind: 'authentication',
    title: 'Trakt: the client secret is wrong',
    explanation: 'Trakt knows the app and does not accept its secret.',
    remedy: [checkPair],
    field: 'clientSecret',
    link: apps,
  },
  'trakt.oauth.not_json': {
    ...ours,
    title: 'Trakt: the sign-in request was not understood',
    explanation:
      'Since July 2026 Trakt reads only JSON here, with client ID and secret in the body. Another form looks to it as if everything were missing.',
    remedy: [update],
  },
  'trakt.oauth.bad_request': {
    ...ours,
    title: 'Trakt: the sign-in request has a fault',
    explanation: 'A required part of the request is missing or has the wrong form.',
    remedy: [update],
  },
  'trakt.oauth.pkce': {
    ...ours,
    title: 'Trakt: the proof of the sign-in does not fit',
    explanation:
      'Sign-in and exchange must be made by the same program with the same proof (PKCE). An old address that adds its own proof ends here.',
    remedy: [{ text: 'Start the sign-in again on auth.trakt.tv.', action: 'sign_in_again' }, update],
  },
  'trakt.oauth.no_such_address': {
    // The address is right as soon as the service itself answers.
    provenBy: ['reachable'],
    ...setting,
    title: 'Trakt: no sign-in at this address',
    explanation:
      'The address for signing in answers that there is nothing. Trakt has it on auth.trakt.tv; a proxy, or the address set in the environment, leads elsewhere.',
    remedy: [
      { text: 'Take out the setting CUEMARK_TRAKT_AUTH_URL, or correct it, and start Cuemark again.' },
      { text: 'If none is set, look at the proxy between Cuemark and the internet.' },
    ],
  },
  'trakt.oauth.scope': {
    ...ours,
    title: 'Trakt: the scope asked for does not exist',
    explanation: 'Trakt gives the scope public to other programs, and no other.',
    remedy: [update],
  },
  'trakt.oauth.rate_limit': {
    kind: 'rate_limit',
    title: 'Trakt: too many sign-in requests',
    explanation: 'Trakt limits sign-ins and refreshes too. One limit can hold up everybody on this address.',
    remedy: [{ text: 'Wait: Trakt lifts this by itself. More attempts prolong it.' }],
    scope: 'integration',
    retry: { told: { elseMs: 300_000 } },
  },
}

const personCauses: Causes = {
  'trakt.oauth.session_not_found': {
    ...person,
    title: 'Trakt: sign in again',
    explanation:
      'Trakt no longer knows the saved sign-in. All sign-ins from before its move in July 2026 ended this way; a sign-in used on two devices does too.',
    remedy: [signIn, { text: 'Once is enough: later renewals work by themselves.' }],
  },
  'trakt.oauth.grant_dead': {
    ...person,
    title: 'Trakt: sign in again',
    explanation: 'Trakt refused the saved sign-in. It was used on another device, expired, or was revoked.',
    remedy: [signIn],
  },
  'trakt.oauth.refresh_too_old': {
    ...person,
    title: 'Trakt: sign in again',
    explanation:
      'Trakt says that a part of the request is missing. It says so too when the saved sign-in is too old, and that is the usual reason.',
    remedy: [signIn, { text: 'If that does not help, the program sent an empty request: update it.' }],
  },
  'trakt.oauth.refresh_refused': {
    ...person,
    title: 'Trakt: the sign-in was refused',
    explanation:
      'Trakt refused to renew or make the sign-in and gave no reason. Usually the saved sign-in is used up or revoked.',
    remedy: [
      signIn,
      {
        text: 'If it is refused again, compare client ID, secret and redirect address with the app.',
        link: apps,
      },
    ],
  },
  'trakt.oauth.code_used': {
    ...step,
    title: 'Trakt: the sign-in code is used up',
    explanation: 'A code works once and for a short time. This one was used before, or is too old.',
    remedy: [{ text: 'Start the sign-in again.', action: 'sign_in_again' }],
  },
  'trakt.oauth.user_gone': {
    ...person,
    kind: 'account',
    title: 'Trakt: the account is gone',
    explanation: 'Trakt no longer has the account of this sign-in.',
    remedy: [{ text: 'Sign in with an account that exists.', action: 'sign_in_again' }],
  },
  'trakt.oauth.denied': {
    ...step,
    kind: 'permission',
    title: 'Trakt: the sign-in was declined',
    explanation:
      'The person said no on Trakt’s page. A free account can connect one app; another one must be disconnected first.',
    remedy: [
      { text: 'Start the sign-in again if this was a mistake.', action: 'sign_in_again' },
      { text: 'See which apps are connected.', link: 'https://app.trakt.tv/settings/apps' },
    ],
  },
  'trakt.oauth.prompt_loop': {
    ...wrongHost,
    title: 'Trakt: the sign-in page goes round in circles',
    explanation:
      'The request asks for a fresh sign-in (prompt=login), and Trakt’s page then returned to itself.',
    remedy: [{ text: 'Leave prompt=login out of the address.' }, update],
  },
}

const deviceCauses: Causes = {
  'trakt.device.pending': {
    ...step,
    title: 'Trakt: waiting for the code',
    explanation:
      'The person has not entered the code yet. This is the normal answer while waiting, not an error.',
    remedy: [{ text: 'Enter the code at trakt.tv/activate.', link: 'https://trakt.tv/activate' }],
    retry: { told: { elseMs: 5000 } },
  },
  'trakt.device.slow_down': {
    ...step,
    kind: 'rate_limit',
    title: 'Trakt: asked too often',
    explanation:
      'The program asked too quickly whether the code was entered. It may have been entered already.',
    remedy: [{ text: 'Wait: the next question comes a little later.' }],
    retry: { told: { elseMs: 6000 } },
  },
  'trakt.device.unknown': {
    ...step,
    title: 'Trakt: the code is not known',
    explanation: 'Trakt does not know this device code.',
    remedy: [{ text: 'Start the sign-in again.', action: 'sign_in_again' }],
  },
  'trakt.device.used': {
    ...step,
    kind: 'conflict',
    title: 'Trakt: the code was used already',
    explanation: 'This code was approved before and gave its sign-in then.',
    remedy: [{ text: 'Start the sign-in again if it was lost.', action: 'sign_in_again' }],
  },
  'trakt.device.expired': {
    ...step,
    title: 'Trakt: the code has expired',
    explanation: 'The code was not entered in time.',
    remedy: [{ text: 'Start the sign-in again.', action: 'sign_in_again' }],
  },
}

export const traktOauthCauses: Causes = { ...hostCauses, ...clientCauses, ...personCauses, ...deviceCauses }
