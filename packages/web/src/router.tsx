import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { AlertsView } from './data/keys.ts'
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

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/Account.tsx'), 'Account'),
})

const routeTree = root.addChildren([
  overview,
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
