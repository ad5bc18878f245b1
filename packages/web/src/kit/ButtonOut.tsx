import { IconExternalLink } from '@tabler/icons-react'
import { alertTexts } from '../texts/alerts.ts'
import { buttonClass, type ButtonProps } from './Button.tsx'
import styles from './button-link.module.css'

/** A button that leads to a page that is not ours. An app's own address (`stremio:`) opens that app instead. */
export function ButtonOut({
  link,
  children,
  look = 'plain',
  sameTab = false,
}: {
  readonly link: string
  readonly children: string
  readonly look?: NonNullable<ButtonProps['look']>
  readonly sameTab?: boolean
}): React.ReactElement | null {
  if (!/^(?:https?|stremio):\/\//i.test(link)) return null
  const isTab = !sameTab && /^https?:/i.test(link)
  return (
    <a
      className={`${styles.link} ${buttonClass(look)}`}
      href={link}
      rel="noreferrer noopener"
      {...(isTab ? { target: '_blank' } : {})}
    >
      {children}
      {isTab && <IconExternalLink size={16} stroke={1.75} aria-label={alertTexts.newTab} />}
    </a>
  )
}
