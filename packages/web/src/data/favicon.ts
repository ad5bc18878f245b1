import type { Severity } from '@cuemark/contract'

/** Colors that stand out on light and dark tab strips alike. */
const fills: Record<Severity, string> = { error: '#e5554a', warning: '#e0b62f', info: '#4a90dd' }

/** The mark for a tab: a frame with its dot, hollow when all is well. */
export function faviconFor(worst: Severity | null): string {
  const dot =
    worst === null
      ? '<circle cx="21" cy="11" r="4.5" fill="none" stroke="#9c9388" stroke-width="2.5"/>'
      : `<circle cx="20.5" cy="11.5" r="7.5" fill="${fills[worst]}"/>`
  const frame =
    '<rect x="2" y="4" width="28" height="24" rx="4" fill="#171513" stroke="#9c9388" stroke-width="2"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${frame}${dot}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

export function showFavicon(worst: Severity | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link !== null) link.href = faviconFor(worst)
}
