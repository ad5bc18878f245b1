import { Skeleton } from '@mantine/core'
import { words } from '../texts/words.ts'
import styles from './rows-loading.module.css'

const places = [0, 1, 2, 3, 4, 5]

/** The shape of rows that are on their way. */
export function RowsLoading({
  count = 3,
  height = 72,
}: {
  readonly count?: number
  readonly height?: number
}): React.ReactElement {
  return (
    <div className={styles.rows} role="status" aria-label={words.loading}>
      {places.slice(0, count).map((place) => (
        <Skeleton key={place} height={height} radius={8} />
      ))}
    </div>
  )
}
