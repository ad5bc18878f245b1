import { useId } from 'react'
import styles from './switch-row.module.css'

/** One thing that is on or off, with what it does. */
export function SwitchRow({
  label,
  help,
  checked,
  disabled = false,
  onChange,
}: {
  readonly label: string
  readonly help?: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}): React.ReactElement {
  const id = useId()
  return (
    <label className={styles.row}>
      <span className={styles.text}>
        <span className={styles.label}>{label}</span>
        {help !== undefined && (
          <span id={id} className={styles.help}>
            {help}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        aria-label={label}
        {...(help === undefined ? {} : { 'aria-describedby': id })}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
