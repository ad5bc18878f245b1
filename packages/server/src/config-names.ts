/** More changes than this make another word of it. */
const mostChanges = 4

/** The known name that the given one was probably meant to be; null when none is near. */
export function closestName(given: string, known: readonly string[]): string | null {
  const begun = known.find((name) => name !== given && name.startsWith(`${given.toUpperCase()}_`))
  if (begun !== undefined) return begun
  let best: { name: string; changes: number } | null = null
  for (const name of known) {
    const changes = distance(given.toUpperCase(), name)
    if (changes <= mostChanges && (best === null || changes < best.changes)) best = { name, changes }
  }
  return best?.name ?? null
}

/** How many characters must be put in, taken out or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [line, character] of Array.from(from).entries()) {
    const next = [line + 1]
    for (let at = 1; at <= to.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (character === to[at - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
