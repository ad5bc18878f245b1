import styles from './shapes.module.css'

export type ShapeName =
  'ring' | 'dashed' | 'diamond' | 'triangle' | 'disc' | 'bars' | 'check' | 'moon' | 'play'

/** A form per state, so that none is told by color alone. */
const paths: Record<ShapeName, React.ReactNode> = {
  ring: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  dashed: (
    <circle
      cx="6"
      cy="6"
      r="4.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeDasharray="2.6 2.1"
    />
  ),
  diamond: <path d="M6 0 12 6 6 12 0 6Z" fill="currentColor" />,
  triangle: <path d="M6 .6 12 11.2H0Z" fill="currentColor" />,
  disc: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  bars: <path d="M2.5 1.5h2.4v9H2.5zM7.1 1.5h2.4v9H7.1z" fill="currentColor" />,
  check: (
    <path
      d="m1.4 6.4 3.2 3.2 6-7"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  play: <path d="M2 .6 11.4 6 2 11.4Z" fill="currentColor" />,
  moon: <path d="M8.6 1a5.2 5.2 0 1 0 2.6 8.1A5.4 5.4 0 0 1 8.6 1Z" fill="currentColor" />,
}

export function Shape({ name }: { readonly name: ShapeName }): React.ReactElement {
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {paths[name]}
    </svg>
  )
}
