import { NativeSelect } from '@mantine/core'
import { useIsAdministrator, usePeople } from '../data/people.ts'
import { activityTexts as texts } from '../texts/activity.ts'

/** Narrows what an administrator sees to one person; a member has nothing to choose. */
export function PersonChoice({
  personId,
  onChoose,
}: {
  readonly personId: string | null
  readonly onChoose: (personId: string | null) => void
}): React.ReactElement | null {
  const isAdministrator = useIsAdministrator()
  const people = usePeople(isAdministrator).data?.items ?? []
  if (!isAdministrator || (people.length < 2 && personId === null)) return null
  return (
    <NativeSelect
      aria-label={texts.person}
      data={[
        { value: '', label: texts.everybody },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={personId ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  )
}
