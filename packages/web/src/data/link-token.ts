/** Where the token of a link to set a password stays: nowhere but in this page. */
let taken: string | null = null

/** What stands behind the #; null where nothing does. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/, '').trim()
  return token === '' ? null : token
}

/** The token of the address, or the one that stood there before it was taken out. */
export function readLinkToken(): string | null {
  taken = tokenOf(window.location.hash) ?? taken
  return taken
}

/** Takes the token out of the address bar, so that neither history nor a shared screen keeps it. */
export function hideLinkToken(): void {
  if (window.location.hash !== '')
    window.history.replaceState(window.history.state, '', window.location.pathname)
}
