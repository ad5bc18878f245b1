import type { AlertView } from '@cuemark/contract'
import { alertStateWords, severityWords } from '../texts/words.ts'
import { Shape, type ShapeName } from './Shape.tsx'
import styles from './shapes.module.css'

const severityShapes: Record<AlertView['severity'], ShapeName> = {
  error: 'diamond',
  warning: 'triangle',
  info: 'disc',
}

type Look = readonly [ShapeName, string | undefined, string]

function lookOf({ state, severity }: Pick<AlertView, 'state' | 'severity'>): Look {
  if (state === 'open') return [severityShapes[severity], styles[severity], severityWords[severity]]
  const word = alertStateWords[state]
  if (state === 'recovered') return ['check', styles.good, word]
  return [state === 'snoozed' ? 'moon' : 'dashed', styles.neutral, word]
}

/** Shape and word of an alert: its severity while open, and how it ended afterwards. */
export function AlertWord({ alert }: { readonly alert: AlertView }): React.ReactElement {
  const [shape, tone, word] = lookOf(alert)
  return (
    <span className={`${styles.word} ${tone ?? ''}`}>
      <Shape name={shape} />
      {word}
    </span>
  )
}
