import { Button as MantineButton } from '@mantine/core'
import styles from './button.module.css'

export interface ButtonProps {
  readonly children: React.ReactNode
  /** `main` is lamp amber and stands at most once on a page. */
  readonly look?: 'main' | 'plain' | 'quiet' | 'danger'
  readonly type?: 'button' | 'submit'
  readonly onClick?: (() => void) | undefined
  readonly disabled?: boolean
  readonly loading?: boolean
  readonly icon?: React.ReactNode
  /** Where the visible text alone would not say enough. Begins with the visible text. */
  readonly label?: string
  readonly expanded?: boolean
  readonly autoFocus?: boolean
  /** Id of the form that it submits, where it stands outside of it. */
  readonly form?: string
}

export function buttonClass(look: NonNullable<ButtonProps['look']>): string {
  return `${styles.button} ${look === 'plain' ? '' : (styles[look] ?? '')}`
}

export function Button(props: ButtonProps): React.ReactElement {
  const { look = 'plain', type = 'button', label, icon, expanded } = props
  return (
    <MantineButton
      variant="default"
      className={buttonClass(look)}
      classNames={{ label: styles.label ?? '' }}
      type={type}
      onClick={props.onClick}
      disabled={props.disabled ?? false}
      loading={props.loading ?? false}
      loaderProps={{ type: 'dots', color: 'currentcolor' }}
      leftSection={icon}
      autoFocus={props.autoFocus}
      {...(props.form === undefined ? {} : { form: props.form })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
    >
      {props.children}
    </MantineButton>
  )
}
