import type { Causes, RemedyStep, Rule, RuleSet } from '@cuemark/diagnosis'

const signIn: RemedyStep = { text: 'Sign in to Stremio again.', action: 'sign_in_again' }
const wait: RemedyStep = { text: 'Wait: what was watched is read as soon as Stremio answers.' }

const sessionWords = /session|unauthori[sz]ed|auth ?key|not logged in|log ?in|expired|user not found/

const rules: readonly Rule[] = [
  {
    when: { status: ['2xx', 401, 403], field: { 'error.code': 1 } },
    is: { cause: 'stremio.session_ended' },
    because: 'Code 1 is final for Stremio’s own client too.',
  },
  {
    when: { status: ['2xx', 401, 403], field: { 'error.message': sessionWords } },
    is: { cause: 'stremio.session_ended', confidence: 'certain' },
    because: 'Stremio speaks of the session.',
  },
  {
    when: { status: ['2xx', 401, 403], field: { error: sessionWords } },
    is: { cause: 'stremio.session_ended', confidence: 'certain' },
    because: 'Stremio speaks of the session.',
  },
  {
    when: { status: [401, 403], credentialSent: true, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'stremio.session_ended' },
    because: 'A refusal without a page is Stremio’s own, and the session is all that was sent.',
  },
  {
    when: { status: ['2xx', '4xx'], field: { 'error.message': /./ } },
    is: { cause: 'stremio.refused' },
    because: 'Stremio reports an error inside its usual answer.',
  },
  {
    when: { status: ['2xx', '4xx'], field: { error: /./ } },
    is: { cause: 'stremio.refused' },
    because: 'Stremio reports an error inside its usual answer.',
  },
]

const causes: Causes = {
  'stremio.session_ended': {
    kind: 'authentication',
    title: 'Stremio: sign in again',
    explanation:
      'Stremio no longer accepts the saved sign-in. It ends when somebody logs out on all devices or changes the password.',
    remedy: [signIn, { text: 'Nothing is lost: the library is read again from where it stood.' }],
    scope: 'account',
    retry: 'never',
  },
  'stremio.refused': {
    kind: 'unknown',
    title: 'Stremio: the request was refused',
    explanation:
      'Stremio answered with an error that is not known here. Its own words stand in the evidence.',
    remedy: [wait, { text: 'If it lasts, sign in again.', action: 'sign_in_again' }],
    scope: 'account',
    retry: { afterMs: 300_000 },
  },
}

/** Stremio answers 200 also when it refuses: the envelope decides (stremio.md §2). */
export const stremioRules: RuleSet = {
  service: 'stremio',
  name: 'Stremio',
  hosts: ['api.strem.io', 'link.stremio.com', 'strem.io', '.strem.io', 'stremio.com', '.stremio.com'],
  selfHosted: false,
  addressField: null,
  credentialField: null,
  rules,
  causes,
}
