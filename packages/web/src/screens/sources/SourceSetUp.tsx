import type { SourceAddress, SourceView } from '@cuemark/contract'
import { installLinks } from '@cuemark/services/sources'
import { useState } from 'react'
import { say } from '../../data/messages.ts'
import { freshAddress, useSourceAddress } from '../../data/sources.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { Confirm } from '../../kit/Confirm.tsx'
import { Notice } from '../../kit/Notice.tsx'
import row from '../../kit/row.module.css'
import { Section } from '../../kit/Section.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { sourceTexts as texts } from '../../texts/sources.ts'
import { SetUpSteps } from './SetUpSteps.tsx'
import styles from './sources.module.css'

function Secret({ source, isOwn, isNew }: SetUpProps): React.ReactElement {
  const [address, setAddress] = useState<SourceAddress | null>(() => (isNew ? freshAddress(source.id) : null))
  const [asking, setAsking] = useState(false)
  const ask = useSourceAddress(source.id)
  const take = (what: 'show' | 'renew'): void =>
    ask.mutate(what, {
      onSuccess: (answer) => {
        setAsking(false)
        // An administrator may end the address of another, and is not told the new one.
        if (isOwn) setAddress(answer)
        if (what === 'renew') say(isOwn ? texts.renewed : texts.renewedOther, { tone: 'good' })
      },
      onError: (error) => {
        setAsking(false)
        say(alertTexts.failed(error.message), { tone: 'error' })
      },
    })
  return (
    <>
      {!isOwn && <p className={row.soft}>{texts.otherPerson}</p>}
      {isOwn && address === null && <p className={row.soft}>{texts.setUpSecret}</p>}
      {address !== null && <SetUpSteps kind={source.kind} address={address} />}
      <div className={styles.buttons}>
        {isOwn && address === null && (
          <Button look={isNew ? 'main' : 'plain'} loading={ask.isPending} onClick={() => take('show')}>
            {texts.showSetUp}
          </Button>
        )}
        {address !== null && <Button onClick={() => setAddress(null)}>{texts.hideSetUp}</Button>}
        <Button onClick={() => setAsking(true)}>{texts.renew}</Button>
      </div>
      {asking && (
        <Confirm
          title={texts.renewTitle}
          action={texts.renew}
          loading={ask.isPending}
          onConfirm={() => take('renew')}
          onClose={() => setAsking(false)}
        >
          {texts.renewAsk}
        </Confirm>
      )}
    </>
  )
}

interface SetUpProps {
  readonly source: SourceView
  readonly isOwn: boolean
  /** Nothing has come yet, so this is what the person is here for. */
  readonly isNew: boolean
}

/** What to do at the player. The steps hold the secret address, so they are shown on request. */
export function SourceSetUp(props: SetUpProps): React.ReactElement {
  const { kind } = props.source
  const https = kind === 'stremio_addon' ? installLinks(window.location.origin).problem : null
  return (
    <Section title={texts.setUp}>
      <div className={styles.setUp}>
        {https !== null && <Notice tone="warning">{https}</Notice>}
        {kind === 'stremio_account' ? (
          <>
            <p className={row.soft}>{texts.asked}</p>
            <div>
              <ButtonLink to="/accounts">{texts.toAccounts}</ButtonLink>
            </div>
          </>
        ) : (
          <Secret {...props} />
        )}
      </div>
    </Section>
  )
}
