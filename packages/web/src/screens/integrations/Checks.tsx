import type { CheckView, IntegrationView } from '@cuemark/contract'
import { duration } from '../../data/format.ts'
import { useChecks } from '../../data/integrations.ts'
import { Button } from '../../kit/Button.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { Shape } from '../../kit/Shape.tsx'
import shapes from '../../kit/shapes.module.css'
import { Since, When } from '../../kit/When.tsx'
import { integrationPageTexts as texts, integrationTexts } from '../../texts/integrations.ts'
import { words } from '../../texts/words.ts'
import styles from './integration-page.module.css'

function CheckRow({ check }: { readonly check: CheckView }): React.ReactElement {
  return (
    <li className={styles.check}>
      <span className={check.ok ? shapes.neutral : shapes.error}>
        <Shape name={check.ok ? 'check' : 'diamond'} />
      </span>
      <span>{check.ok ? texts.checkOk : (check.title ?? check.cause ?? texts.checkFailed)}</span>
      <span className={`${styles.soft} ${styles.how}`}>
        {texts.origins[check.origin]}, {duration(check.durationMs)}
      </span>
      <span className={styles.at}>
        <Since at={check.at} />
      </span>
    </li>
  )
}

/** The last checks, newest first. */
export function Checks({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useChecks(integration.id)
  const checks = data?.pages.flatMap((page) => page.items)
  const next = integration.nextCheckAt
  return (
    <Section
      title={texts.checks}
      aside={
        next !== null && (
          <span className={styles.soft} style={{ fontSize: 'var(--small)' }}>
            {integrationTexts.nextCheck} <When at={next} />
          </span>
        )
      }
    >
      {checks === undefined &&
        (error === null ? (
          <RowsLoading height={36} />
        ) : (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ))}
      {checks?.length === 0 && <p className={styles.none}>{texts.checksNone}</p>}
      <ol>
        {checks?.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ol>
      {hasNextPage && (
        <p style={{ marginBlockStart: 12 }}>
          <Button look="quiet" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.showMore}
          </Button>
        </p>
      )}
    </Section>
  )
}
