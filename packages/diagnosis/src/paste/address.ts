import type { Exchange } from '../vocabulary.ts'

/** An address as it may stand inside other text; the closing punctuation of a sentence is not part of it. */
export const addressPattern: RegExp = /\bhttps?:\/\/[^\s"'<>`\\]+[^\s"'<>`\\.,;:!?)\]}]/i

/** Names a browser bar shows without a scheme: a host with a dot or a port, and perhaps a path. */
const bareAddress = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?(?:\/\S*)?$/i

function queryValue(url: string, name: string): string | null {
  const found = new RegExp(`[?&#]${name}=([^&#]*)`).exec(url)?.[1]
  if (found === undefined) return null
  try {
    return decodeURIComponent(found.replace(/\+/g, ' '))
  } catch {
    return found
  }
}

/**
 * A sign-in that failed comes back as an address with `error` in its query (RFC 6749 §4.1.2.1): those words are
 * the answer, so they are read as the body.
 */
function returnedError(url: string): string | null {
  const error = queryValue(url, 'error')
  if (error === null || error === '') return null
  const description = queryValue(url, 'error_description')
  return JSON.stringify(description === null ? { error } : { error, error_description: description })
}

/** The whole text is one address, as from a browser bar; null when it is anything else. */
export function readAddress(text: string): Exchange | null {
  if (/\s/.test(text)) return null
  const hasScheme = /^https?:\/\//i.test(text)
  if (!hasScheme && !(bareAddress.test(text) && /[/:]/.test(text))) return null
  return {
    service: null,
    method: null,
    url: text,
    status: null,
    headers: {},
    body: returnedError(text),
    transportError: null,
  }
}
