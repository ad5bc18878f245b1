import type { SourceKind } from '@cuemark/contract'
import styles from './service-mark.module.css'

const stremio = 'M12 3l9 9-9 9-9-9zM10 9l5 3-5 3z'

/** Our own signs; the name of the player stands beside each. */
const marks: Record<SourceKind, string> = {
  stremio_addon: stremio,
  stremio_account: stremio,
  jellyfin: 'M12 4 21 20H3zM12 12l3.5 6h-7z',
  emby: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM10 9l5 3-5 3z',
  plex: 'M8 4h4l5 8-5 8H8l5-8z',
  tautulli: 'M3 18l5-7 4 4 4-8 5 6M3 21h18',
  kodi: 'M12 3l4.5 4.5L12 12 7.5 7.5zM12 12l4.5 4.5L12 21l-4.5-4.5zM4 9l3 3-3 3zM20 9l-3 3 3 3z',
  api: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
}

export function SourceMark({ kind }: { readonly kind: SourceKind }): React.ReactElement {
  return (
    <span className={styles.mark} aria-hidden="true">
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        focusable="false"
      >
        <path d={marks[kind]} />
      </svg>
    </span>
  )
}
