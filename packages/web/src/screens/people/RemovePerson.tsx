import type { PersonRow } from '@cuemark/contract'
import { problemOf } from '../../data/client.ts'
import { say } from '../../data/messages.ts'
import { useRemovePerson } from '../../data/people.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'

const texts = peopleTexts.list

/** Asks before a person is removed, and says what goes with them. */
export function RemovePerson({
  person,
  onClose,
}: {
  readonly person: PersonRow
  readonly onClose: () => void
}): React.ReactElement {
  const remove = useRemovePerson(person.id)
  const { error } = remove
  // By its promise: callbacks of `mutate` are dropped with the row, which goes with the person.
  const confirm = (): void =>
    void remove.mutateAsync().then(
      () => say(texts.removed(person.name)),
      // It stands in the dialog.
      () => undefined,
    )
  return (
    <Confirm
      title={texts.removeTitle(person.name)}
      action={texts.removeOf(person.name)}
      loading={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{texts.removeAsk(person.name, person.accounts)}</p>
      {error !== null && (
        <Notice tone="error">
          {problemOf(error)?.code === 'last_administrator' ? texts.lastAdministrator : error.message}
        </Notice>
      )}
    </Confirm>
  )
}
