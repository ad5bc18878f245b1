import type { DiagnosisView } from '@cuemark/contract'
import { useIntegrations } from '../../data/integrations.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { CopyLine } from '../../kit/CopyLine.tsx'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import styles from './sign-in.module.css'

/** True where the settings of the app refuse everybody, so that another try brings the same. */
export const isByApp = ({ scope, retry }: DiagnosisView): boolean =>
  scope === 'integration' && retry.when === 'never'

/** What is compared with the app's settings at Trakt, and who can do it. */
export function SignInByApp({
  redirectUri,
}: {
  /** Null where none was sent, or where it stands at its step already. */
  readonly redirectUri: string | null
}): React.ReactElement {
  const isAdministrator = useIsAdministrator()
  return (
    <>
      {redirectUri !== null && (
        <CopyLine label={texts.page.redirect} text={redirectUri}>
          {texts.page.copy}
        </CopyLine>
      )}
      {!isAdministrator && <p className={styles.soft}>{texts.byAppMember}</p>}
    </>
  )
}

/** The way to the app's settings here; for administrators. */
export function ToTraktApp(): React.ReactElement {
  const { data } = useIntegrations()
  const trakt = data?.pages.flatMap((page) => page.items).find(({ service }) => service === 'trakt')
  const link =
    trakt === undefined
      ? { to: '/integrations' as const }
      : { to: '/integrations/$id' as const, params: { id: trakt.id } }
  return (
    <ButtonLink look="main" {...link}>
      {texts.toApp}
    </ButtonLink>
  )
}
