import { absolute } from '../data/format.ts'
import { useRelative, useSince } from '../data/use-now.ts'

interface MomentProps {
  /** UTC milliseconds. */
  readonly at: number
}

function Moment({ at, text }: MomentProps & { readonly text: string }): React.ReactElement {
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)}>
      {text}
    </time>
  )
}

/** A moment as people say it, with the whole date on hover. */
export function When({ at }: MomentProps): React.ReactElement {
  return <Moment at={at} text={useRelative(at)} />
}

/** A moment that has been: never "in 2 min", also where this device's clock is behind the server's. */
export function Since({ at }: MomentProps): React.ReactElement {
  return <Moment at={at} text={useSince(at)} />
}
