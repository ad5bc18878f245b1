import { IconExternalLink } from '@tabler/icons-react'
import { alertTexts } from '../texts/alerts.ts'
import styles from './outside-link.module.css'

/** Host of a page outside; null for anything that is not a plain web address. */
function outsideHost(link: string): string | null {
  if (!URL.canParse(link)) return null
  const url = new URL(link)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host.replace(/^www\./, '') : null
}

/** A link to a page that is not ours; named by its host unless told otherwise. */
export function OutsideLink({
  link,
  children,
}: {
  readonly link: string
  readonly children?: string
}): React.ReactElement | null {
  const host = outsideHost(link)
  if (host === null) return null
  return (
    <a className={styles.link} href={link} target="_blank" rel="noreferrer noopener">
      {children ?? host}
      <IconExternalLink size={16} stroke={1.75} aria-label={alertTexts.newTab} />
    </a>
  )
}
