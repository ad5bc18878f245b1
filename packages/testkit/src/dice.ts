/** Chance from a seed: the same seed makes the same world (mulberry32). */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number
  chance(share: number): boolean
  /** A whole number between the two, both included. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
}

export const createDice = (seed: number): Dice => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    chance: (share) => next() < share,
    between,
    pick: (from) => {
      const picked = from[between(0, from.length - 1)]
      if (picked === undefined) throw new Error('There is nothing to pick from.')
      return picked
    },
  }
}
