import type { PlainPlace } from '../data/places.ts'

const s = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

export const shellTexts = {
  name: 'Cuemark',
  skip: 'Skip to content',
  navigation: 'Main',
  openCount: (n: number) => `${n} open`,
  pages: {
    '/': 'Overview',
    '/activity': 'Activity',
    '/alerts': 'Alerts',
    '/accounts': 'Accounts',
    '/sources': 'Sources',
    '/integrations': 'Integrations',
    '/people': 'People',
    '/doctor': 'Doctor',
    '/account': 'About and account',
  } satisfies Record<PlainPlace, string>,
  more: 'More',
  mark: {
    well: 'No open alerts',
    open: (n: number, worst: string) => `${s(n, 'open alert', 'open alerts')}, worst: ${worst}`,
    unknown: 'Alerts',
  },
  offline: 'Cuemark does not answer. What you see may be old; it is tried again by itself.',
  announce: {
    opened: (title: string) => `New alert: ${title}`,
    relapsed: (title: string) => `Broken again: ${title}`,
    mended: (title: string) => `Mended: ${title}`,
    manyOpened: (n: number) => `${s(n, 'alert', 'alerts')} opened.`,
    manyMended: (n: number) => `${s(n, 'alert', 'alerts')} mended.`,
  },
  messages: 'Messages',
  dismissMessage: 'Close message',
  keys: {
    title: 'Keyboard',
    search: 'Search integrations',
    help: 'Show this list',
    go: (page: string) => `Go to ${page}`,
    afterwards: 'then',
  },
  onlyAdministrator: 'Only an administrator sees this page.',
  notFound: {
    title: 'Nothing stands here',
    text: 'This address leads to no page. It may have been removed.',
    back: 'Go to overview',
  },
  failed: {
    title: 'This did not load',
    unreachable: 'Cuemark does not answer. It is tried again every few seconds by itself.',
    again: 'Try now',
  },
  crashed: {
    title: 'This page has a fault',
    text: 'The page could not be drawn. Your settings are not affected. Load it again; if it stays, report it with the text below.',
    again: 'Load again',
  },
}

export const overviewTexts = {
  title: 'Overview',
  wellTitle: 'All is well',
  wellText: (n: number) => (n === 1 ? 'The one integration answers.' : `All ${n} integrations answer.`),
  pausedToo: (n: number) => (n === 1 ? 'One is paused on purpose.' : `${n} are paused on purpose.`),
  unprovenText: 'No alert is open. Some integrations have not proved themselves yet.',
  needs: 'What needs you',
  allAlerts: (n: number) => `All ${n} alerts`,
  integrations: 'Integrations',
  emptyTitle: 'Connect your first service',
  emptyText:
    'Cuemark watches the services of your media stack. When one breaks you get one alert that says what broke, why, and what to do; it clears itself when it is mended.',
  connect: 'Connect a service',
  moving: 'What is moving',
  memberEmptyTitle: 'Link Trakt and add a player',
  memberEmptyText:
    'What you watch is then delivered to your Trakt account, once, with its true time, whatever breaks in between.',
  linkTrakt: 'Link Trakt',
  addSource: 'Add a source',
  memberWell: 'No alert is open for your accounts.',
  allActivity: 'All activity',
  nothingMoves: 'Nothing is on, and nothing waits.',
}
