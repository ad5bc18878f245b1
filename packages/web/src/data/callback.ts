/** What a service sent along with the browser to the redirect address. */
export interface Returned {
  readonly state: string
  readonly code?: string
  readonly error?: string
  readonly errorDescription?: string
}

/** Reads the query of the redirect address; null where it holds no state, so that it is no answer to us. */
export function readReturned(search: string): Returned | null {
  const query = new URLSearchParams(search)
  const part = (name: string): string | undefined => {
    const value = query.get(name)?.trim()
    return value === undefined || value === '' ? undefined : value
  }
  const state = part('state')
  if (state === undefined) return null
  const [code, error, errorDescription] = [part('code'), part('error'), part('error_description')]
  return {
    state,
    ...(code === undefined ? {} : { code }),
    ...(error === undefined ? {} : { error }),
    ...(errorDescription === undefined ? {} : { errorDescription }),
  }
}

/** Where the answer stays between reading it and sending it: nowhere but in this page. */
let taken: Returned | null | undefined

/**
 * Takes the answer out of the address bar, so that neither history nor a shared screen keeps a code. React may draw
 * a page twice; what was taken stands for both.
 */
export function takeReturned(): Returned | null {
  if (window.location.search !== '' || taken === undefined) {
    taken = readReturned(window.location.search)
    window.history.replaceState(window.history.state, '', window.location.pathname)
  }
  return taken
}

/** Its code is good for one use. */
export function forgetReturned(): void {
  taken = null
}
