import styles from './fact-list.module.css'

/** What is known of a thing: each fact under its name. */
export function FactList({
  facts,
}: {
  readonly facts: readonly (readonly [label: string, value: string])[]
}): React.ReactElement {
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
