import type { StartSimulation } from './service.ts'
import { html, json, withHeaders, type Answer, type Respond } from './simulation/answer.ts'
import { cloudflareBlock, cloudflareOrigin, cloudflareTooMany, loginPage } from './simulation/pages.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'

/** Stremio's account API without any account (stremio.md §2): whatever it means to say, it says with status 200. */

export const stremioError = (message: string, code: number): Answer => json(200, { error: { message, code } })
const noSession = (): Answer => stremioError('Session does not exist', 1)

const healthy: Respond = (call) =>
  call.method === 'POST' && call.path.startsWith('/api/') ? noSession() : json(404, { error: 'Not found' })

export const stremioScript: Script = {
  service: 'stremio',
  goodSettings: () => ({}),
  badSettings: () => ({}),
  scenes: {
    healthy,
    wrong_key: noSession,
    revoked: noSession,
    // Stremio has no published allowance; the wall in front of it has one.
    quota: () => cloudflareTooMany(),
    quota_retry_after: () => cloudflareTooMany(retryAfter),
    rate_limit: () => cloudflareTooMany(),
    rate_limit_retry_after: () => cloudflareTooMany(retryAfter),
    server_error: () => withHeaders(json(500, { error: 'Internal error' }), {}),
    bad_gateway: () => cloudflareOrigin(502),
    html_login: loginPage,
  },
  oddities: {
    bare_error: {
      line: 'An error as a bare text in place of an object',
      respond: () => json(200, { error: 'Unauthorized' }),
    },
    both: {
      line: 'An answer with a result and an error, which the real client rejects',
      respond: () => json(200, { result: {}, error: { message: 'Both', code: 7 } }),
    },
    blocked: { line: 'The wall in front blocks us: 403 HTML', respond: cloudflareBlock },
    website: {
      line: 'The website answers instead of the API',
      respond: () =>
        html(200, '<!DOCTYPE html><html><head><title>Stremio</title></head><body></body></html>'),
    },
  },
}

export const startStremio: StartSimulation = startScript(stremioScript)
