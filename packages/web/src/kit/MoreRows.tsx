import { useEffect, useRef } from 'react'
import { mayAskForMore, type PagedList } from '../data/next-page.ts'
import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'

/** Fetches the next page when its end comes near, and offers a button for those who do not scroll. */
export function MoreRows({
  list,
}: {
  readonly list: PagedList & {
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
}): React.ReactElement | null {
  const { hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } = list
  const place = useRef<HTMLDivElement>(null)
  const isWanted = useRef(false)
  const mayAsk = mayAskForMore(list)
  useEffect(() => {
    const element = place.current
    if (element === null || !mayAsk) return undefined
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void fetchNextPage()
      },
      { rootMargin: '400px' },
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [mayAsk, fetchNextPage])
  // A click while the list is read again waits for its end.
  useEffect(() => {
    if (!isWanted.current || isFetching) return
    isWanted.current = false
    void fetchNextPage()
  }, [isFetching, fetchNextPage])
  const askByHand = (): void => {
    if (isFetching) isWanted.current = true
    else void fetchNextPage()
  }
  if (!hasNextPage) return null
  return (
    <div ref={place} style={{ paddingBlock: 16 }}>
      <Button onClick={askByHand} loading={isFetchingNextPage}>
        {words.showMore}
      </Button>
    </div>
  )
}
