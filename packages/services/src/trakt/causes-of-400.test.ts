import { describe, expect, it } from 'vitest'
import { causeCatalogue } from '../causes.ts'
import { causesOf400 } from './causes-of-400.ts'

describe('the causes of a 400 when signing in', () => {
  it('are eighteen, in order', () => {
    expect(causesOf400.map(({ number }) => number)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    )
  })

  it('each have causes that the rules know', () => {
    const known = new Set(causeCatalogue().map(({ code }) => code))
    expect(causesOf400.flatMap(({ causes }) => causes).filter((cause) => !known.has(cause))).toEqual([])
    expect(causesOf400.filter(({ causes }) => causes.length === 0)).toEqual([])
  })
})
