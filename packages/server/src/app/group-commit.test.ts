import { describe, expect, it } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

describe('sharing transactions', () => {
  it('tries each alone where a batch is refused, so that one does not take the others down', async () => {
    const told: number[][] = []
    const group = createGroupCommit<number, number>(
      10,
      (items) =>
        items.includes(3)
          ? Promise.reject(new Error('three'))
          : Promise.resolve(items.map((item) => item * 2)),
      (results) => told.push([...results]),
    )
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => group.add(item)))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(told, 'nothing is told of what was refused').toEqual([[2], [4], [8]])
  })

  it('keeps to its limit, in order, and tells of a batch once it is durable', async () => {
    const sizes: number[] = []
    const told: number[] = []
    const group = createGroupCommit<number, number>(
      4,
      (items) => {
        sizes.push(items.length)
        return Promise.resolve([...items])
      },
      (_, items) => told.push(items.length),
    )
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => group.add(item)))
    expect(results).toEqual([1, 2, 3, 4, 5, 6])
    expect(sizes).toEqual([4, 2])
    expect(told).toEqual([4, 2])
  })

  it('gives up on the rest once the store itself refuses twice in a row', async () => {
    let tries = 0
    const group = createGroupCommit<number, number>(
      10,
      () => {
        tries += 1
        return Promise.reject(new Error('store gone'))
      },
      () => undefined,
    )
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => group.add(item)))
    expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'))
    expect(tries).toBe(3)
  })
})
