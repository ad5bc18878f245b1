import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { mayAskForMore } from './next-page.ts'

interface Asked {
  readonly page: number
  readonly answer: (text: string) => void
  readonly refuse: () => void
}

/** A list of two pages whose end is always in sight, and the questions it asked so far. */
function stage(): {
  readonly asked: Asked[]
  readonly asks: (count: number) => Promise<void>
  readonly shown: () => unknown
  readonly reread: () => void
  readonly hasFailed: () => boolean
} {
  const asked: Asked[] = []
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const observer = new InfiniteQueryObserver(cache, {
    queryKey: ['list'],
    queryFn: ({ pageParam }) =>
      new Promise<string>((resolve, reject) => {
        asked.push({
          page: pageParam,
          answer: resolve,
          refuse: () => reject(new Error('The page did not load.')),
        })
      }),
    initialPageParam: 1,
    getNextPageParam: (_last, pages) => (pages.length < 2 ? pages.length + 1 : undefined),
    staleTime: Infinity,
  })
  observer.subscribe((result) => {
    if (mayAskForMore(result)) void observer.fetchNextPage()
  })
  return {
    asked,
    asks: async (count) => {
      await expect.poll(() => asked.length).toBe(count)
    },
    shown: () => observer.getCurrentResult().data?.pages,
    reread: () => void cache.invalidateQueries({ queryKey: ['list'] }),
    hasFailed: () => observer.getCurrentResult().isFetchNextPageError,
  }
}

describe('a list whose end is in sight', () => {
  it('asks for the page again that reading the list anew has cancelled, and lets that reading end', async () => {
    const { asked, asks, shown, reread } = stage()
    await asks(1)
    asked[0]?.answer('old')
    await asks(2)
    expect(asked[1]?.page).toBe(2)
    reread()
    await asks(3)
    expect(asked[2]?.page).toBe(1)
    asked[2]?.answer('new')
    await asks(4)
    expect(asked[3]?.page).toBe(2)
    asked[3]?.answer('second')
    await expect.poll(shown).toEqual(['new', 'second'])
    expect(asked).toHaveLength(4)
  })
  it('does not ask without end for a page that fails, and goes on after the list was read again', async () => {
    const { asked, asks, shown, reread, hasFailed } = stage()
    await asks(1)
    asked[0]?.answer('first')
    await asks(2)
    asked[1]?.refuse()
    await expect.poll(hasFailed).toBe(true)
    expect(asked).toHaveLength(2)
    reread()
    await asks(3)
    asked[2]?.answer('first')
    await asks(4)
    asked[3]?.answer('second')
    await expect.poll(shown).toEqual(['first', 'second'])
  })
})
