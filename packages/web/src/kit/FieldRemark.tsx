import type { FieldMessages } from '../data/form.ts'
import { Shape } from './Shape.tsx'
import styles from './setting-field.module.css'

/** What typing or cleaning said about a field, besides errors. Present from the start, so that it is read out. */
export function FieldRemark({ messages }: { readonly messages: FieldMessages }): React.ReactElement {
  const { warning, info } = messages
  return (
    <div role="status" className={styles.remarks}>
      {warning !== null && (
        <p className={styles.warning}>
          <Shape name="triangle" />
          <span>{warning}</span>
        </p>
      )}
      {info !== null && (
        <p className={styles.info}>
          <Shape name="disc" />
          <span>{info}</span>
        </p>
      )}
    </div>
  )
}
