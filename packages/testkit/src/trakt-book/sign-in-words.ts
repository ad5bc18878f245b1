import { json, type Answer } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import type { World } from './world.ts'

/** Refusals of the sign-in server, by what is the matter; the words for it differ (trakt.md §3, §3.1). */
export type Fault =
  | 'client_missing'
  | 'client_unknown'
  | 'secret_wrong'
  | 'proof_missing'
  | 'grant_type_missing'
  | 'grant_type_unknown'
  | 'code_missing'
  | 'code_dead'
  | 'redirect_missing'
  | 'redirect_differs'
  | 'verifier_wrong'
  | 'verifier_missing'
  | 'verifier_unasked'
  | 'refresh_missing'
  | 'refresh_unknown'
  | 'refresh_dead'

type Words = readonly [status: number, error: string, description: string]

const betterAuth: Readonly<Record<Fault, Words>> = {
  client_missing: [400, 'invalid_request', 'client_id is required'],
  client_unknown: [401, 'invalid_client', 'client_id is required'],
  secret_wrong: [401, 'invalid_client', 'invalid client_secret'],
  proof_missing: [400, 'invalid_request', 'Either code_verifier or client_secret is required'],
  grant_type_missing: [400, 'invalid_request', 'missing required parameter: grant_type'],
  grant_type_unknown: [400, 'unsupported_grant_type', 'unsupported grant_type'],
  code_missing: [400, 'invalid_request', 'code is required'],
  code_dead: [400, 'invalid_grant', 'invalid code'],
  redirect_missing: [400, 'invalid_request', 'redirect_uri is required'],
  redirect_differs: [400, 'invalid_request', 'redirect_uri mismatch'],
  verifier_wrong: [401, 'invalid_request', 'code verification failed'],
  verifier_missing: [401, 'invalid_request', 'code_verifier required because PKCE was used in authorization'],
  verifier_unasked: [401, 'invalid_request', 'code_verifier provided but PKCE was not used in authorization'],
  refresh_missing: [400, 'invalid_request', 'refresh_token is required'],
  refresh_unknown: [400, 'invalid_grant', 'session not found'],
  refresh_dead: [400, 'invalid_grant', 'invalid refresh token'],
}

const deadGrant: Words = [
  401,
  'invalid_grant',
  'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
]
const unknownClient: Words = [
  401,
  'invalid_client',
  'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
]
const missing = (field: string): Words => [
  400,
  'invalid_request',
  `The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed. Missing required parameter: ${field}.`,
]

const doorkeeper: Readonly<Record<Fault, Words>> = {
  client_missing: missing('client_id'),
  client_unknown: unknownClient,
  secret_wrong: unknownClient,
  proof_missing: unknownClient,
  grant_type_missing: missing('grant_type'),
  grant_type_unknown: [
    400,
    'unsupported_grant_type',
    'The authorization grant type is not supported by the authorization server.',
  ],
  code_missing: missing('code'),
  code_dead: deadGrant,
  redirect_missing: missing('redirect_uri'),
  redirect_differs: deadGrant,
  verifier_wrong: deadGrant,
  verifier_missing: missing('code_verifier'),
  verifier_unasked: deadGrant,
  refresh_missing: missing('refresh_token'),
  refresh_unknown: deadGrant,
  refresh_dead: deadGrant,
}

export const refusal = ({ settings }: World, fault: Fault): Answer => {
  if (settings.vocabulary === 'bare') return empty(betterAuth[fault][0])
  const isOld = settings.vocabulary === 'doorkeeper'
  const [status, error, text] = (isOld ? doorkeeper : betterAuth)[fault]
  const realm = { 'www-authenticate': `Bearer realm="Doorkeeper", error="${error}"` }
  return json(
    status,
    { error, error_description: text },
    { ...application, ...(isOld && status === 401 ? realm : {}) },
  )
}
