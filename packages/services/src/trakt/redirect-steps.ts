import type { RemedyStep } from '@cuemark/diagnosis'

/** Causes whose first step compares the redirect address with the one in the app's settings at Trakt. */
export const redirectCauses: ReadonlySet<string> = new Set([
  'trakt.oauth.redirect_mismatch',
  'trakt.page.refused',
])

/** With the address that was sent at the step which needs it: it is compared letter by letter (trakt.md §2). */
export const withRedirectUri = (
  cause: string,
  remedy: readonly RemedyStep[],
  redirectUri: string,
): readonly RemedyStep[] =>
  remedy.map((step, index) =>
    index === 0 && redirectCauses.has(cause) ? { ...step, copy: redirectUri } : step,
  )
