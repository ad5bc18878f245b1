import type { Diagnosis, RemedyStep } from '@cuemark/diagnosis'
import { diagnose } from '@cuemark/services'

/** What Cuemark finds out about a sign-in without any exchange that would show it. */

const signIn: RemedyStep = { text: 'Sign in again.', action: 'sign_in_again' }
const connectedApps = 'https://app.trakt.tv/settings/apps'

interface Own {
  readonly service: 'trakt' | 'stremio'
  readonly cause: string
  readonly title: string
  readonly explanation: string
  readonly remedy: readonly RemedyStep[]
  readonly sign: string
  readonly expected?: boolean
}

const own = ({ sign, expected = false, ...told }: Own): Diagnosis => ({
  ...told,
  kind: 'authentication',
  scope: 'account',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [{ part: 'knowledge', text: sign }],
  expected,
})

/** Sign-ins belong to the app that got them (trakt.md §6, rule 6). */
export const clientChanged: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.account.client_changed',
  title: 'Trakt: sign in again',
  explanation:
    'The client ID in the settings is another one than this sign-in was made with, and Trakt ties a sign-in to its app.',
  remedy: [signIn, { text: 'Or put the former client ID back.', action: 'replace_key' }],
  sign: 'the saved sign-in belongs to another client ID',
})

export const unreadable: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.account.unreadable',
  title: 'Trakt: the saved sign-in cannot be opened',
  explanation: 'It was sealed with another key, or is damaged.',
  remedy: [signIn, { text: 'If the database came from a backup, restore it whole, together with its key.' }],
  sign: 'the saved sign-in does not open',
})

export const stremioUnreadable: Diagnosis = {
  ...unreadable,
  service: 'stremio',
  cause: 'stremio.account.unreadable',
  title: 'Stremio: the saved sign-in cannot be opened',
}

/** A warning, not yet a failure: the sign-in can be used until then. */
export const untilEnd = (diagnosis: Diagnosis, worksUntil: number): Diagnosis => ({
  ...diagnosis,
  worksUntil,
})

export const endsSoon: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.account.ends',
  title: 'Trakt: the sign-in is about to end',
  explanation:
    'It still works, but it could not be renewed. Sign in again before it ends, and nothing has to wait.',
  remedy: [signIn],
  sign: 'the sign-in is near its end and could not be renewed',
})

export const hasEnded: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.account.ends',
  title: 'Trakt: sign in again',
  explanation: 'The sign-in has ended and could not be renewed. Plays wait and go out with their true times.',
  remedy: [signIn],
  sign: 'the sign-in has ended and could not be renewed',
})

/** The server sees nothing of a page that is blocked, blank or goes round in circles (trakt.md §2). */
export const nobodyCameBack: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.sign_in.no_return',
  title: 'Trakt: nobody came back from the sign-in page',
  explanation:
    'Trakt sends the browser back here after the sign-in, and that did not happen. The page may have been closed, or something in the browser or network keeps it from working.',
  remedy: [
    { text: 'Say what was on the screen, and get the one step that fits.' },
    { text: 'Start the sign-in again.', action: 'sign_in_again' },
  ],
  sign: 'the time for the sign-in is over',
  expected: true,
})

export const linkNotApproved: Diagnosis = own({
  service: 'stremio',
  cause: 'stremio.sign_in.expired',
  title: 'Stremio: the link was not approved in time',
  explanation: 'The link was not opened, or not approved, before its time was over.',
  remedy: [{ text: 'Start the sign-in again.', action: 'sign_in_again' }],
  sign: 'the time for the sign-in is over',
  expected: true,
})

/** With a free account a second app is refused, or the first one is signed out: both were seen (trakt.md §9). */
export const oneAppOnly: Diagnosis = own({
  service: 'trakt',
  cause: 'trakt.sign_in.one_app',
  title: 'Trakt: a free account keeps one connected app',
  explanation: 'Cuemark is connected now. If another app was connected before, Trakt may have signed it out.',
  remedy: [{ text: 'See which apps are connected.', link: connectedApps }],
  sign: 'Trakt says that this is a free account',
  expected: true,
})

/** To a refused sign-in of a free account belongs that another app may have taken its place. */
export const withOneAppHint = (diagnosis: Diagnosis, vip: boolean | null): Diagnosis =>
  diagnosis.service !== 'trakt' ||
  vip === true ||
  diagnosis.remedy.some((step) => step.link === connectedApps)
    ? diagnosis
    : {
        ...diagnosis,
        remedy: [
          ...diagnosis.remedy,
          {
            text: 'A free Trakt account keeps one connected app: if another one was connected since, it took this one’s place.',
            link: connectedApps,
          },
        ],
      }

/** In the words that the rules have for an answer which was not waited for. */
const asAnswered = (path: string, status: number, body: string | null, fallback: Diagnosis): Diagnosis =>
  diagnose(
    {
      service: 'trakt',
      method: 'POST',
      url: `https://auth.trakt.tv${path}`,
      status,
      headers: body === null ? {} : { 'content-type': 'application/json' },
      body,
      transportError: null,
    },
    { credentialSent: true },
  ) ?? fallback

export const deviceCodeExpired = (): Diagnosis => asAnswered('/oauth/device/token', 410, null, nobodyCameBack)

export const codeWasUsed = (): Diagnosis =>
  asAnswered(
    '/oauth/token',
    400,
    JSON.stringify({ error: 'invalid_grant', error_description: 'invalid code' }),
    nobodyCameBack,
  )

/** What the sign-in page sent back with the browser in place of a code. */
export const sentBack = (error: string, description: string | undefined): Diagnosis =>
  asAnswered(
    '/oauth/authorize',
    400,
    JSON.stringify({ error, ...(description === undefined ? {} : { error_description: description }) }),
    nobodyCameBack,
  )

/** Takes secrets out of what is stored and shown: a service may repeat a token in its answer. */
export const cleanDiagnosis = (diagnosis: Diagnosis, text: (raw: string) => string): Diagnosis => ({
  ...diagnosis,
  title: text(diagnosis.title),
  explanation: text(diagnosis.explanation),
  remedy: diagnosis.remedy.map((step) => ({ ...step, text: text(step.text) })),
  evidence: diagnosis.evidence.map((sign) => ({ ...sign, text: text(sign.text) })),
})

/** Causes that lie at the account itself: only its owner and Trakt can mend them. */
export const lockedCauses: ReadonlySet<string> = new Set([
  'trakt.account_locked',
  'trakt.account_deactivated',
  'trakt.oauth.user_gone',
])
