/** A part of a list; `nextCursor` leads to the next one, and is null at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}
