import type { SourceAddress, SourceKind } from '@cuemark/contract'
import { installLinks, sourceSetUp } from '@cuemark/services/sources'
import { ButtonOut } from '../../kit/ButtonOut.tsx'
import { CopyLine } from '../../kit/CopyLine.tsx'
import row from '../../kit/row.module.css'
import { sourceTexts as texts } from '../../texts/sources.ts'
import styles from './sources.module.css'

/** Where other programs send plays to. */
const playsPath = '/api/v1/plays'

/** The steps at one player, with the whole secret address in them. */
export function SetUpSteps({
  kind,
  address: { path, token },
}: {
  readonly kind: SourceKind
  readonly address: SourceAddress
}): React.ReactElement {
  const address = `${window.location.origin}${path ?? playsPath}`
  const { title, steps, notes } = sourceSetUp(kind, address, token)
  const install = kind === 'stremio_addon' ? installLinks(address) : null
  return (
    <div className={styles.steps}>
      <h3>{title}</h3>
      {install !== null && (
        <div className={styles.buttons}>
          <ButtonOut link={install.app} look={install.problem === null ? 'main' : 'plain'}>
            {texts.installApp}
          </ButtonOut>
          <ButtonOut link={install.web}>{texts.installWeb}</ButtonOut>
        </div>
      )}
      <ol className={styles.list}>
        {steps.map(({ text, copy }) => (
          <li key={text} className={styles.step}>
            <div>
              <p>{text}</p>
              {copy !== undefined && <CopyLine text={copy} />}
            </div>
          </li>
        ))}
      </ol>
      <ul className={styles.notes}>
        {/* What stands in the way is said above, where nobody misses it. */}
        {notes
          .filter((note) => note !== install?.problem)
          .map((note) => (
            <li key={note} className={row.soft}>
              {note}
            </li>
          ))}
      </ul>
    </div>
  )
}
