import { json, type Answer } from '../simulation/answer.ts'
import { application } from '../simulation/trakt-front.ts'

/**
 * History ids have 64 bits (trakt.md §11). They are kept as text, and stand in answers as numbers with all their digits:
 * the mark cannot occur in a title.
 */
const mark = '\u0001'

export const exactNumber = (digits: string): string => `${mark}${digits}`

export const exactJson = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => {
  const answer = json(status, value, { ...application, ...headers })
  return { ...answer, body: answer.body.replaceAll(/"\\u0001(\d+)"/g, '$1') }
}

/** The whole numbers of a list in a body, with all their digits. */
export const exactNumbersAt = (body: string, name: string): readonly string[] =>
  new RegExp(`"${name}"\\s*:\\s*\\[([\\d\\s,"]*)\\]`).exec(body)?.[1]?.match(/\d+/g) ?? []
