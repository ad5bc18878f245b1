import type { PasswordLink, PersonRow as Person } from '@cuemark/contract'
import { useState } from 'react'
import { say } from '../../data/messages.ts'
import { useNewLink } from '../../data/people.ts'
import { usePerson } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import row from '../../kit/row.module.css'
import { Shape } from '../../kit/Shape.tsx'
import shapes from '../../kit/shapes.module.css'
import { Since, When } from '../../kit/When.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { peopleTexts } from '../../texts/people.ts'
import { ChangePerson } from './ChangePerson.tsx'
import styles from './people-list.module.css'
import { RemovePerson } from './RemovePerson.tsx'

const texts = peopleTexts.list

function State({ person }: { readonly person: Person }): React.ReactElement {
  const isActive = person.state === 'active'
  return (
    <span className={`${shapes.word} ${shapes.neutral ?? ''}`}>
      <Shape name={isActive ? 'ring' : 'dashed'} />
      {isActive ? texts.active : texts.invited}
    </span>
  )
}

function Facts({ person }: { readonly person: Person }): React.ReactElement {
  const { state, lastSeenAt, linkExpiresAt, accounts } = person
  return (
    <p className={row.soft}>
      {lastSeenAt === null ? (
        texts.never
      ) : (
        <>
          {texts.seen} <Since at={lastSeenAt} />
        </>
      )}
      {' · '}
      {texts.accounts(accounts)}
      {linkExpiresAt !== null && (
        <>
          {' · '}
          {texts.linkEnds} <When at={linkExpiresAt} />
        </>
      )}
      {linkExpiresAt === null && state === 'invited' && ` · ${texts.noLink}`}
    </p>
  )
}

/** A person of the house: who, in which role, whether they came in yet, and what can be done. */
export function PersonRow({
  person,
  onLink,
}: {
  readonly person: Person
  readonly onLink: (link: PasswordLink) => void
}): React.ReactElement {
  const [open, setOpen] = useState<'change' | 'remove' | null>(null)
  const newLink = useNewLink(person.id)
  const isMe = usePerson()?.id === person.id
  const close = (): void => setOpen(null)
  const { name } = person
  return (
    <li className={styles.person}>
      <div className={row.text}>
        <div className={row.head}>
          <h2 className={row.title}>
            {name}
            {isMe && <span className={styles.you}> ({texts.you})</span>}
          </h2>
          <State person={person} />
          <span className={row.soft}>{texts.roles[person.role]}</span>
        </div>
        <Facts person={person} />
      </div>
      <div className={`${row.softly} ${styles.buttons}`}>
        {!isMe && (
          <Button
            label={texts.newLinkFor(name)}
            loading={newLink.isPending}
            onClick={() =>
              newLink.mutate(undefined, {
                onSuccess: onLink,
                onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
              })
            }
          >
            {texts.newLink}
          </Button>
        )}
        <Button label={texts.editOf(name)} onClick={() => setOpen('change')}>
          {texts.edit}
        </Button>
        {!isMe && (
          <Button label={texts.removeOf(name)} onClick={() => setOpen('remove')}>
            {texts.remove}
          </Button>
        )}
      </div>
      {open === 'change' && <ChangePerson person={person} onClose={close} />}
      {open === 'remove' && <RemovePerson person={person} onClose={close} />}
    </li>
  )
}
