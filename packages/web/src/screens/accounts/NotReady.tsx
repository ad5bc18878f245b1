import { useIsAdministrator } from '../../data/people.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { accountTexts as texts } from '../../texts/accounts.ts'

/** Nobody can sign in at Trakt before the administrator has connected its app. */
export function NotReady({ main = false }: { readonly main?: boolean }): React.ReactElement {
  const isAdministrator = useIsAdministrator()
  if (!isAdministrator) return <Notice tone="warning">{`${texts.notReady} ${texts.notReadyMember}`}</Notice>
  const connect = (
    <ButtonLink
      look={main ? 'main' : 'plain'}
      to="/integrations/connect/$service"
      params={{ service: 'trakt' }}
    >
      {texts.connectApp}
    </ButtonLink>
  )
  return (
    <Notice tone="warning" actions={connect}>
      {texts.notReady}
    </Notice>
  )
}
