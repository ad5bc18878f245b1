/** What a person can say of a sign-in page that the server does not see (trakt.md §2, §15). */

export interface StuckChoice {
  /** Sent as the answer; where there is a further question, the choice made there is sent in its place. */
  readonly id: StuckAnswerId
  readonly label: string
  readonly next?: StuckQuestion
}

export interface StuckQuestion {
  readonly question: string
  readonly choices: readonly StuckChoice[]
}

export interface StuckTree extends StuckQuestion {
  /** In place of a choice: what stands in the address bar or on the page. */
  readonly paste: { readonly label: string; readonly help: string }
}

export const stuckAnswerIds = [
  'error_400',
  'error_400_api_host',
  'error_400_site_host',
  'error_400_auth_host',
  'error_400_unseen',
  'blank',
  'blank_first',
  'blank_still',
  'blank_everywhere',
  'circles',
  'circles_first',
  'circles_still',
  'redirect_text',
  'code_not_valid',
  'firewall',
  'one_app',
  'error_500',
  'approved_nothing',
  'approved_not_reached',
  'approved_stayed',
  'approved_twice',
  'other',
] as const
export type StuckAnswerId = (typeof stuckAnswerIds)[number]

/** The same tree on the sign-in page and in the Doctor. */
export const stuckTree: StuckTree = {
  question: 'What is on the screen?',
  paste: {
    label: 'Paste the address or the text of the page',
    help: 'The address from the bar at the top of the browser says most.',
  },
  choices: [
    {
      id: 'error_400',
      label: 'A page that says 400 or “Bad request”',
      next: {
        question: 'What does the address at the top begin with?',
        choices: [
          { id: 'error_400_api_host', label: 'api.trakt.tv' },
          { id: 'error_400_site_host', label: 'trakt.tv or app.trakt.tv' },
          { id: 'error_400_auth_host', label: 'auth.trakt.tv' },
          { id: 'error_400_unseen', label: 'I cannot see it' },
        ],
      },
    },
    {
      id: 'blank',
      label: 'A blank page, or one that never finishes loading',
      next: {
        question: 'What have you tried?',
        choices: [
          { id: 'blank_first', label: 'Nothing yet' },
          { id: 'blank_still', label: 'Without ad blocker and VPN, it is the same' },
          { id: 'blank_everywhere', label: 'In another browser, it is the same' },
        ],
      },
    },
    {
      id: 'circles',
      label: 'It asks me to sign in again and again',
      next: {
        question: 'What have you tried?',
        choices: [
          { id: 'circles_first', label: 'Nothing yet' },
          { id: 'circles_still', label: 'In a private window, it is the same' },
        ],
      },
    },
    { id: 'redirect_text', label: 'It says that the redirect URI is malformed or does not match' },
    { id: 'code_not_valid', label: 'It says that the code is not valid or was used' },
    { id: 'firewall', label: 'It says “blocked”, or wants to check that I am human' },
    { id: 'one_app', label: 'It speaks of another connected app, of a limit, or of VIP' },
    { id: 'error_500', label: 'A page that says 404, 500 or “Something went wrong”' },
    {
      id: 'approved_nothing',
      label: 'I approved, and nothing happened here',
      next: {
        question: 'What does the browser show now?',
        choices: [
          { id: 'approved_not_reached', label: 'It cannot reach the page it was sent to' },
          { id: 'approved_stayed', label: 'It is still on Trakt’s page' },
          { id: 'approved_twice', label: 'It was the same the time before' },
        ],
      },
    },
    { id: 'other', label: 'Something else' },
  ],
}
