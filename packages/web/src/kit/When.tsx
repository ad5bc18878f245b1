import { absolute } from '../data/format.ts'
import { useRelative } from '../data/use-now.ts'

/** A moment as people say it, with the whole date on hover. */
export function When({ at }: { readonly at: number }): React.ReactElement {
  const text = useRelative(at)
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)}>
      {text}
    </time>
  )
}
