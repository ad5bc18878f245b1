/** What stands in place of a secret. */
const hidden = '…'

/** Keys whose shape gives them away, whatever is written around them. A prefix that names the kind of key stays. */
const byShape: readonly (readonly [RegExp, string])[] = [
  [/\b(sk-(?:proj-|svcacct-|admin-|lm-)?)(?!\*)[\w-]{12,}/g, `$1${hidden}`],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, `eyJ${hidden}`],
  [/\b(bearer|basic)\s+(?!realm\b|error\b|token\b)[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // Named ids of a request are not secrets, and the service's support asks for them.
  [/(?<!request id )(?<!req_)\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b/gi, hidden],
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}={0,2}/g, hidden],
]

/** `name=value` and `"name": "value"`, for names that carry secrets. */
const byName =
  /((?:^|[?&\s"'{,;])"?(?:api[_-]?key|apikey|x-api-key|access_token|refresh_token|client_secret|session_id|guest_session_id|password|passwd|secret|token)"?\s*[=:]\s*"?)(?!null|true|false|")([^\s"'&,;}]{4,})/gi

/** A sign-in's code in an address; elsewhere `code` names an error. */
const codeInAddress = /([?&](?:code|device_code)=)[^&\s"']+/gi

const longestWord = 16

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  code === 45 ||
  code === 95

/** A secret is a long word, or stands behind `=` or `:`. One look that spares most texts the patterns below. */
function mayHoldSecret(text: string): boolean {
  let run = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 58 || code === 61) return true
    run = isWordCode(code) ? run + 1 : 0
    if (run >= longestWord) return true
  }
  return false
}

/**
 * Takes what looks like a secret out of a short text that is shown as evidence. It knows shapes and names, not
 * values: where the values are known, the server's own redactor takes them out as well.
 */
export function hideSecrets(text: string): string {
  if (!mayHoldSecret(text)) return text
  let result = text
  for (const [pattern, replacement] of byShape) result = result.replace(pattern, replacement)
  return result.replace(byName, `$1${hidden}`).replace(codeInAddress, `$1${hidden}`)
}
