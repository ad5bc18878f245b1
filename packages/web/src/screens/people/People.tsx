import type { PasswordLink } from '@cuemark/contract'
import { useState } from 'react'
import { usePeople } from '../../data/people.ts'
import { Button } from '../../kit/Button.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import rows from '../../kit/row.module.css'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { AddPerson } from './AddPerson.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { PersonRow } from './PersonRow.tsx'

const texts = peopleTexts.list

function List({ onLink }: { readonly onLink: (link: PasswordLink) => void }): React.ReactElement {
  const { data, error, refetch } = usePeople()
  if (data === undefined) {
    return error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />
  }
  return (
    <ul className={rows.rows}>
      {data.items.map((person) => (
        <PersonRow key={person.id} person={person} onLink={onLink} />
      ))}
    </ul>
  )
}

/** Who lives in this house, and how they come in. */
export function People(): React.ReactElement {
  const [adding, setAdding] = useState(false)
  // Shown once: it stands nowhere but here, and is gone with the dialog.
  const [link, setLink] = useState<PasswordLink | null>(null)
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <Button look="main" onClick={() => setAdding(true)}>
          {texts.add}
        </Button>
      }
    >
      <List onLink={setLink} />
      {adding && (
        <AddPerson
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false)
            setLink(made)
          }}
        />
      )}
      {link !== null && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </Page>
  )
}
