import type { SourceView } from '@cuemark/contract'
import { sourceStateWords } from '../texts/sources.ts'
import { Shape, type ShapeName } from './Shape.tsx'
import styles from './shapes.module.css'

const looks: Record<SourceView['state'], readonly [ShapeName, string | undefined]> = {
  quiet: ['dashed', styles.neutral],
  receiving: ['ring', styles.neutral],
  unreadable: ['diamond', styles.error],
  paused: ['bars', styles.neutral],
}

/** Shape and word of a source's state. One that receives is quiet: hollow, and in no color. */
export function SourceStateWord({ state }: { readonly state: SourceView['state'] }): React.ReactElement {
  const [shape, tone] = looks[state]
  return (
    <span className={`${styles.word} ${tone ?? ''}`}>
      <Shape name={shape} />
      {sourceStateWords[state]}
    </span>
  )
}
