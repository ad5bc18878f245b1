import type { PlayerUserView } from '@cuemark/contract'
import { Shape } from '../../kit/Shape.tsx'
import shapes from '../../kit/shapes.module.css'
import { sourceTexts } from '../../texts/sources.ts'
import { isUnknown } from './player-user.ts'

const texts = sourceTexts.user

/** Who a player's user is, in a word with its shape. */
export function PlayerUserState({
  user,
  personName,
}: {
  readonly user: PlayerUserView
  /** Null where it is somebody whom the viewer does not see. */
  readonly personName: string | null
}): React.ReactElement {
  if (isUnknown(user)) {
    return (
      <p className={`${shapes.word} ${shapes.warning ?? ''}`}>
        <Shape name="triangle" />
        {user.waiting === 0 ? texts.unknown : `${texts.unknown}, ${texts.waits(user.waiting)}`}
      </p>
    )
  }
  return (
    <p className={`${shapes.word} ${shapes.neutral ?? ''}`}>
      <Shape name={user.ignored ? 'bars' : 'ring'} />
      {user.ignored ? texts.ignored : personName === null ? texts.somebody : texts.is(personName)}
    </p>
  )
}
