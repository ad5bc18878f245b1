import type { Manifest } from '@cuemark/services'
import { useFacts } from '../../data/integrations.ts'
import { FactList } from '../../kit/FactList.tsx'
import { OutsideLink } from '../../kit/OutsideLink.tsx'
import { Section } from '../../kit/Section.tsx'
import { integrationPageTexts as texts } from '../../texts/integrations.ts'
import styles from './integration-page.module.css'

/** What the service told of itself in the last test, and where its own pages are. */
export function Facts({
  id,
  manifest,
}: {
  readonly id: string
  readonly manifest: Manifest
}): React.ReactElement {
  const facts = useFacts(id).data ?? []
  return (
    <Section title={texts.facts}>
      {facts.length === 0 ? (
        <p className={styles.none}>{texts.factsNone}</p>
      ) : (
        <FactList facts={facts.map(({ label, value }) => [label, value])} />
      )}
      {manifest.docsLinks.length > 0 && (
        <p className={styles.docs}>
          {manifest.docsLinks.map((link) => (
            <OutsideLink key={link.url} link={link.url}>
              {link.label}
            </OutsideLink>
          ))}
        </p>
      )}
    </Section>
  )
}
