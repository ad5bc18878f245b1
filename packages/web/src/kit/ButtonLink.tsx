import { Link, type LinkProps } from '@tanstack/react-router'
import { buttonClass, type ButtonProps } from './Button.tsx'
import styles from './button-link.module.css'

type ButtonLinkProps = Pick<LinkProps, 'to' | 'params' | 'search'> & {
  readonly children: React.ReactNode
  readonly look?: ButtonProps['look']
  readonly icon?: React.ReactNode
  readonly label?: string
}

/** A link that leads to where a thing is done, in the form of a button. */
export function ButtonLink({
  children,
  look = 'plain',
  icon,
  label,
  ...link
}: ButtonLinkProps): React.ReactElement {
  return (
    <Link {...(link as LinkProps)} className={`${styles.link} ${buttonClass(look)}`} aria-label={label}>
      {icon}
      {children}
    </Link>
  )
}
