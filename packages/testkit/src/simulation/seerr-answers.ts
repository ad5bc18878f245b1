import { json, jsonBody, type Answer, type Call } from './answer.ts'

/** Bodies as measured against Seerr 3.1.0 (seerr.md §2). */

const keyOf = (uuid: string): string => Buffer.from(`1735689600000${uuid}`).toString('base64')

/** Made here, valid nowhere else. */
export const seerrCredentials: Readonly<Record<'goodKey' | 'badKey', string>> = {
  goodKey: keyOf('c0ffee00-0000-4000-8000-00000000c0de'),
  badKey: keyOf('deadbeef-0000-4000-8000-00000000dead'),
}

export const forbidden = (): Answer =>
  json(403, { status: 403, error: 'You do not have permission to access this endpoint' })

export const noKey = (call: Call): Answer => {
  const message = "cookie 'connect.sid' required"
  return json(401, { message, errors: [{ path: call.path, message }] })
}

export const notFound = (call: Call): Answer =>
  json(404, { message: 'not found', errors: [{ path: call.path, message: 'not found' }] })

export const csrfRefused = (): Answer => json(403, { message: 'invalid csrf token' })
export const quotaExceeded = (): Answer => json(403, { message: 'Movie Quota exceeded.' })

export const status = (version: string): Answer =>
  json(200, { version, commitTag: 'local', updateAvailable: false, commitsBehind: 0, restartRequired: false })

/** `limit` 0 means none. */
export const userQuota = (limit: number): Answer => {
  const one = { limit, used: limit, ...(limit > 0 ? { days: 7, remaining: 0 } : {}), restricted: limit > 0 }
  return json(200, { movie: one, tv: { limit: 0, used: 0, restricted: false } })
}

/** What is told to everybody, whatever the key; null for the rest. */
export const publicAnswer = (call: Call, initialized: boolean): Answer | null => {
  if (call.method !== 'GET') return null
  if (call.path === '/api/v1/status') return status('3.1.0')
  if (call.path === '/api/v1/settings/public')
    return json(200, { initialized, applicationTitle: 'Seerr', localLogin: true, mediaServerType: 4 })
  return null
}

const administratorRights = 2

export const protectedAnswer = (call: Call, permissions: number = administratorRights): Answer => {
  const user = call.headers['x-api-user'] ?? '1'
  if (call.method === 'POST' && call.path === '/api/v1/request') return requested(call)
  if (call.method !== 'GET') return notFound(call)
  if (call.path === '/api/v1/auth/me')
    return json(200, {
      id: Number(user),
      displayName: 'projectionist',
      userType: 2,
      permissions,
      requestCount: 3,
    })
  if (/^\/api\/v1\/user\/\d+\/quota$/.test(call.path)) return userQuota(0)
  if (call.path === '/api/v1/request')
    return json(200, { pageInfo: { pages: 0, pageSize: 10, results: 0, page: 1 }, results: [] })
  if (call.path === '/api/v1/settings/about')
    return json(200, { version: '3.1.0', totalRequests: 3, totalMediaItems: 12 })
  if (/^\/api\/v1\/movie\/\d+$/.test(call.path)) return json(200, { id: 550, title: 'The Reel That Ran Out' })
  return notFound(call)
}

const requested = (call: Call): Answer => {
  const body = jsonBody(call)
  if (body === null) return json(400, { message: 'Unexpected end of JSON input' })
  if (body['userId'] !== undefined && body['userId'] !== 1 && body['userId'] !== 2)
    return json(500, { message: 'Could not find any entity of type "User" matching: {"where":{"id":77}}' })
  if (body['mediaId'] === 603) return json(409, { message: 'Request for this media already exists.' })
  return json(201, { id: 12, status: 1, media: { tmdbId: body['mediaId'] }, requestedBy: { id: 1 } })
}
