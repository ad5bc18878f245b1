import type { PlayView } from '@cuemark/contract'

/** Causes for which plays were refused, the commonest first. */
export function refusedCauses(
  plays: readonly PlayView[],
): readonly { readonly cause: string; readonly title: string; readonly count: number }[] {
  const found = new Map<string, { title: string; count: number }>()
  for (const { delivery } of plays) {
    if (delivery?.state !== 'refused' || delivery.diagnosis === null) continue
    const { cause, title } = delivery.diagnosis
    found.set(cause, { title, count: (found.get(cause)?.count ?? 0) + 1 })
  }
  return [...found].map(([cause, rest]) => ({ cause, ...rest })).sort((a, b) => b.count - a.count)
}
