import type { IntegrationView } from '@cuemark/contract'
import { stateWords } from '../texts/words.ts'

const haystack = (one: IntegrationView): string =>
  [one.name, one.service, stateWords[one.state], ...Object.values(one.settings)].join('\n').toLowerCase()

/** Integrations in which every word typed occurs somewhere: name, service, state, address. */
export function matching(all: readonly IntegrationView[], text: string): readonly IntegrationView[] {
  const needles = text
    .toLowerCase()
    .split(/\s+/)
    .filter((needle) => needle !== '')
  if (needles.length === 0) return all
  return all.filter((one) => {
    const hay = haystack(one)
    return needles.every((needle) => hay.includes(needle))
  })
}
