import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const report: RemedyStep = { text: 'Report this with the evidence below: the request itself must change.' }
const editAddress: RemedyStep = {
  text: 'Give the address at which Seerr’s start page opens, without /api/v1.',
  action: 'edit_address',
}
const replaceKey: RemedyStep = {
  text: 'Copy the API key from Seerr’s settings (General) again, with the == at its end, and replace it.',
  action: 'replace_key',
}

const credential = { kind: 'authentication', scope: 'integration', retry: 'never', field: 'apiKey' } as const
const atAddress = { kind: 'configuration', scope: 'integration', retry: 'never', field: 'url' } as const
const setting = { kind: 'configuration', scope: 'integration', retry: 'never' } as const
const ours = { kind: 'invalid_request', scope: 'own_code', retry: 'never' } as const
const done = { kind: 'conflict', scope: 'item', retry: 'never', expected: true } as const

export const seerrCauses: Causes = {
  'seerr.key_missing': {
    ...credential,
    title: 'Seerr: no key arrived',
    explanation: 'Seerr answers this way when neither a key nor a sign-in came with the request.',
    remedy: [replaceKey, test],
  },
  'seerr.key_stripped': {
    ...atAddress,
    title: 'Seerr: the key is lost on the way',
    explanation:
      'The key was sent and Seerr says that none arrived. A proxy in front of Seerr removes the X-Api-Key header.',
    remedy: [
      { text: 'Let the proxy in front of Seerr pass the X-Api-Key header.' },
      { text: 'Or use Seerr’s own address inside the network.', action: 'edit_address' },
      test,
    ],
  },
  'seerr.key_wrong': {
    ...credential,
    title: 'Seerr: the key is not accepted',
    explanation:
      'A key arrived and Seerr refused it. It is wrong, or was renewed in Seerr since. Seerr answers in the same words when a right is missing.',
    remedy: [replaceKey, { text: 'If the key is right, check what its user may do in Seerr.' }, test],
    probe: {
      call: 'auth_me',
      because: 'Anybody with a good key may read the own user, so a refusal there is the key.',
    },
  },
  'seerr.acting_user_unknown': {
    ...setting,
    title: 'Seerr: the acting user is not known',
    explanation:
      'Seerr refused the call made in the name of another user. It has no user with that number, or the key is wrong.',
    remedy: [
      {
        text: 'Open the user in Seerr and copy the number at the end of the page’s address.',
        action: 'edit_settings',
      },
      test,
    ],
    field: 'actingUser',
    probe: {
      call: 'auth_me',
      because: 'The same call without an acting user tells whether the key is good.',
    },
  },
  'seerr.acting_user_not_number': {
    ...setting,
    title: 'Seerr: the acting user must be a number',
    explanation: 'Seerr gives no answer at all when the acting user is not a number.',
    remedy: [{ text: 'Enter the user’s number, or leave the field empty.', action: 'edit_settings' }, test],
    field: 'actingUser',
  },
  'seerr.not_permitted': {
    kind: 'permission',
    title: 'Seerr: this user may not do that',
    explanation: 'The key is good, but its user has no right to this in Seerr.',
    remedy: [{ text: 'Open the user in Seerr and give the missing right.' }, test],
    scope: 'integration',
    retry: 'never',
  },
  'seerr.not_set_up': {
    ...setting,
    title: 'Seerr: not set up yet',
    explanation: 'Seerr runs, but its first set-up was never finished, so it serves nobody.',
    remedy: [{ text: 'Open Seerr in a browser and finish its set-up.' }, test],
  },
  'seerr.csrf': {
    // Reads pass while writes are refused.
    provenBy: ['write'],
    ...setting,
    title: 'Seerr: its CSRF protection refuses writing',
    explanation:
      'With CSRF protection on, Seerr lets other programs read but never write, whatever their key.',
    remedy: [{ text: 'Switch off CSRF protection in Seerr’s network settings and restart Seerr.' }],
  },
  'seerr.request_quota': {
    // Only asking for a title shows that this user may again.
    provenBy: ['write'],
    kind: 'quota',
    title: 'Seerr: the user’s request limit is reached',
    explanation:
      'Seerr allows each user a number of requests in some days, and they are used. The key is good.',
    remedy: [
      { text: 'Wait until older requests drop out of the count.' },
      { text: 'Or raise the limit of the user in Seerr.' },
    ],
    scope: 'account',
    retry: { told: { elseMs: 86_400_000 } },
  },
  'seerr.blocklisted': {
    kind: 'permission',
    title: 'Seerr: the title is blocklisted',
    explanation: 'An administrator of Seerr has put this title on the blocklist.',
    remedy: [{ text: 'Take it off Seerr’s blocklist if it should be requested.' }],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'seerr.request_exists': {
    ...done,
    title: 'Seerr: already requested',
    explanation: 'There is a request for this title, so nothing is left to do.',
    remedy: [],
  },
  'seerr.nothing_to_request': {
    ...done,
    title: 'Seerr: no season left to request',
    explanation: 'All seasons are there or requested, so nothing is left to do.',
    remedy: [],
  },
  'seerr.not_found': {
    kind: 'not_found',
    title: 'Seerr: no such entry',
    explanation: 'Seerr has no such title, user or request.',
    remedy: [],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'seerr.user_mapping': {
    ...ours,
    scope: 'account',
    title: 'Seerr: the request names a user that is not there',
    explanation:
      'Seerr fails with an internal error when a request is made for a user that it does not have.',
    remedy: [{ text: 'Check which user of Seerr this person is mapped to.', action: 'edit_settings' }],
  },
  'seerr.tmdb_unreachable': {
    kind: 'network',
    title: 'Seerr: cannot reach TMDb itself',
    explanation:
      'Seerr works, but the machine it runs on cannot reach TMDb. Your own TMDb integration is not concerned.',
    remedy: [
      { text: 'Check network and DNS of the machine or container in which Seerr runs.' },
      { text: 'If it uses a proxy, check the proxy settings of Seerr.' },
    ],
    scope: 'integration',
    retry: { afterMs: 300_000 },
  },
  'seerr.behind_it_failed': {
    kind: 'outage',
    title: 'Seerr: a service behind it does not answer',
    explanation:
      'Seerr could not fetch what was asked for. Usually its own way to TMDb, or the media server behind it, is disturbed.',
    remedy: [{ text: 'Wait: work goes on by itself.' }, { text: 'If it lasts, look at Seerr’s log.' }],
    scope: 'integration',
    retry: { told: { elseMs: 300_000 } },
  },
  'seerr.media_server_sign_in': {
    kind: 'authentication',
    title: 'Seerr: its media server refused the sign-in',
    explanation: 'Seerr asked the media server behind it, and that did not accept user name and password.',
    remedy: [{ text: 'Check the sign-in to Jellyfin, Emby or Plex in Seerr.' }],
    scope: 'account',
    retry: 'never',
  },
  'seerr.media_server_address': {
    ...setting,
    title: 'Seerr: cannot reach its media server',
    explanation:
      'The address of Jellyfin, Emby or Plex in Seerr leads nowhere. Inside a container, localhost means the container itself.',
    remedy: [{ text: 'Correct the media server’s address in Seerr’s settings.' }],
  },
  'seerr.bad_request': {
    ...ours,
    title: 'Seerr: the request was not accepted',
    explanation: 'Seerr says that a part of the request is missing or has the wrong form.',
    remedy: [report],
  },
  'seerr.base_path_wrong': {
    // The address is right as soon as a Seerr itself answers.
    provenBy: ['reachable'],
    ...atAddress,
    title: 'Seerr: the path of the address is wrong',
    explanation:
      'Seerr answers, but not at this path. The address holds a part too much or too little: a doubled /api/v1, a double slash, or a missing sub-folder.',
    remedy: [editAddress, test],
  },
  'seerr.login_page': {
    // The address is right as soon as a Seerr itself answers.
    provenBy: ['reachable'],
    ...atAddress,
    title: 'Seerr: a login page answers instead',
    explanation:
      'The answer is a sign-in page. A login portal stands in front of Seerr and does not let other programs through.',
    remedy: [
      { text: 'Let /api/v1 pass the portal without sign-in.' },
      { text: 'Or use Seerr’s own address inside the network.', action: 'edit_address' },
      test,
    ],
  },
  'seerr.not_a_seerr': {
    ...atAddress,
    title: 'Seerr: no Seerr at this address',
    explanation: 'Something answers at this address, but it is not Seerr, Jellyseerr or Overseerr.',
    remedy: [
      { text: 'Check host name and port; Seerr’s own port is 5055.', action: 'edit_address' },
      { text: 'Where a proxy serves Seerr below a path, give that path too.' },
      test,
    ],
  },
  'seerr.proxy_refused': {
    ...atAddress,
    title: 'Seerr: a proxy in front turned the request away',
    explanation:
      'The refusal is not in Seerr’s words, so it comes from a proxy or firewall in front of it. The key was not looked at.',
    remedy: [
      { text: 'Let /api/v1 pass the proxy.' },
      { text: 'Or use Seerr’s own address inside the network.', action: 'edit_address' },
      test,
    ],
  },
  'seerr.deprecated_call': {
    kind: 'deprecated',
    title: 'Seerr: this call will go away',
    explanation: 'Seerr still answers, and says that the call has a successor.',
    remedy: [{ text: 'Update Cuemark.' }],
    scope: 'own_code',
    retry: 'never',
  },
  'seerr.internal_error': {
    kind: 'outage',
    title: 'Seerr: internal error',
    explanation: 'Seerr failed while answering. The key has nothing to do with it.',
    remedy: [{ text: 'Wait: work goes on by itself.' }, { text: 'If it lasts, look at Seerr’s log.' }],
    scope: 'integration',
    retry: { told: { elseMs: 60_000 } },
  },
}
