import type { IntegrationView } from '@cuemark/contract'
import { formTexts, integrationPageTexts, integrationTexts as texts } from '../texts/integrations.ts'
import { Since } from './When.tsx'
import styles from './row.module.css'

/** "answered 2 min ago, key ends in 7f3a" */
export function LastProof({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const { lastProofAt, pausedAt, secretHints, openAlerts } = integration
  const hint = Object.values(secretHints).find((text) => text !== '')
  return (
    <p className={styles.soft}>
      {pausedAt !== null ? (
        <>
          {integrationPageTexts.pausedSince} <Since at={pausedAt} />
        </>
      ) : lastProofAt === null ? (
        texts.neverAnswered
      ) : (
        <>
          {texts.answered} <Since at={lastProofAt} />
        </>
      )}
      {hint !== undefined && `, ${texts.keyEnds(hint)}`}
      {!integration.tested && `, ${formTexts.untestedMark}`}
      {openAlerts > 0 && `, ${texts.alerts(openAlerts)}`}
    </p>
  )
}
