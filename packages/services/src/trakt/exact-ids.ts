import type { Exchange } from '@cuemark/diagnosis'

/** A text of JSON, or a whole number too long to be read without losing digits. */
const textOrLongNumber = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/**
 * Trakt's history ids have 64 bits and JavaScript's numbers 53: long whole numbers are put in quotes before the body is
 * parsed, so that they arrive as text (trakt.md §11).
 */
export const withExactIds = (exchange: Exchange): Exchange =>
  exchange.body === null
    ? exchange
    : {
        ...exchange,
        body: exchange.body.replace(textOrLongNumber, (found) =>
          found.startsWith('"') ? found : `"${found}"`,
        ),
      }

/** An id as text; null for 0, which Trakt gives to what has no history entry. */
export const idText = (value: unknown): string | null => {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,19}$/.test(text) ? text : null
}
