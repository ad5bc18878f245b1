import { loginWords, type Rule } from '@cuemark/diagnosis'

/** Words of Seerr's own web interface and of its ancestors. */
const ownPages = [
  /<title[^>]{0,200}>[^<]{0,300}(?:over|jelly)?seerr/,
  '__next_data__',
  '/_next/static',
  'content="seerr',
  'content="overseerr',
  'content="jellyseerr',
]

/** What a wrong address looks like: a page, a redirect, or a stranger's JSON. Never success (transport.md §2). */
export const seerrAddressRules: readonly Rule[] = [
  {
    when: { status: '3xx', redirect: 'setup' },
    is: { cause: 'seerr.not_set_up', confidence: 'certain' },
    because: 'A Seerr that was never set up sends every page to /setup.',
  },
  {
    when: { status: '3xx', redirect: 'login', header: { location: /^\/login\b/ } },
    is: { cause: 'seerr.base_path_wrong' },
    because: 'Seerr sends unknown pages to its own /login; a call that lands there has the wrong path.',
  },
  {
    when: { status: '3xx', redirect: ['login', 'other_host'] },
    is: { cause: 'seerr.login_page' },
    because: 'The redirect leads to a sign-in that is not Seerr’s.',
  },
  {
    when: { status: 308 },
    is: { cause: 'seerr.base_path_wrong' },
    because: 'Seerr answers a doubled slash with 308.',
  },
  {
    when: { status: ['none', '2xx', 401, 403], body: 'html', text: ownPages },
    is: { cause: 'seerr.base_path_wrong', confidence: 'certain' },
    because: 'The page is Seerr’s own interface, so only the path is wrong.',
  },
  {
    when: { status: ['none', '2xx', 401, 403], body: 'html', text: loginWords },
    is: { cause: 'seerr.login_page', confidence: 'certain' },
    because: 'The page is a sign-in form.',
  },
  {
    when: { status: 401, body: ['html', 'text'] },
    is: { cause: 'seerr.login_page' },
    because: 'Seerr refuses in JSON; another 401 comes from a proxy that wants a sign-in.',
  },
  {
    when: { status: 404, field: { message: 'not found', 'errors.path': /./ } },
    is: { cause: 'seerr.base_path_wrong', confidence: 'certain' },
    because: 'Seerr answers so to paths that it does not have; known items are named in the text.',
  },
  {
    when: { path: /\/api\/v1\/.*api\/v1|[^:]\/\//, status: ['none', 404] },
    is: { cause: 'seerr.base_path_wrong' },
    because: 'The address holds /api/v1 twice, or a doubled slash.',
  },
  {
    when: { status: 404, body: ['html', 'text'] },
    is: { cause: 'seerr.not_a_seerr' },
    because: 'Seerr answers in JSON; another 404 comes from another server.',
  },
  {
    when: { status: '2xx', body: ['html', 'text', 'empty'], method: ['GET', ''] },
    is: { cause: 'seerr.not_a_seerr' },
    because: 'Seerr answers in JSON; another page comes from another server.',
  },
  {
    when: { status: '2xx', path: /\/api\/v1\/status$/, body: 'json', lacks: ['version'] },
    is: { cause: 'seerr.not_a_seerr', confidence: 'certain' },
    because: 'Every Seerr says its version here.',
  },
  {
    when: { status: '2xx', path: /\/api\/v1\/auth\/me$/, body: 'json', lacks: ['id'] },
    is: { cause: 'seerr.not_a_seerr' },
    because: 'A user of Seerr always has a number.',
  },
]
