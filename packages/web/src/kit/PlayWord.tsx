import type { PlayView } from '@cuemark/contract'
import { playTexts } from '../texts/activity.ts'
import { ShapeWord, type WordLook } from './ShapeWord.tsx'

type PlayLook = keyof typeof playTexts.states

const looks: Record<PlayLook, WordLook> = {
  waiting: ['dashed', 'neutral'],
  sending: ['ring', 'info'],
  unknown: ['dashed', 'info'],
  delivered: ['check', 'good'],
  unmatched: ['triangle', 'warning'],
  refused: ['diamond', 'error'],
  dropped: ['bars', 'neutral'],
  unclear: ['triangle', 'warning'],
  withdrawn: ['bars', 'neutral'],
  kept: ['ring', 'neutral'],
}

/** What a play is to a person: a question, a thing taken back, or where its delivery stands. */
const lookOf = ({ state, delivery }: PlayView): PlayLook =>
  state === 'watched' ? (delivery?.state ?? 'kept') : state

export function PlayWord({ play }: { readonly play: PlayView }): React.ReactElement {
  const name = lookOf(play)
  return <ShapeWord look={looks[name]}>{playTexts.states[name]}</ShapeWord>
}
