import type { PasswordLink } from '@cuemark/contract'
import { isOwnMachine } from '../../data/own-machine.ts'
import { wholeLink } from '../../data/people.ts'
import { Button } from '../../kit/Button.tsx'
import { CopyLine } from '../../kit/CopyLine.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { When } from '../../kit/When.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { words } from '../../texts/words.ts'
import styles from './people-list.module.css'

const texts = peopleTexts.link

/** The link by which a person sets a password. It is shown here once. */
export function LinkDialog({
  link: { person, path, expiresAt },
  onClose,
}: {
  readonly link: PasswordLink
  readonly onClose: () => void
}): React.ReactElement {
  return (
    <Dialog
      title={texts.title(person.name)}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.close}</Button>}
    >
      <div className={styles.fields}>
        <p>{texts.text}</p>
        <CopyLine label={texts.label} text={wholeLink(path)}>
          {texts.copy}
        </CopyLine>
        <p className={styles.soft}>
          {texts.ends} <When at={expiresAt} />. {person.state === 'active' && texts.keeps}
        </p>
        {isOwnMachine(window.location.hostname) && <Notice tone="warning">{texts.local}</Notice>}
      </div>
    </Dialog>
  )
}
