import { useEffect, useState } from 'react'

/** True once something has been so for a while; a state that passes by is not worth a word. */
export function useLasting(isSo: boolean, forMs: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setLasts(true), forMs)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [isSo, forMs])
  return isSo && lasts
}
