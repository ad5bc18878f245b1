import { Shape, type ShapeName } from './Shape.tsx'
import styles from './shapes.module.css'

export type Tone = 'neutral' | 'error' | 'warning' | 'info' | 'good'
export type WordLook = readonly [ShapeName, Tone]

/** A state, told by shape and word besides its color. */
export function ShapeWord({
  look: [shape, tone],
  children,
}: {
  readonly look: WordLook
  readonly children: string
}): React.ReactElement {
  return (
    <span className={`${styles.word} ${styles[tone] ?? ''}`}>
      <Shape name={shape} />
      {children}
    </span>
  )
}
