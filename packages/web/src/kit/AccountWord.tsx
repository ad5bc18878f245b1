import type { AccountState } from '@cuemark/contract'
import { accountStateWords } from '../texts/accounts.ts'
import { ShapeWord, type WordLook } from './ShapeWord.tsx'

const looks: Record<AccountState, WordLook> = {
  linked: ['ring', 'neutral'],
  ending: ['triangle', 'warning'],
  sign_in_again: ['diamond', 'error'],
  locked: ['diamond', 'error'],
  disconnected: ['bars', 'neutral'],
}

export function AccountWord({ state }: { readonly state: AccountState }): React.ReactElement {
  return <ShapeWord look={looks[state]}>{accountStateWords[state]}</ShapeWord>
}
