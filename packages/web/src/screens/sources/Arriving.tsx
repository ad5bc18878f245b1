import type { SourceView } from '@cuemark/contract'
import { Notice } from '../../kit/Notice.tsx'
import row from '../../kit/row.module.css'
import { Section } from '../../kit/Section.tsx'
import { Shape } from '../../kit/Shape.tsx'
import { Since } from '../../kit/When.tsx'
import { sourceTexts as texts } from '../../texts/sources.ts'
import styles from './sources.module.css'

function Sign({ source }: { readonly source: SourceView }): React.ReactElement {
  if (source.state === 'quiet') {
    return (
      <p className={styles.sign}>
        <span className={styles.waiting}>
          <Shape name="dashed" />
        </span>
        <span>{texts.waitingFirst}</span>
      </p>
    )
  }
  if (source.state === 'paused') {
    return (
      <p className={styles.sign}>
        <Shape name="bars" />
        <span>{texts.pausedText}</span>
      </p>
    )
  }
  if (source.state === 'unreadable') {
    return (
      <Notice tone="error">
        <p className={styles.strong}>
          {texts.fault}
          {source.lastFaultAt !== null && (
            <>
              , <Since at={source.lastFaultAt} />
            </>
          )}
        </p>
        {source.lastFaultText}
      </Notice>
    )
  }
  return (
    <p className={styles.sign}>
      <span className={styles.good}>
        <Shape name="check" />
      </span>
      <span>{texts.arrived}</span>
    </p>
  )
}

/** Whether events really come. A change is seen here as it happens. */
export function Arriving({ source }: { readonly source: SourceView }): React.ReactElement {
  const { lastEventAt, lastEventText, events } = source
  return (
    <Section title={texts.arriving}>
      <div className={styles.arriving} role="status">
        <Sign source={source} />
        {lastEventAt !== null && (
          <p className={row.soft}>
            {texts.lastEvent}: <span className={styles.strong}>{lastEventText}</span>{' '}
            <Since at={lastEventAt} /> · {texts.events(events)}
          </p>
        )}
      </div>
    </Section>
  )
}
