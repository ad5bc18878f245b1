import type { Suggestion } from '@cuemark/contract'
import { type ReadTitle, readPicked, readTitle, type TypedTitle } from './title-input.ts'

/** How a person says which title is meant. */
export interface TitleAnswer {
  readonly search: string
  /** Null while what is typed by hand counts. */
  readonly chosen: Suggestion | null
  readonly typed: TypedTitle
}

/** What was chosen from the suggestions, or typed by hand; null where neither was. */
export function readAnswer({ chosen, typed }: TitleAnswer): ReadTitle | null {
  if (chosen !== null) return readPicked(chosen.title, typed)
  return typed.id.trim() === '' ? null : readTitle(typed)
}
