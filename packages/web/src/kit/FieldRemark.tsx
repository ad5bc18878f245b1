import type { FieldMessages } from '../data/form.ts'
import { Shape } from './Shape.tsx'
import styles from './setting-field.module.css'

/** What typing or cleaning said about a field, besides errors. Present from the start, so that it is read out. */
export function FieldRemark({ messages }: { readonly messages: FieldMessages }): React.ReactElement {
  const { warning, info } = messages
  return (
    <span role="status" className={styles.remarks}>
      {warning !== null && (
        <span className={styles.warning}>
          <Shape name="triangle" />
          <span>{warning}</span>
        </span>
      )}
      {info !== null && (
        <span className={styles.info}>
          <Shape name="disc" />
          <span>{info}</span>
        </span>
      )}
    </span>
  )
}
