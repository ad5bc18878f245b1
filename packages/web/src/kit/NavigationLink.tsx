import {
  type Icon,
  IconAlertCircle,
  IconCast,
  IconHistory,
  IconLayoutDashboard,
  IconPlugConnected,
  IconStethoscope,
  IconUserCircle,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { PlainPlace } from '../data/places.ts'
import { shellTexts } from '../texts/shell.ts'
import styles from './navigation.module.css'

/** Five stand in the bar of a phone, the last of them "More", behind which are all others. */
export const places = [
  { to: '/', phone: true, Icon: IconLayoutDashboard },
  { to: '/activity', phone: true, Icon: IconHistory },
  { to: '/alerts', phone: true, Icon: IconAlertCircle },
  { to: '/accounts', phone: true, Icon: IconUserCheck },
  { to: '/sources', phone: false, Icon: IconCast },
  { to: '/integrations', phone: false, Icon: IconPlugConnected },
  { to: '/people', phone: false, Icon: IconUsers },
  { to: '/doctor', phone: false, Icon: IconStethoscope },
  { to: '/account', phone: false, Icon: IconUserCircle },
] as const satisfies readonly { readonly to: PlainPlace; readonly phone: boolean; readonly Icon: Icon }[]
export type Place = (typeof places)[number]

/** One page in the navigation, with the count of what is open where there is one. */
export function NavigationLink({
  place: { to, Icon },
  openAlerts,
}: {
  readonly place: Place
  readonly openAlerts: number
}): React.ReactElement {
  return (
    <Link
      to={to}
      className={styles.place}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon size={20} stroke={1.75} aria-hidden="true" />
      <span>{shellTexts.pages[to]}</span>
      {to === '/alerts' && openAlerts > 0 && (
        <span className={styles.count} aria-label={shellTexts.openCount(openAlerts)}>
          {openAlerts}
        </span>
      )}
    </Link>
  )
}
