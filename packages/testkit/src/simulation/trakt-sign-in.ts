import { json, jsonBody, type Answer, type Call } from './answer.ts'

interface App {
  readonly goodId: string
  readonly goodSecret: string
}

type Headers = Readonly<Record<string, string>>

/** Sign-in answers of Trakt without a person who approves: codes are given out and stay pending (trakt.md §3–5). */
export const signIn = (call: Call, app: App, headers: Headers): Answer => {
  if (call.method !== 'POST') return { status: 405, headers, body: '' }
  const body = jsonBody(call)
  const refuse = (status: number, error: string, description: string): Answer =>
    json(status, { error, error_description: description }, headers)
  if (body === null || typeof body['client_id'] !== 'string')
    return refuse(400, 'invalid_request', 'client_id is required')
  if (call.path === '/oauth/revoke') return json(200, {}, headers)
  if (body['client_id'] !== app.goodId) return refuse(401, 'invalid_client', 'client_id is required')
  if (call.path === '/oauth/device/code') return json(200, deviceCode, headers)
  if (body['client_secret'] !== app.goodSecret)
    return refuse(
      401,
      'invalid_client',
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    )
  if (call.path === '/oauth/device/token')
    return body['code'] === deviceCode.device_code
      ? { status: 400, headers, body: '' }
      : { status: 404, headers, body: '' }
  return call.path === '/oauth/token'
    ? refuse(400, 'invalid_grant', 'session not found')
    : { status: 404, headers, body: '' }
}

const deviceCode = {
  device_code: 'd'.repeat(64),
  user_code: 'C0FFEE42',
  verification_url: 'https://trakt.tv/activate',
  expires_in: 600,
  interval: 5,
}
