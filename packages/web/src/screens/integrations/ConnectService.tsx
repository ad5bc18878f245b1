import { manifests } from '@cuemark/services/manifests'
import type { Manifest } from '@cuemark/services'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { say } from '../../data/messages.ts'
import { Page } from '../../kit/Page.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { formTexts, integrationTexts as texts } from '../../texts/integrations.ts'
import { NotFound } from '../shell/NotFound.tsx'
import { IntegrationForm } from './IntegrationForm.tsx'

/** A new integration: nothing is saved before it has been tested, unless on purpose. */
export function ConnectService(): React.ReactElement {
  const { service } = useParams({ from: '/integrations/connect/$service' })
  const navigate = useNavigate()
  const manifest: Manifest | undefined = Object.values(manifests).find((one) => one.id === service)
  if (manifest === undefined || manifest.accountsOnly === true) return <NotFound />
  return (
    <Page
      title={texts.connectOne(manifest.name)}
      lead={manifest.summary}
      mark={<ServiceMark service={manifest.id} />}
      above={<Link to="/integrations/connect">{texts.cancelConnect}</Link>}
    >
      <IntegrationForm
        key={manifest.id}
        manifest={manifest}
        integration={null}
        focus={null}
        onSaved={(integration) => {
          say(integration.tested ? formTexts.connected(integration.name) : formTexts.savedUntested, {
            tone: integration.tested ? 'good' : 'plain',
          })
          void navigate({ to: '/integrations/$id', params: { id: integration.id }, replace: true })
        }}
      />
    </Page>
  )
}
