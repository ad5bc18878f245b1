import { forAdministrators } from '../data/places.ts'
import { shellTexts } from '../texts/shell.ts'
import { NavigationLink, places } from './NavigationLink.tsx'
import { NavigationMore } from './NavigationMore.tsx'
import styles from './navigation.module.css'

/** The pages: at the side on a desk, at the lower edge on a phone. */
export function NavigationBar({
  openAlerts,
  isAdministrator,
}: {
  readonly openAlerts: number
  readonly isAdministrator: boolean
}): React.ReactElement {
  const shown = places.filter(({ to }) => isAdministrator || !forAdministrators.has(to))
  const more = shown.filter(({ phone }) => !phone)
  return (
    <nav className={styles.nav} aria-label={shellTexts.navigation}>
      {shown.map((place) => (
        <div key={place.to} className={place.phone ? styles.always : styles.deskOnly}>
          <NavigationLink place={place} openAlerts={openAlerts} />
        </div>
      ))}
      <div className={styles.phoneOnly}>
        <NavigationMore places={more} />
      </div>
    </nav>
  )
}
