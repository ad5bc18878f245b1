import { useState } from 'react'
import { StuckTree } from '../../kit/StuckTree.tsx'
import { doctorTexts } from '../../texts/doctor.ts'
import { signInAtTexts } from '../../texts/sign-in-at.ts'
import styles from './doctor.module.css'

const texts = doctorTexts.stuck
const methods = ['device', 'code'] as const

/** The same questions as on the page of a sign-in, for one that was begun elsewhere. */
export function Stuck(): React.ReactElement {
  const [method, setMethod] = useState<(typeof methods)[number]>('device')
  return (
    <div className={styles.stuck}>
      <p className={styles.soft}>{signInAtTexts.stuck.doctorText}</p>
      <div className={styles.methods} role="radiogroup" aria-label={texts.how}>
        <span>{texts.how}</span>
        {methods.map((one) => (
          <label key={one} className={styles.method}>
            <input type="radio" name="method" checked={method === one} onChange={() => setMethod(one)} />
            {texts[one]}
          </label>
        ))}
      </div>
      <StuckTree context={{ method, openUrl: null, redirectUri: null }} />
    </div>
  )
}
