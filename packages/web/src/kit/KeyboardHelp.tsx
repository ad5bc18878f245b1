import { shellTexts } from '../texts/shell.ts'
import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import styles from './keyboard-help.module.css'

const { keys, pages } = shellTexts

const rows: readonly (readonly [readonly string[], string])[] = [
  [['/'], keys.search],
  [['g', 'o'], keys.go(pages.overview)],
  [['g', 'i'], keys.go(pages.integrations)],
  [['g', 'a'], keys.go(pages.alerts)],
  [['g', 'd'], keys.go(pages.doctor)],
  [['?'], keys.help],
]

/** The list of keys. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }): React.ReactElement {
  return (
    <Dialog title={keys.title} onClose={onClose} actions={<Button onClick={onClose}>{words.close}</Button>}>
      <dl className={styles.list}>
        {rows.map(([chord, text]) => (
          <div key={text} className={styles.row}>
            <dt>
              {chord.map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${keys.afterwards} `}
                  <kbd className={styles.key}>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
