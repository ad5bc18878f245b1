import type { AccountService, AccountSettings, AccountState } from '@cuemark/contract'
import { grouped } from '../data/format.ts'

const plays = (n: number): string => (n === 1 ? '1 play' : `${grouped(n)} plays`)

export const serviceNames: Record<AccountService, string> = { trakt: 'Trakt', stremio: 'Stremio' }

export const accountStateWords: Record<AccountState, string> = {
  linked: 'Linked',
  ending: 'Ends soon',
  sign_in_again: 'Sign in again',
  locked: 'Locked',
  disconnected: 'Disconnected',
}

const limitWords: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['connected_apps', ['connected app', 'connected apps']],
  ['history', ['play in the history', 'plays in the history']],
  ['ratings', ['rating', 'ratings']],
  ['watchlist', ['watchlist entry', 'watchlist entries']],
  ['favorites', ['favorite', 'favorites']],
  ['collection', ['entry in the collection', 'entries in the collection']],
  ['list', ['personal list', 'personal lists']],
  ['list_items', ['entry in a list', 'entries in a list']],
])

/** An allowance of an account in words; one whose name nobody knows keeps that name, made readable. */
export function limitText(name: string, limit: number): string {
  const words = limitWords.get(name)
  if (words === undefined) return `${name.replaceAll('_', ' ')}: ${grouped(limit)}`
  return `${grouped(limit)} ${limit === 1 ? words[0] : words[1]}`
}

export const accountTexts = {
  title: 'Accounts',
  lead: 'Where your plays go, and where they come from.',
  all: 'All accounts',
  emptyTitle: 'No account is linked',
  emptyText:
    'Link Trakt, and what you watch is delivered there. Plays that come in before wait and are sent with their true times.',
  link: (service: string) => `Link ${service}`,
  linkTrakt: 'Link Trakt',
  linkStremio: 'Link Stremio',
  notReady: 'No Trakt app is connected to Cuemark yet, so nobody can sign in at Trakt.',
  notReadyMember: 'Ask the administrator to connect the Trakt app under Integrations.',
  connectApp: 'Connect the Trakt app',
  nameless: (service: string) => `${service} account`,
  itEnds: 'It ends',
  of: (person: string) => `of ${person}`,
  renewed: 'renewed',
  nextRenewal: 'next',
  renews: 'renews by itself',
  ends: 'ends',
  vip: 'VIP',
  free: 'free account',
  waiting: (n: number) => `${plays(n)} ${n === 1 ? 'waits' : 'wait'}`,
  lastDelivery: 'last delivered',
  alerts: (n: number) => (n === 1 ? '1 open alert' : `${grouped(n)} open alerts`),
  notFound: 'This account does not exist any more, or it is not yours.',
  endingTitle: (service: string) => `The sign-in at ${service} ends, and it cannot be renewed by itself.`,
  endingText: 'Sign in before then, and nothing has to wait.',
  signInAgain: 'Sign in again',
  signInWaiting: (n: number) =>
    `${plays(n)} ${n === 1 ? 'is' : 'are'} waiting and will be sent with ${n === 1 ? 'its' : 'their'} true time${n === 1 ? '' : 's'}.`,
  disconnectedText: 'Disconnected on purpose. Plays and settings are kept.',
  settings: 'What goes out',
  settingsText: 'Each direction can be switched for itself.',
  stremioSettings: 'The library is read every few minutes and fills what the player did not tell.',
  directions: {
    plays: ['Plays', 'What you watched to the end, and what you mark as watched.'],
    nowWatching: ['Now watching', 'Shows at Trakt what is on. Not kept there.'],
    ratings: ['Ratings', 'What you rate at the player.'],
    watchlist: [
      'Watchlist',
      'What you add to the library at the player goes to the watchlist, and leaves it again.',
    ],
    removals: ['Removals', 'Marking something as not watched takes the play away at Trakt too.'],
  } satisfies Record<keyof Omit<AccountSettings, 'watchedPercent'>, readonly [string, string]>,
  threshold: 'Counts as watched from',
  thresholdHelp: 'Trakt itself counts from 80 %.',
  percent: (n: number) => `${n} %`,
  limits: 'What the account allows',
  test: 'Test',
  testText: 'Asks the service who is signed in. A pass clears what it proves.',
  reconnect: 'Sign in anew',
  reconnectText: 'Plays and settings are kept.',
  manage: 'Test, sign in anew, or disconnect',
  disconnect: 'Disconnect',
  disconnectText: 'Revokes the sign-in at the service and forgets it. Plays and settings stay here.',
  disconnectTitle: (service: string) => `Disconnect ${service}?`,
  disconnectAsk: (n: number) =>
    n === 0
      ? 'The sign-in is revoked and forgotten. Plays and settings stay here.'
      : `The sign-in is revoked and forgotten. ${plays(n)} that ${n === 1 ? 'waits stays' : 'wait stay'} here until you sign in again.`,
  disconnected: (service: string) => `${service} is disconnected.`,
  cleanSlate: 'Clean slate',
  cleanSlateText:
    'When signing in goes wrong and nobody knows why: revokes, forgets, and clears what is pending.',
  cleanSlateTitle: 'Start clean?',
  cleanSlateAsk: 'Plays and settings stay. You sign in anew afterwards.',
  cleanSlateDone: 'What was done',
  stepOk: 'Done',
  stepFailed: 'Not done',
  saved: 'Saved.',
}
