import {
  IconAlertCircle,
  IconLayoutDashboard,
  IconPlugConnected,
  IconStethoscope,
  IconUserCircle,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { shellTexts } from '../texts/shell.ts'
import styles from './navigation.module.css'

const { pages } = shellTexts

const places = [
  { to: '/', text: pages.overview, short: pages.overview, Icon: IconLayoutDashboard, exact: true },
  {
    to: '/integrations',
    text: pages.integrations,
    short: pages.integrations,
    Icon: IconPlugConnected,
    exact: false,
  },
  { to: '/alerts', text: pages.alerts, short: pages.alerts, Icon: IconAlertCircle, exact: false },
  { to: '/doctor', text: pages.doctor, short: pages.doctor, Icon: IconStethoscope, exact: false },
  { to: '/account', text: pages.account, short: pages.accountShort, Icon: IconUserCircle, exact: false },
] as const

/** The pages: at the side on a desk, at the lower edge on a phone. */
export function NavigationBar({ openAlerts }: { readonly openAlerts: number }): React.ReactElement {
  return (
    <nav className={styles.nav} aria-label={shellTexts.navigation}>
      {places.map(({ to, text, short, Icon, exact }) => (
        <Link
          key={to}
          to={to}
          className={styles.place}
          activeOptions={{ exact, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon size={20} stroke={1.75} aria-hidden="true" />
          <span className={styles.long}>{text}</span>
          <span className={styles.short} aria-hidden="true">
            {short}
          </span>
          {to === '/alerts' && openAlerts > 0 && (
            <span className={styles.count} aria-label={shellTexts.openCount(openAlerts)}>
              {openAlerts}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
