/** Puts text on the clipboard; false where the browser forbids it. */
export async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP, as many run it at home, browsers offer no clipboard; an old command still works there.
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      return false
    }
  }
  const place = document.createElement('textarea')
  place.value = text
  place.style.position = 'fixed'
  place.style.opacity = '0'
  const before = document.activeElement
  document.body.append(place)
  place.select()
  const done = document.execCommand('copy')
  place.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
