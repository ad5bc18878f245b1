import { manifests } from '@cuemark/services/manifests'
import styles from './service-mark.module.css'

/** Stands for what concerns the whole house. */
const houseMark = 'M4 12h4m8 0h4M12 4v4m0 8v4M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6'

/** A record of the error log may name a service that this version does not know. */
const marks: Readonly<Record<string, { readonly mark: string } | undefined>> = manifests

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
        <path d={marks[service ?? '']?.mark ?? houseMark} />
      </svg>
    </span>
  )
}
