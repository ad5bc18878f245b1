import styles from './logo.module.css'

/** The frame with its dot, as on a start page. Inside the app the real mark stands at the top right instead. */
export function Logo(): React.ReactElement {
  return (
    <svg className={styles.logo} viewBox="0 0 48 36" aria-hidden="true" focusable="false">
      <rect x="1.5" y="1.5" width="45" height="33" rx="4" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="37.5" cy="10.5" r="4.5" fill="var(--lamp)" />
    </svg>
  )
}
