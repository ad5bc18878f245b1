import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { ActivityView } from '@cuemark/contract'
import { takeReturned } from './data/callback.ts'
import { type AlertsView, activityViews } from './data/keys.ts'
import { Crashed } from './kit/Crashed.tsx'
import { Gate } from './screens/shell/Gate.tsx'
import { NotFound } from './screens/shell/NotFound.tsx'
import { Overview } from './screens/overview/Overview.tsx'

const root = createRootRoute({
  component: Gate,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <Crashed error={error} />,
})

const overview = createRoute({ getParentRoute: () => root, path: '/', component: Overview })

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const integrations = createRoute({
  getParentRoute: () => root,
  path: '/integrations',
  validateSearch: (search: Record<string, unknown>): { q?: string; search?: true | undefined } => {
    // A number typed into the filter comes back from the address as a number.
    const q = text(typeof search['q'] === 'number' ? String(search['q']) : search['q'])
    return { ...(q === undefined ? {} : { q }), ...(search['search'] === true ? { search: true } : {}) }
  },
  component: lazyRouteComponent(
    () => import('./screens/integrations/IntegrationList.tsx'),
    'IntegrationList',
  ),
})

const connect = createRoute({
  getParentRoute: () => root,
  path: '/integrations/connect',
  component: lazyRouteComponent(() => import('./screens/integrations/Connect.tsx'), 'Connect'),
})

const connectService = createRoute({
  getParentRoute: () => root,
  path: '/integrations/connect/$service',
  component: lazyRouteComponent(() => import('./screens/integrations/ConnectService.tsx'), 'ConnectService'),
})

const integration = createRoute({
  getParentRoute: () => root,
  path: '/integrations/$id',
  validateSearch: (search: Record<string, unknown>): { focus?: string } => {
    const focus = text(search['focus'])
    return focus === undefined ? {} : { focus }
  },
  component: lazyRouteComponent(
    () => import('./screens/integrations/IntegrationPage.tsx'),
    'IntegrationPage',
  ),
})

const viewOf = (value: unknown): AlertsView => (value === 'snoozed' || value === 'history' ? value : 'open')

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: (search: Record<string, unknown>): { view: AlertsView } => ({
    view: viewOf(search['view']),
  }),
  component: lazyRouteComponent(() => import('./screens/alerts/AlertList.tsx'), 'AlertList'),
})

const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('./screens/alerts/AlertPage.tsx'), 'AlertPage'),
})

const doctor = createRoute({
  getParentRoute: () => root,
  path: '/doctor',
  component: lazyRouteComponent(() => import('./screens/doctor/Doctor.tsx'), 'Doctor'),
})

const activityViewOf = (value: unknown): ActivityView => activityViews.find((one) => one === value) ?? 'all'

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: (search: Record<string, unknown>): { view: ActivityView; person?: string } => {
    const person = text(search['person'])
    return { view: activityViewOf(search['view']), ...(person === undefined ? {} : { person }) }
  },
  component: lazyRouteComponent(() => import('./screens/activity/Activity.tsx'), 'Activity'),
})

const backfill = createRoute({
  getParentRoute: () => root,
  path: '/activity/backfill',
  component: lazyRouteComponent(() => import('./screens/activity/Backfill.tsx'), 'Backfill'),
})

const play = createRoute({
  getParentRoute: () => root,
  path: '/activity/$id',
  component: lazyRouteComponent(() => import('./screens/activity/PlayPage.tsx'), 'PlayPage'),
})

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./screens/accounts/AccountList.tsx'), 'AccountList'),
})

const linkedAccount = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./screens/accounts/AccountPage.tsx'), 'AccountPage'),
})

const signInAt = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$service/sign-in',
  component: lazyRouteComponent(() => import('./screens/accounts/SignInAt.tsx'), 'SignInAt'),
})

/** Where Trakt sends the browser back to: the redirect address of the app. */
const traktCallback = createRoute({
  getParentRoute: () => root,
  path: '/trakt/callback',
  // Also for somebody whose session has ended: a code in the address bar does not wait for a sign-in.
  beforeLoad: () => {
    takeReturned()
  },
  component: lazyRouteComponent(() => import('./screens/accounts/TraktCallback.tsx'), 'TraktCallback'),
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('./screens/sources/SourceList.tsx'), 'SourceList'),
})

const addSource = createRoute({
  getParentRoute: () => root,
  path: '/sources/add',
  component: lazyRouteComponent(() => import('./screens/sources/AddSource.tsx'), 'AddSource'),
})

const source = createRoute({
  getParentRoute: () => root,
  path: '/sources/$id',
  component: lazyRouteComponent(() => import('./screens/sources/SourcePage.tsx'), 'SourcePage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('./screens/people/People.tsx'), 'People'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./screens/people/Welcome.tsx'), 'Welcome'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/Account.tsx'), 'Account'),
})

const routeTree = root.addChildren([
  overview,
  activity,
  backfill,
  play,
  accounts,
  linkedAccount,
  signInAt,
  traktCallback,
  sources,
  addSource,
  source,
  people,
  welcome,
  integrations,
  connect,
  connectService,
  integration,
  alerts,
  alert,
  doctor,
  account,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error }) => <Crashed error={error} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
