import { html, type Answer, type Call } from '../simulation/answer.ts'
import { application } from '../simulation/trakt-front.ts'
import type { DeviceGrant } from './device-codes.ts'
import { connectionFault } from './sign-in.ts'
import type { Person, World } from './world.ts'

/** The pages of the sign-in server that a person sees in a browser (trakt.md §2, §4). */

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

const page = (status: number, title: string, content: string): Answer =>
  html(
    status,
    `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escaped(title)}</title>\n` +
      '<meta name="viewport" content="width=device-width">\n' +
      '<style>body{font:16px system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;margin:.5rem .5rem 0 0}</style></head>\n' +
      `<body>\n<h1>${escaped(title)}</h1>\n${content}\n</body>\n</html>\n`,
    application,
  )

const message = (status: number, title: string, text: string): Answer =>
  page(status, title, `<p>${escaped(text)}</p>`)

const redirect = (location: string): Answer => ({
  status: 303,
  headers: { ...application, location },
  body: '',
})

const isDecision = (form: URLSearchParams): boolean =>
  form.get('decision') === 'approve' || form.get('decision') === 'deny'

const decisionForm = (world: World): string => {
  const visitor = world.visitor ?? world.people[0]
  const people = world.people.map(
    ({ name }) =>
      `<option${name === visitor?.name ? ' selected' : ''} value="${escaped(name)}">${escaped(name)}</option>`,
  )
  return (
    `<form method="post">\n<p><label>Signed in as <select name="person">${people.join('')}</select></label></p>\n` +
    '<button name="decision" value="approve">Approve</button>\n<button name="decision" value="deny">Deny</button></form>'
  )
}

const personIn = (world: World, form: URLSearchParams): Person | null =>
  world.people.find(({ name }) => name === form.get('person')) ?? null

const backTo = (redirectUri: string, answers: Readonly<Record<string, string | null>>): Answer => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(answers)) if (value !== null) query.set(name, value)
  return redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString()}`)
}

/** Why no page for this request can be shown; the person is not sent back then. */
const requestFault = ({ app }: World, query: URLSearchParams): Answer | null => {
  if (query.get('client_id') !== app.clientId || !app.exists)
    return message(400, 'Unknown app', 'There is no app with this client ID.')
  // Compared exactly, case and slash included (trakt.md §2).
  if (!app.redirectUris.includes(query.get('redirect_uri') ?? ''))
    return message(
      400,
      'Error',
      "The requested redirect uri is malformed or doesn't match client redirect URI.",
    )
  return query.get('response_type') === 'code'
    ? null
    : message(400, 'Error', 'The authorization server does not support this response type.')
}

/** What a person's answer to an authorize request leads to. Used by the page and by tests without a browser. */
export const decideAuthorize = (
  world: World,
  query: URLSearchParams,
  person: Person | null,
  isApproved: boolean,
): Answer => {
  const fault = requestFault(world, query)
  if (fault !== null) return fault
  const redirectUri = query.get('redirect_uri') ?? ''
  const state = query.get('state')
  if (!isApproved || person === null) return backTo(redirectUri, { error: 'access_denied', state })
  const limit = connectionFault(world, person)
  if (limit !== null) return message(403, 'App limit reached', limit)
  const code = world.credentials.makeCode({
    person: person.name,
    redirectUri,
    challenge: query.get('code_challenge'),
    expiresAt: world.now() + world.settings.authorizationCodeLifeMs,
  })
  return backTo(redirectUri, { code, state })
}

const authorize = (world: World, call: Call): Answer => {
  const form = new URLSearchParams(call.body)
  if (call.method === 'POST' && isDecision(form))
    return decideAuthorize(world, call.query, personIn(world, form), form.get('decision') === 'approve')
  return (
    requestFault(world, call.query) ??
    page(200, 'Connect an app', `<p>An app asks to use your account.</p>\n${decisionForm(world)}`)
  )
}

const usableGrant = (world: World, userCode: string): DeviceGrant | null => {
  const grant = world.codes.byUser(userCode)
  return grant === null || grant.state.type !== 'pending' || world.now() >= grant.expiresAt ? null : grant
}

/** Null when it was done; else what the page says against it. */
export const decideDevice = (
  world: World,
  userCode: string,
  person: Person | null,
  isApproved: boolean,
): string | null => {
  const grant = usableGrant(world, userCode)
  if (grant === null) return 'That code is not valid or has already been used.'
  if (!isApproved || person === null) {
    grant.state = { type: 'denied' }
    return null
  }
  const limit = connectionFault(world, person)
  if (limit === null) grant.state = { type: 'approved', person: person.name }
  return limit
}

const activateForm = (fault: string | null): Answer =>
  page(
    fault === null ? 200 : 422,
    'Activate your device',
    `${fault === null ? '' : `<p role="alert">${escaped(fault)}</p>\n`}<form method="post" action="/activate">` +
      '<p><label>Code <input name="code" autocomplete="off" autofocus></label></p>\n<button>Continue</button></form>',
  )

const activate = (world: World, call: Call, userCode: string): Answer => {
  const form = new URLSearchParams(call.body)
  if (userCode === '') {
    const typed = form.get('code')?.trim() ?? ''
    if (call.method !== 'POST') return activateForm(null)
    return usableGrant(world, typed) === null
      ? activateForm('That code is not valid or has already been used.')
      : redirect(`/activate/${encodeURIComponent(typed)}`)
  }
  if (usableGrant(world, userCode) === null)
    return activateForm('That code is not valid or has already been used.')
  if (call.method !== 'POST' || !isDecision(form))
    return page(200, 'Connect a device', `<p>A device asks to use your account.</p>\n${decisionForm(world)}`)
  const isApproved = form.get('decision') === 'approve'
  const fault = decideDevice(world, userCode, personIn(world, form), isApproved)
  if (fault !== null) return message(403, 'App limit reached', fault)
  return isApproved
    ? message(200, 'Device connected', 'You can go back to your device.')
    : message(200, 'Not connected', 'The device was denied.')
}

/** Null where the address is none of these pages. */
export const signInPage = (world: World, call: Call): Answer | null => {
  if (call.path === '/oauth/authorize') return authorize(world, call)
  const found = /^\/activate(?:\/(?<code>[^/]*))?$/.exec(call.path)
  if (found !== null) return activate(world, call, decodeURIComponent(found.groups?.['code'] ?? ''))
  return call.path === '/pin' ? message(404, 'Not found', 'There is no such page.') : null
}

/** The commonest fault of clients: the sign-in page asked for at the API host (trakt.md §1). */
export const wrongHostPage = (call: Call): Answer | null => {
  if (call.path === '/oauth/authorize') return redirect('/auth/signin')
  return call.path === '/auth/signin' ? message(400, '400 Bad Request', 'This page cannot be shown.') : null
}
