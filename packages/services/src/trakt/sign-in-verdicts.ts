import type { Diagnosis } from '@cuemark/diagnosis'

/** By these the token endpoint says that the refresh token is worth nothing any more (trakt.md §3, §6). */
const finalCauses: ReadonlySet<string> = new Set([
  'trakt.oauth.session_not_found',
  'trakt.oauth.grant_dead',
  'trakt.oauth.refresh_too_old',
  'trakt.oauth.refresh_refused',
  'trakt.oauth.user_gone',
])

/** These are mended in the settings of the app, by the administrator, and then for everybody at once. */
const appCauses: ReadonlySet<string> = new Set([
  'trakt.app_removed',
  'trakt.oauth.client_unknown',
  'trakt.oauth.client_id_missing',
  'trakt.oauth.secret_wrong',
  'trakt.oauth.redirect_mismatch',
  'trakt.oauth.authorize_refused',
  'trakt.oauth.no_such_address',
  'trakt.oauth.wrong_host',
  'trakt.staging_host',
  'trakt.plain_http',
  'trakt.old_host',
])

/**
 * True where a refresh was refused for good, so that only a person can sign in again. Never for an outage, a limit, or
 * a fault of the app: those pass, and the refresh token lives on.
 */
export const isFinalForSignIn = ({ cause }: Diagnosis): boolean => finalCauses.has(cause)

/** True where the app is at fault: one alert for all people, and nobody needs to sign in again for it. */
export const isAppFault = ({ cause }: Diagnosis): boolean => appCauses.has(cause)
