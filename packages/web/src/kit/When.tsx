import { absolute, relative } from '../data/format.ts'
import { useNow } from '../data/use-now.ts'

/** A moment as people say it, with the whole date on hover. */
export function When({ at }: { readonly at: number }): React.ReactElement {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)}>
      {relative(at, now)}
    </time>
  )
}
