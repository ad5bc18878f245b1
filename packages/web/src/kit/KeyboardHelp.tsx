import { forAdministrators, goTo, type PlainPlace } from '../data/places.ts'
import { shellTexts } from '../texts/shell.ts'
import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import styles from './keyboard-help.module.css'

const { keys, pages } = shellTexts

type Row = readonly [chord: readonly string[], text: string]

function rowsFor(isAdministrator: boolean): readonly Row[] {
  const may = (place: PlainPlace): boolean => isAdministrator || !forAdministrators.has(place)
  return [
    ...(isAdministrator ? ([[['/'], keys.search]] as const) : []),
    ...Object.entries(goTo).flatMap(([letter, place]): readonly Row[] =>
      may(place) ? [[['g', letter], keys.go(pages[place])]] : [],
    ),
    [['?'], keys.help],
  ]
}

/** The list of keys. */
export function KeyboardHelp({
  isAdministrator,
  onClose,
}: {
  readonly isAdministrator: boolean
  readonly onClose: () => void
}): React.ReactElement {
  return (
    <Dialog title={keys.title} onClose={onClose} actions={<Button onClick={onClose}>{words.close}</Button>}>
      <dl className={styles.list}>
        {rowsFor(isAdministrator).map(([chord, text]) => (
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
