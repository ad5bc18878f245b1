import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { peopleTexts } from '../texts/people.ts'
import styles from './scheme-choice.module.css'

const texts = peopleTexts.account
const schemes: readonly MantineColorScheme[] = ['auto', 'dark', 'light']

/** Night, day, or as the system has it. */
export function SchemeChoice(): React.ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={styles.choice} role="radiogroup" aria-label={texts.appearance}>
      {schemes.map((scheme) => (
        <label key={scheme} className={styles.option}>
          <input
            type="radio"
            name="scheme"
            checked={colorScheme === scheme}
            onChange={() => setColorScheme(scheme)}
          />
          {texts.schemes[scheme]}
        </label>
      ))}
    </div>
  )
}
