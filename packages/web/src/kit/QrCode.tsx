import { useMemo } from 'react'
import { encode } from 'uqr'
import styles from './qr-code.module.css'

/** An address for the camera of a phone. Dark on white in both schemes: some cameras read nothing else. */
export function QrCode({
  text,
  label,
}: {
  readonly text: string
  readonly label: string
}): React.ReactElement {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { ecc: 'M', border: 2 })
    const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size: data.length, path: squares.join('') }
  }, [text])
  return (
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  )
}
