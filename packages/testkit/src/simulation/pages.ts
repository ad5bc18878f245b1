import { answer, html, json, type Answer } from './answer.ts'

/** Pages that stand in front of a service: proxies, walls and login portals (transport.md §2). */

const page = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n` +
  `<body>\n<h1>${title}</h1>\n${text}\n</body>\n</html>\n`

/** A login portal in front: 200 and HTML where JSON was asked for. Names nobody's product. */
export const loginPage = (): Answer =>
  html(
    200,
    page(
      'Login - Home portal',
      '<form method="post" action="/portal/session"><label>Username <input name="username"></label>\n' +
        '<label>Password <input name="password" type="password"></label><button>Sign in</button></form>',
    ),
    { 'set-cookie': 'portal_session=anonymous; Path=/; HttpOnly' },
  )

export const proxyBadGateway = (): Answer =>
  html(
    502,
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n' +
      '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    { server: 'nginx' },
  )

export const proxyTooMany = (headers: Readonly<Record<string, string>> = {}): Answer =>
  html(
    429,
    '<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n' +
      '<center><h1>429 Too Many Requests</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    { server: 'nginx', ...headers },
  )

const cloudflareHeaders = { server: 'cloudflare', 'cf-ray': '9f00c0ffee00cafe-FRA' }

export const cloudflareBlock = (): Answer =>
  html(
    403,
    page(
      'Attention Required! | Cloudflare',
      '<h1>Sorry, you have been blocked</h1><p>This address is not allowed in. Ray ID: 9f00c0ffee00cafe</p>',
    ),
    cloudflareHeaders,
  )

/** What a missing or library-default User-Agent gets (trakt.md §7). */
export const cloudflareRefusal = (): Answer =>
  answer(403, 'text/html; charset=UTF-8', 'error code: 1010', cloudflareHeaders)

export const cloudflareTooMany = (headers: Readonly<Record<string, string>> = {}): Answer =>
  html(429, page('Access denied | Cloudflare', '<h2>You are being rate limited</h2><p>Error 1015</p>'), {
    ...cloudflareHeaders,
    ...headers,
  })

const originFaults = {
  502: 'Bad gateway',
  520: 'Web server is returning an unknown error',
  522: 'Connection timed out',
  524: 'A timeout occurred',
} as const

/** Cloudflare stands, the service behind it does not. */
export const cloudflareOrigin = (status: keyof typeof originFaults): Answer =>
  html(status, page(originFaults[status], `<p>Error code ${status}</p>`), cloudflareHeaders)

/** Good JSON of some other program: something answers here, but not the service. */
export const anotherProgram = (): Answer => json(200, { program: 'lamp-switch', rooms: ['hall', 'booth'] })
