import type { Cause, Causes, RemedyStep } from '@cuemark/diagnosis'

const startAgain: RemedyStep = { text: 'Then start the sign-in again.', action: 'sign_in_again' }

/** Told in the sign-in that is under way, never as an alert: nothing of it reached the server. */
const page = {
  kind: 'network',
  scope: 'account',
  retry: 'never',
  expected: true,
} as const satisfies Partial<Cause>

/** What only the person in front of the page can see. Stale cookies are no known cause of a 400, but of circles. */
export const stuckCauses: Causes = {
  'trakt.page.old_link': {
    ...page,
    kind: 'configuration',
    title: 'Trakt: this is not the link of this sign-in',
    explanation: 'The page was opened by a link from elsewhere, or from an earlier try.',
    remedy: [{ text: 'Open the link of this sign-in.' }],
  },
  'trakt.page.browser_blocks': {
    ...page,
    title: 'Trakt: something keeps the sign-in page from working',
    explanation:
      'Ad blockers, filters in a router and VPNs have broken this page. Cuemark cannot see it: nothing arrives here.',
    remedy: [{ text: 'Turn off ad blocker and VPN for trakt.tv, and load the page again.' }],
  },
  'trakt.page.other_browser': {
    ...page,
    title: 'Trakt: the sign-in page does not work in this browser',
    explanation: 'Without ad blocker and VPN it is the same, so the browser or its extensions are left.',
    remedy: [{ text: 'Open the page in another browser.' }],
  },
  'trakt.page.other_device': {
    ...page,
    title: 'Trakt: the sign-in page does not work on this device or network',
    explanation: 'Several browsers show the same, so what they share is left: the device or its network.',
    remedy: [
      { text: 'Take a phone on mobile data, open trakt.tv/activate on it, and enter the code from here.' },
    ],
  },
  'trakt.page.stale_cookies': {
    ...page,
    title: 'Trakt: the sign-in page goes round in circles',
    explanation: 'Cookies of an earlier visit can send the page back to itself.',
    remedy: [
      { text: 'Open the page in a private window.' },
      { text: 'If it works there, delete the cookies of trakt.tv in this browser.' },
    ],
  },
  'trakt.page.circles_everywhere': {
    ...page,
    kind: 'outage',
    scope: 'service',
    title: 'Trakt: the sign-in page goes round in circles everywhere',
    explanation:
      'A private window has no old cookies, so Trakt’s page itself is left. It had this fault in July 2026.',
    remedy: [
      {
        text: 'Sign in on app.trakt.tv first, in the same window, and then open the page again.',
        link: 'https://app.trakt.tv',
      },
    ],
  },
  'trakt.page.refused': {
    ...page,
    kind: 'configuration',
    scope: 'integration',
    title: 'Trakt: the sign-in page refuses the request',
    explanation:
      'The host is right, so the redirect address or the client ID is not that of the app, or something between browser and Trakt changed the request.',
    remedy: [
      {
        text: 'Compare client ID and redirect address with the app at Trakt, letter by letter.',
        link: 'https://app.trakt.tv/settings/apps/api',
      },
      startAgain,
    ],
  },
  'trakt.page.firewall': {
    ...page,
    title: 'Trakt: its firewall does not let this browser in',
    explanation:
      'Cloudflare in front of Trakt refuses the browser or the address it comes from. The account is not the reason.',
    remedy: [{ text: 'Turn off the VPN, or use another network, such as a phone on mobile data.' }],
  },
  'trakt.page.one_app': {
    ...page,
    kind: 'account',
    title: 'Trakt: the account cannot connect a further app',
    explanation: 'A free Trakt account can connect one community app, and another one is connected.',
    remedy: [
      { text: 'Disconnect the other app.', link: 'https://app.trakt.tv/settings/apps' },
      startAgain,
      { text: 'With VIP, both can stay.', link: 'https://app.trakt.tv/vip' },
    ],
  },
  'trakt.page.trouble': {
    ...page,
    kind: 'outage',
    scope: 'service',
    title: 'Trakt: its sign-in page is in trouble',
    explanation: 'A page like this comes from Trakt itself, or from a link that is no longer valid.',
    remedy: [
      { text: 'Start the sign-in again, for a fresh link.', action: 'sign_in_again' },
      { text: 'If it is the same, look at Trakt’s status page and wait.', link: 'https://status.trakt.tv' },
    ],
  },
  'trakt.page.no_way_back': {
    ...page,
    kind: 'configuration',
    title: 'Trakt: the browser cannot come back to Cuemark',
    explanation:
      'Trakt sent the browser to the redirect address, and it cannot be reached from this device, for example from outside the home.',
    remedy: [{ text: 'Sign in with a code: it needs no way back.' }],
  },
  'trakt.page.not_arrived': {
    ...page,
    kind: 'authentication',
    title: 'Trakt: the approval has not arrived',
    explanation:
      'Cuemark asks Trakt every few seconds. An approval of an older code, or with another account, is not told to it.',
    remedy: [
      { text: 'Wait a minute, and compare the code on Trakt’s page with the one here.' },
      { text: 'If they differ, start the sign-in again.', action: 'sign_in_again' },
    ],
  },
  'trakt.page.start_clean': {
    ...page,
    kind: 'authentication',
    title: 'Trakt: start clean',
    explanation:
      'Something of an earlier sign-in stands in the way. Starting clean revokes and forgets it; plays and settings stay.',
    remedy: [
      { text: 'Use “Clean slate” on the page of the account.' },
      { text: 'Take Cuemark off the connected apps at Trakt.', link: 'https://app.trakt.tv/settings/apps' },
      startAgain,
    ],
  },
  'trakt.page.unclear': {
    ...page,
    kind: 'unknown',
    title: 'Trakt: what is on the screen is not known yet',
    explanation: 'From this alone nothing can be told.',
    remedy: [
      { text: 'Paste the address from the bar of the browser, or the text of the page.' },
      { text: 'If nothing helps, update Cuemark and report what the page says.' },
    ],
  },
}
