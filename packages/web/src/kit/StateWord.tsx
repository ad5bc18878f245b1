import type { IntegrationState } from '@cuemark/contract'
import { stateWords } from '../texts/words.ts'
import { Shape, type ShapeName } from './Shape.tsx'
import styles from './shapes.module.css'

const looks: Record<IntegrationState, readonly [ShapeName, string | undefined]> = {
  connected: ['ring', styles.neutral],
  testing: ['dashed', styles.neutral],
  not_configured: ['dashed', styles.neutral],
  paused: ['bars', styles.neutral],
  warning: ['triangle', styles.warning],
  error: ['diamond', styles.error],
}

/** Shape and word of an integration's state. A connected one is quiet: hollow, and in no color. */
export function StateWord({ state }: { readonly state: IntegrationState }): React.ReactElement {
  const [shape, tone] = looks[state]
  return (
    <span className={`${styles.word} ${tone ?? ''}`}>
      <Shape name={shape} />
      {stateWords[state]}
    </span>
  )
}
