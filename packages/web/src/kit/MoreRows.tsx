import { useEffect, useRef } from 'react'
import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'

/** Fetches the next page when its end comes near, and offers a button for those who do not scroll. */
export function MoreRows({
  hasMore,
  isLoading,
  onMore,
}: {
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly onMore: () => void
}): React.ReactElement | null {
  const place = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  useEffect(() => {
    const element = place.current
    if (!hasMore || element === null || isLoading) return undefined
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) more.current()
      },
      { rootMargin: '400px' },
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [hasMore, isLoading])
  if (!hasMore) return null
  return (
    <div ref={place} style={{ paddingBlock: 16 }}>
      <Button onClick={onMore} loading={isLoading}>
        {words.showMore}
      </Button>
    </div>
  )
}
