import type { IntegrationView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useSavedTest } from '../data/test-run.ts'
import { integrationTexts as texts } from '../texts/integrations.ts'
import { BudgetBar } from './BudgetBar.tsx'
import { Button } from './Button.tsx'
import { ButtonLink } from './ButtonLink.tsx'
import { LastProof } from './LastProof.tsx'
import { ServiceMark } from './ServiceMark.tsx'
import { StateWord } from './StateWord.tsx'
import { TestSteps } from './TestSteps.tsx'
import styles from './integration-row.module.css'
import row from './row.module.css'

function Row({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const { run, test, stop } = useSavedTest(integration.id)
  const { id, name } = integration
  return (
    <li className={row.row}>
      <ServiceMark service={integration.service} />
      <div className={row.text}>
        <div className={row.head}>
          <h2 className={row.title}>
            <Link to="/integrations/$id" params={{ id }}>
              {name}
            </Link>
          </h2>
          <StateWord state={integration.state} />
        </div>
        <LastProof integration={integration} />
        {integration.budget !== null && (
          <div className={styles.budget}>
            <BudgetBar budget={integration.budget} />
          </div>
        )}
      </div>
      <div className={`${row.end} ${row.softly} ${styles.buttons}`}>
        <Button label={texts.testOf(name)} loading={run.running} onClick={() => void test()}>
          {texts.test}
        </Button>
        <ButtonLink label={texts.settingsOf(name)} to="/integrations/$id" params={{ id }}>
          {texts.settings}
        </ButtonLink>
      </div>
      <div className={row.under}>
        <TestSteps run={run} onStop={stop} />
      </div>
    </li>
  )
}

/** An integration: mark and name, state, last proof, allowance, and what can be done. */
export const IntegrationRow: React.MemoExoticComponent<typeof Row> = memo(Row)
