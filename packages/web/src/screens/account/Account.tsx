import { manifests } from '@cuemark/services/manifests'
import { useOverview } from '../../data/alerts.ts'
import { usePerson, useSignOut } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { Page } from '../../kit/Page.tsx'
import { SchemeChoice } from '../../kit/SchemeChoice.tsx'
import { Section } from '../../kit/Section.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { Password } from './Password.tsx'
import { Sessions } from './Sessions.tsx'
import styles from './account.module.css'

const texts = peopleTexts.account

/** What services ask products that use them to say. */
const notices = Object.values(manifests).flatMap(({ notice }) => notice ?? [])

/** Own account, appearance, and what this program is and builds on. */
export function Account(): React.ReactElement {
  const person = usePerson()
  const version = useOverview().data?.version
  const signOut = useSignOut()
  return (
    <Page
      title={texts.title}
      lead={person !== null && texts.signedInAs(person.name, person.role)}
      actions={
        <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {texts.signOut}
        </Button>
      }
    >
      <Section title={texts.appearance}>
        <SchemeChoice />
      </Section>
      <Section title={peopleTexts.password.title} text={peopleTexts.password.text}>
        <Password />
      </Section>
      <Section title={texts.sessions} text={texts.sessionsText}>
        <Sessions />
      </Section>
      <Section title={texts.about}>
        <div className={styles.about}>
          {version !== undefined && <p>{texts.version(version)}</p>}
          <h3>{texts.sources}</h3>
          {notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
          <p>{texts.otherSources}</p>
        </div>
      </Section>
    </Page>
  )
}
