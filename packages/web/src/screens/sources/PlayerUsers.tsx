import type { PlayerUserView, SourceView } from '@cuemark/contract'
import { useState } from 'react'
import { useIsAdministrator, usePeople } from '../../data/people.ts'
import { say } from '../../data/messages.ts'
import { usePerson } from '../../data/session.ts'
import { useSourceTask } from '../../data/sources.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import row from '../../kit/row.module.css'
import { Section } from '../../kit/Section.tsx'
import { Since } from '../../kit/When.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { sourceTexts } from '../../texts/sources.ts'
import { type Choosable, PlayerUserChoice } from './PlayerUserChoice.tsx'
import { PlayerUserState } from './PlayerUserState.tsx'
import styles from './sources.module.css'

const texts = sourceTexts.user

/** Whom this viewer may name: an administrator anybody, a member only themselves. */
function useChoosable(): readonly Choosable[] {
  const me = usePerson()
  const people = usePeople(useIsAdministrator()).data?.items
  if (people !== undefined) return people.map(({ id, name }) => ({ id, name, isMe: id === me?.id }))
  return me === null ? [] : [{ id: me.id, name: me.name, isMe: true }]
}

function User({
  source,
  user,
  choosable,
}: {
  readonly source: SourceView
  readonly user: PlayerUserView
  readonly choosable: readonly Choosable[]
}): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const task = useSourceTask(source)
  const { key, name } = user
  const settle = (personId: string | null, ignored: boolean, done: string): void =>
    task.mutate(
      { type: 'player', key, personId, ignored },
      {
        onSuccess: () => say(done),
        onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
        onSettled: () => setAsking(false),
      },
    )
  const ignore = (): void => settle(null, true, texts.ignoredNow(name))
  const person = choosable.find(({ id }) => id === user.personId)
  return (
    <li className={styles.user}>
      <div className={row.text}>
        <p className={row.title}>{name}</p>
        <PlayerUserState user={user} personName={person?.name ?? null} />
        <p className={row.soft}>
          {texts.seen} <Since at={user.lastSeenAt} />
        </p>
      </div>
      <PlayerUserChoice
        user={user}
        choosable={choosable}
        isBusy={task.isPending}
        onPerson={(chosen) =>
          settle(
            chosen?.id ?? null,
            false,
            chosen === null ? texts.unassigned(name) : texts.assigned(name, chosen.name),
          )
        }
        onIgnore={() => (user.waiting > 0 ? setAsking(true) : ignore())}
      />
      {asking && (
        <Confirm
          title={texts.ignoreTitle(name)}
          action={texts.ignore}
          loading={task.isPending}
          onConfirm={ignore}
          onClose={() => setAsking(false)}
        >
          {texts.ignoreAsk(user.waiting)}
        </Confirm>
      )}
    </li>
  )
}

/** Kinds that send what a whole household plays. The others belong to one person as they are. */
const householdKinds: ReadonlySet<string> = new Set(['jellyfin', 'emby', 'plex', 'tautulli', 'kodi'])

/** Users as the player names them, and who they are. */
export function PlayerUsers({ source }: { readonly source: SourceView }): React.ReactElement | null {
  const choosable = useChoosable()
  if (source.players.length === 0 && !householdKinds.has(source.kind)) return null
  return (
    <Section title={sourceTexts.users} text={sourceTexts.usersText}>
      {source.players.length === 0 ? (
        <p className={row.soft}>{sourceTexts.usersNone}</p>
      ) : (
        <ul className={row.rows}>
          {source.players.map((user) => (
            <User key={user.key} source={source} user={user} choosable={choosable} />
          ))}
        </ul>
      )}
    </Section>
  )
}
