import { manifests } from '@cuemark/services/manifests'
import { Link } from '@tanstack/react-router'
import { Page } from '../../kit/Page.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import row from '../../kit/row.module.css'
import { integrationTexts as texts } from '../../texts/integrations.ts'

/** What each person links for themselves stands under Accounts. */
const connectable = Object.values(manifests).filter(({ accountsOnly }) => accountsOnly !== true)

/** What can be connected. */
export function Connect(): React.ReactElement {
  return (
    <Page
      title={texts.connectTitle}
      lead={texts.connectText}
      above={<Link to="/integrations">{texts.title}</Link>}
    >
      <ul className={row.rows}>
        {connectable.map((manifest) => (
          <li key={manifest.id} className={row.row}>
            <ServiceMark service={manifest.id} />
            <div>
              <h2 className={row.title} style={{ fontSize: 'var(--base)', lineHeight: '24px' }}>
                <Link to="/integrations/connect/$service" params={{ service: manifest.id }}>
                  {manifest.name}
                </Link>
              </h2>
              <p className={row.soft}>{manifest.summary}</p>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  )
}
