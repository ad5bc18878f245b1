/** Every known cause of a 400 when signing in to Trakt, or of something that looks like one (trakt.md §15). */

export interface CauseOf400 {
  readonly number: number
  readonly title: string
  /** What a person sees or does. */
  readonly seen: string
  /** Codes of the causes that name it, the most exact first. */
  readonly causes: readonly string[]
  /** `cannot_send`: Cuemark never makes such a request. `named`: it can happen, and is told by its cause. */
  readonly here: 'cannot_send' | 'named'
  /** How Cuemark keeps it from happening, or finds out. */
  readonly how: string
}

export const causesOf400: readonly CauseOf400[] = [
  {
    number: 1,
    title: 'The sign-in page was opened on the API host',
    seen: 'A page of api.trakt.tv that says 400, whatever is typed.',
    causes: ['trakt.oauth.wrong_host'],
    here: 'cannot_send',
    how: 'The host of the sign-in is a constant. The environment can change it for tests and proxies, but not to a host of Trakt that does no sign-ins: then nothing is sent. A pasted link of that kind gives back the right one.',
  },
  {
    number: 2,
    title: 'An ad blocker, a filter in the router or a VPN',
    seen: 'The sign-in page is blank, does not end loading, or says 400.',
    causes: ['trakt.page.browser_blocks', 'trakt.page.other_browser', 'trakt.page.other_device'],
    here: 'named',
    how: 'No server sees it. A sign-in that nobody comes back from ends by itself, and the page asks what is on the screen.',
  },
  {
    number: 3,
    title: 'The redirect address differs by a letter, a capital or a slash',
    seen: 'The sign-in page says that the redirect URI is malformed or does not match.',
    causes: ['trakt.oauth.redirect_mismatch'],
    here: 'named',
    how: 'The address in use is shown for copying and is the same text in every request of one sign-in. An answer that speaks of it is told by its own cause.',
  },
  {
    number: 4,
    title: 'The redirect address is missing when a sign-in is renewed',
    seen: 'The sign-in works for some days and then ends.',
    causes: ['trakt.oauth.bad_request'],
    here: 'cannot_send',
    how: 'It is kept with the sign-in and stands in every renewal. With an empty one nothing is sent.',
  },
  {
    number: 5,
    title: 'The body is a form, or no JSON',
    seen: 'An answer that says that the client ID is required although it was sent.',
    causes: ['trakt.oauth.not_json'],
    here: 'cannot_send',
    how: 'Every request of the sign-in is JSON and says so.',
  },
  {
    number: 6,
    title: 'Client ID and secret travel as HTTP Basic authentication',
    seen: 'The same answer, or one that speaks of the client.',
    causes: ['trakt.oauth.client_unknown', 'trakt.oauth.not_json'],
    here: 'cannot_send',
    how: 'They stand in the body, and no request of the sign-in has an Authorization header.',
  },
  {
    number: 7,
    title: 'The sign-in is from before Trakt’s move in July 2026',
    seen: 'An alert to sign in again, once.',
    causes: ['trakt.oauth.session_not_found', 'trakt.oauth.refresh_refused'],
    here: 'named',
    how: 'The answer “session not found” has its own cause, which says that once is enough. Plays wait and go out afterwards.',
  },
  {
    number: 8,
    title: 'A refresh token is used twice',
    seen: 'With other programs, a sign-in that ends every few days.',
    causes: ['trakt.oauth.grant_dead'],
    here: 'cannot_send',
    how: 'One process at a time renews a sign-in, and the new pair is stored before it is used. After a lost answer the old one is tried again only when the access token is dead.',
  },
  {
    number: 9,
    title: 'The refresh token is too old, told as a missing grant_type',
    seen: 'An alert to sign in again.',
    causes: ['trakt.oauth.refresh_too_old'],
    here: 'named',
    how: 'Every request is looked at before it is sent, so this text can only mean the token. Sign-ins are renewed at least weekly.',
  },
  {
    number: 10,
    title: 'The refresh token was revoked or has expired',
    seen: 'An alert to sign in again.',
    causes: ['trakt.oauth.grant_dead', 'trakt.oauth.refresh_refused'],
    here: 'named',
    how: 'By the error invalid_grant, with 400 or 401. It is final: nothing is tried again until somebody signs in.',
  },
  {
    number: 11,
    title: 'An authorization code is used twice',
    seen: 'A page that says 400 after the sign-in had worked, as when it is loaded again.',
    causes: ['trakt.oauth.code_used'],
    here: 'named',
    how: 'The state of a sign-in is used once: a second visit of the same address sends nothing. A code that Trakt refuses has its own cause.',
  },
  {
    number: 12,
    title: 'The app was deleted at Trakt',
    seen: 'One alert for the administrator, however many people sign in through the app.',
    causes: ['trakt.app_removed'],
    here: 'named',
    how: 'The answer says that a client ID is required although one was sent. A public request with the same ID tells it from everything else.',
  },
  {
    number: 13,
    title: 'The client ID is empty',
    seen: 'The settings ask for it.',
    causes: ['trakt.oauth.client_id_missing'],
    here: 'cannot_send',
    how: 'Without a client ID, or with a blank in it, no request and no link is made.',
  },
  {
    number: 14,
    title: 'An old address adds a proof (PKCE) that the program does not have',
    seen: 'The sign-in page works, and the exchange afterwards fails.',
    causes: ['trakt.oauth.legacy_host', 'trakt.oauth.pkce'],
    here: 'cannot_send',
    how: 'The link leads to auth.trakt.tv with a proof of Cuemark’s own, and the exchange carries it.',
  },
  {
    number: 15,
    title: 'The code of a device sign-in is not entered yet',
    seen: 'The page waits and counts down.',
    causes: ['trakt.device.pending'],
    here: 'named',
    how: 'It is no error: with an empty body, a text or JSON, the answer means waiting.',
  },
  {
    number: 16,
    title: 'A fault of Trakt’s sign-in, or a day on which it moves',
    seen: 'Sign-ins fail for everybody at once.',
    causes: ['trakt.page.trouble', 'trakt.page.circles_everywhere', 'trakt.server_error', 'trakt.overloaded'],
    here: 'named',
    how: 'Outages are never called a wrong sign-in, and the saved one is kept. What only the page shows is asked for.',
  },
  {
    number: 17,
    title: 'A null in a request that needs no sign-in, app_version',
    seen: 'Plays are refused with 400 although the sign-in is right.',
    causes: ['trakt.bad_request'],
    here: 'cannot_send',
    how: 'Requests leave out what they do not have: none holds a null or an empty text.',
  },
  {
    number: 18,
    title: 'Unexplained',
    seen: 'A 400 without a word that explains it.',
    causes: ['trakt.oauth.refresh_refused', 'trakt.oauth.authorize_refused', 'trakt.page.unclear'],
    here: 'named',
    how: 'It is called a guess, its evidence is kept, and the steps go from the likeliest reason to the next.',
  },
]
