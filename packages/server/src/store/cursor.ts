import type { Page } from '../app/page.ts'
import { BadCursor } from './errors.ts'

/** Where a page ended: the sort keys of its last row. */
type Keys = readonly (number | string)[]

/**
 * What a list is sorted by. `list` is part of the cursor, so that one list's cursor is refused by another;
 * `types` are those of the keys, in order.
 */
export interface Order {
  readonly list: string
  readonly types: readonly ('number' | 'string')[]
}

export function encodeCursor(order: Order, keys: Keys): string {
  return Buffer.from(JSON.stringify([order.list, ...keys])).toString('base64url')
}

/** Throws `BadCursor` for anything that `encodeCursor` has not made for this list. */
export function decodeCursor(order: Order, cursor: string): Keys {
  const [list, ...keys] = parse(cursor)
  if (list !== order.list || keys.length !== order.types.length) throw new BadCursor()
  return order.types.map((type, at) => checkedKey(keys[at], type))
}

function checkedKey(key: unknown, type: 'number' | 'string'): number | string {
  if (type === 'string' && typeof key === 'string') return key
  if (type === 'number' && typeof key === 'number' && Number.isSafeInteger(key)) return key
  throw new BadCursor()
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** Cuts the extra row that tells whether there is more, and marks where this page ended. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  order: Order,
  keysOf: (row: Row) => Keys,
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items: shown.map(toItem), nextCursor: more ? encodeCursor(order, keysOf(last)) : null }
}
