import type { IntegrationView } from '@cuemark/contract'
import type { Manifest } from '@cuemark/services'
import { manifests } from '@cuemark/services/manifests'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useAlerts } from '../../data/alerts.ts'
import { problemOf } from '../../data/client.ts'
import { useIntegration } from '../../data/integrations.ts'
import { say } from '../../data/messages.ts'
import { AlertCard } from '../../kit/AlertCard.tsx'
import { BudgetBar } from '../../kit/BudgetBar.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { LastProof } from '../../kit/LastProof.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { StateWord } from '../../kit/StateWord.tsx'
import { formTexts, integrationPageTexts as texts, integrationTexts } from '../../texts/integrations.ts'
import { Checks } from './Checks.tsx'
import { Facts } from './Facts.tsx'
import { IntegrationForm } from './IntegrationForm.tsx'
import { Manage } from './Manage.tsx'
import styles from './integration-page.module.css'

const above = <Link to="/integrations">{integrationTexts.all}</Link>

function Alerts({ id }: { readonly id: string }): React.ReactElement | null {
  const { data } = useAlerts('open', id)
  const alerts = data?.pages.flatMap((page) => page.items) ?? []
  if (alerts.length === 0) return null
  return (
    <div className={styles.alerts}>
      {alerts.map((alert, index) => (
        <AlertCard key={alert.id} alert={alert} main={index === 0} />
      ))}
    </div>
  )
}

function Settings({
  integration,
  manifest,
}: {
  readonly integration: IntegrationView
  readonly manifest: Manifest
}): React.ReactElement {
  const { focus = null } = useSearch({ from: '/integrations/$id' })
  const navigate = useNavigate({ from: '/integrations/$id' })
  const forgetFocus = useCallback(() => {
    void navigate({ search: {}, replace: true, resetScroll: false })
  }, [navigate])
  return (
    <Section title={texts.settings}>
      <IntegrationForm
        manifest={manifest}
        integration={integration}
        focus={focus}
        onFocused={forgetFocus}
        onSaved={(saved) => {
          say(saved.tested ? formTexts.saved : formTexts.savedUntested, {
            tone: saved.tested ? 'good' : 'plain',
          })
        }}
      />
    </Section>
  )
}

function Whole({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const manifest = manifests[integration.service]
  return (
    <Page
      title={integration.name}
      mark={<ServiceMark service={integration.service} />}
      above={above}
      lead={
        <div className={styles.lead}>
          <StateWord state={integration.state} />
          <LastProof integration={integration} />
        </div>
      }
    >
      <Alerts id={integration.id} />
      {integration.budget !== null && (
        <div className={styles.budget}>
          <BudgetBar budget={integration.budget} />
        </div>
      )}
      <Settings integration={integration} manifest={manifest} />
      <Facts id={integration.id} manifest={manifest} />
      <Checks integration={integration} />
      <Manage integration={integration} />
    </Page>
  )
}

/** One integration: its alerts first, then its settings, what it told, its checks, and how to be rid of it. */
export function IntegrationPage(): React.ReactElement {
  const { id } = useParams({ from: '/integrations/$id' })
  const { data, error, refetch } = useIntegration(id)
  if (data !== undefined) return <Whole key={id} integration={data} />
  if (problemOf(error)?.code === 'not_found') {
    return (
      <Page title={integrationTexts.title} lead={integrationTexts.notFound}>
        <ButtonLink to="/integrations">{integrationTexts.all}</ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={integrationTexts.title} above={above}>
      {error === null ? (
        <RowsLoading count={4} height={64} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}
