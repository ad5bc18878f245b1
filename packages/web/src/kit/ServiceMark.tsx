import styles from './service-mark.module.css'

/** Own simple geometry, no service's logo. Drawn in a field of 24, one weight. */
const drawings: Record<string, React.ReactNode> = {
  // A strip of film.
  tmdb: <path d="M5 4h14v16H5zM9 4v16M15 4v16M9 12h6M5 8h4M5 16h4M15 8h4M15 16h4" />,
  // Scores side by side.
  omdb: <path d="M5 20v-7M10 20V9M15 20v-9M20 20V4" />,
  // A reel that has run three quarters.
  trakt: <path d="M12 4a8 8 0 1 1-8 8M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />,
  // A list with its marks.
  mdblist: <path d="M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1" />,
  // A tray that something is let down into.
  seerr: <path d="M12 4v9m-3.5-3.5L12 13l3.5-3.5M4 13v7h16v-7" />,
  // Two lenses that overlap.
  openai: (
    <path d="M9.5 6.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M14.5 6.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11" />
  ),
}

/** Stands for what concerns the whole house. */
const house = <path d="M4 12h4m8 0h4M12 4v4m0 8v4M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />

export function ServiceMark({
  service,
  small = false,
}: {
  readonly service: string | null
  readonly small?: boolean
}): React.ReactElement {
  return (
    <span className={`${styles.mark} ${small ? (styles.small ?? '') : ''}`} aria-hidden="true">
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        focusable="false"
      >
        {drawings[service ?? ''] ?? house}
      </svg>
    </span>
  )
}
