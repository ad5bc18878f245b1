import type { PlayerUserView } from '@cuemark/contract'
import { NativeSelect } from '@mantine/core'
import { Button } from '../../kit/Button.tsx'
import { sourceTexts } from '../../texts/sources.ts'
import styles from './sources.module.css'

const texts = sourceTexts.user

/** A person whom the viewer may name. */
export interface Choosable {
  readonly id: string
  readonly name: string
  readonly isMe: boolean
}

interface ChoiceProps {
  readonly user: PlayerUserView
  readonly choosable: readonly Choosable[]
  readonly isBusy: boolean
  readonly onPerson: (person: Choosable | null) => void
  readonly onIgnore: () => void
}

/** Two or more to choose from make a list; one alone makes a button. */
function Person({ user, choosable, isBusy, onPerson }: ChoiceProps): React.ReactElement | null {
  const me = choosable.find(({ isMe }) => isMe)
  if (choosable.length > 1) {
    return (
      <NativeSelect
        aria-label={texts.choose(user.name)}
        disabled={isBusy}
        data={[
          { value: '', label: texts.nobody },
          ...choosable.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={choosable.some(({ id }) => id === user.personId) ? (user.personId ?? '') : ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          onPerson(choosable.find(({ id }) => id === chosen) ?? null)
        }}
      />
    )
  }
  if (me === undefined || (user.personId !== null && user.personId !== me.id)) return null
  return user.personId === me.id ? (
    <Button disabled={isBusy} onClick={() => onPerson(null)}>
      {texts.notMe}
    </Button>
  ) : (
    <Button disabled={isBusy} onClick={() => onPerson(me)}>
      {texts.me}
    </Button>
  )
}

/** Says whose plays a player's user are, or that they are nobody's. */
export function PlayerUserChoice(props: ChoiceProps): React.ReactElement {
  const { user, isBusy, onPerson, onIgnore } = props
  if (user.ignored) {
    return (
      <div className={styles.userButtons}>
        <Button disabled={isBusy} onClick={() => onPerson(null)}>
          {texts.unignore}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.userButtons}>
      <Person {...props} />
      {user.personId === null && (
        <Button disabled={isBusy} onClick={onIgnore}>
          {texts.ignore}
        </Button>
      )}
    </div>
  )
}
