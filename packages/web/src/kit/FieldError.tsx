import { Shape } from './Shape.tsx'
import styles from './setting-field.module.css'

/** What is wrong with a field, with its shape beside the color. */
export function FieldError({ text }: { readonly text: string }): React.ReactElement {
  return (
    <span className={styles.error}>
      <Shape name="diamond" />
      <span>{text}</span>
    </span>
  )
}
