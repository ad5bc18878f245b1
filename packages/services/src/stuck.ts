import { parseAddress, queryValue } from '@cuemark/diagnosis'
import type { Diagnosis, EvidenceItem, RemedyStep } from '@cuemark/diagnosis'
import { diagnosisOfCause } from './cause-diagnosis.ts'
import { explain } from './explain.ts'
import { stuckCauses } from './stuck-causes.ts'
import { stuckAnswerIds, stuckTree } from './stuck-tree.ts'
import type { StuckAnswerId } from './stuck-tree.ts'
import { traktApiCauses } from './trakt/failures-causes-api.ts'
import { traktOauthCauses } from './trakt/failures-causes-oauth.ts'
import { redirectCauses, withRedirectUri } from './trakt/redirect-steps.ts'

export * from './stuck-tree.ts'

/** The sign-in under way; in the Doctor there is none, and both addresses are null. */
export interface StuckContext {
  readonly method: 'device' | 'code'
  readonly openUrl: string | null
  readonly redirectUri: string | null
  /** Origin at which the browser has Cuemark open: a sign-in that is begun there comes back there. */
  readonly here: string
}

export interface StuckInput {
  readonly answer?: string | undefined
  readonly pasted?: string | undefined
}

export interface StuckResult {
  readonly diagnosis: Diagnosis
  /** The right link, where a wrong one is the fault. */
  readonly correctedUrl: string | null
}

const causes = { ...traktOauthCauses, ...traktApiCauses, ...stuckCauses }

const causeOf: Readonly<Record<StuckAnswerId, string>> = {
  error_400: 'trakt.page.unclear',
  error_400_api_host: 'trakt.oauth.wrong_host',
  error_400_site_host: 'trakt.oauth.legacy_host',
  error_400_auth_host: 'trakt.page.refused',
  error_400_unseen: 'trakt.page.old_link',
  blank: 'trakt.page.browser_blocks',
  blank_first: 'trakt.page.browser_blocks',
  blank_still: 'trakt.page.other_browser',
  blank_everywhere: 'trakt.page.other_device',
  circles: 'trakt.page.stale_cookies',
  circles_first: 'trakt.page.stale_cookies',
  circles_still: 'trakt.page.circles_everywhere',
  redirect_text: 'trakt.oauth.redirect_mismatch',
  code_not_valid: 'trakt.device.unknown',
  firewall: 'trakt.page.firewall',
  one_app: 'trakt.page.one_app',
  error_500: 'trakt.page.trouble',
  approved_nothing: 'trakt.page.browser_blocks',
  approved_not_reached: 'trakt.page.no_way_back',
  approved_stayed: 'trakt.page.browser_blocks',
  approved_twice: 'trakt.page.start_clean',
  other: 'trakt.page.unclear',
}

/** With a code there is no redirect and no way back, so the same sight has another reason. */
const causeOfWithCode: Partial<Readonly<Record<StuckAnswerId, string>>> = {
  error_400_site_host: 'trakt.page.browser_blocks',
  error_400_auth_host: 'trakt.page.browser_blocks',
  approved_not_reached: 'trakt.page.not_arrived',
  approved_nothing: 'trakt.page.not_arrived',
  approved_stayed: 'trakt.page.not_arrived',
}

const causeFor = (id: StuckAnswerId, { method }: StuckContext): string =>
  (method === 'device' ? causeOfWithCode[id] : undefined) ?? causeOf[id]

/** Causes whose remedy is another link. */
const linkCauses: ReadonlySet<string> = new Set([
  'trakt.oauth.wrong_host',
  'trakt.oauth.legacy_host',
  'trakt.oauth.prompt_loop',
  'trakt.page.old_link',
])
/** Causes that come with the page, so that a code entered elsewhere goes round them. */
const pageCauses: ReadonlySet<string> = new Set([
  'trakt.page.browser_blocks',
  'trakt.page.other_browser',
  'trakt.page.circles_everywhere',
  'trakt.page.refused',
  'trakt.oauth.redirect_mismatch',
  'trakt.page.firewall',
  'trakt.page.trouble',
])

const codeInstead: RemedyStep = {
  text: 'Or sign in with a code in place of the page: it needs no redirect address and works on another device.',
}

/** Where the same sign-in would come back if it were begun at the address that the browser shows now. */
const addressHere = ({ redirectUri, here }: StuckContext): string | null =>
  redirectUri === null || redirectUri.startsWith(`${here}/`)
    ? null
    : redirectUri.replace(/^https?:\/\/[^/]*/i, () => here)

const stepsFor = ({ cause, remedy }: Diagnosis, context: StuckContext): readonly RemedyStep[] => {
  const { method, redirectUri } = context
  const other = redirectCauses.has(cause) ? addressHere(context) : null
  const [first, ...rest] = redirectUri === null ? remedy : withRedirectUri(cause, remedy, redirectUri)
  return [
    ...(first === undefined ? [] : [first]),
    ...(other === null
      ? []
      : [{ text: 'You have Cuemark open at another address. A sign-in begun there uses:', copy: other }]),
    ...rest,
    ...(method === 'code' && pageCauses.has(cause) ? [codeInstead] : []),
  ]
}

const resultOf = (diagnosis: Diagnosis, context: StuckContext, corrected: string | null): StuckResult => ({
  // Told in the sign-in; nothing is wrong with an account that is not linked yet.
  diagnosis: {
    ...diagnosis,
    remedy: stepsFor(diagnosis, context),
    expected: true,
  },
  correctedUrl: linkCauses.has(diagnosis.cause) ? (context.openUrl ?? corrected) : corrected,
})

const named = (cause: string, sign: EvidenceItem): Diagnosis =>
  diagnosisOfCause('trakt', causes, cause, [sign])

/** What a page says in words that no answer of the API has. The first that fits counts. */
const pageWords: readonly (readonly [RegExp, StuckAnswerId])[] = [
  [
    /just a moment|checking your browser|you have been blocked|verify (?:that )?you are (?:a )?human|cf-ray|cloudflare/i,
    'firewall',
  ],
  [/connected apps?|app limit|upgrade to vip|\bvip\b/i, 'one_app'],
  [/too many redirects|redirected you too many times|ERR_TOO_MANY_REDIRECTS/i, 'circles_first'],
  [/can.t be reached|refused to connect|unable to connect|ERR_CONNECTION|NXDOMAIN/i, 'approved_not_reached'],
  [/\b400\b|bad request/i, 'error_400_auth_host'],
  [/\b(?:404|500)\b|something went wrong|internal server error|not found/i, 'error_500'],
]

const authorizePath = /\/(?:api\/auth\/)?oauth2?\/authorize\/?$/

/** What an address tells that is right in itself: it may be that of another sign-in, or the one that leads back. */
const causeOfAddress = (text: string, { openUrl, redirectUri }: StuckContext): string | null => {
  const address = /^https?:\/\/\S+$/i.test(text) ? parseAddress(text) : null
  if (address === null) return null
  const has = (name: string): boolean => queryValue(address.query, name) !== null
  const isWayBack = redirectUri !== null && text.startsWith(`${redirectUri}?`)
  if (isWayBack || (has('code') && has('state'))) return 'trakt.page.no_way_back'
  if (!/(?:^|\.)trakt\.tv$/.test(address.host) || !authorizePath.test(address.path)) return null
  return openUrl === null || text === openUrl ? 'trakt.page.refused' : 'trakt.page.old_link'
}

/** What the rules take for an answer to a program means something else on a page. */
const onPage: Readonly<Record<string, StuckAnswerId>> = {
  'trakt.blocked': 'firewall',
  'trakt.bad_request': 'error_400_auth_host',
  'trakt.not_found': 'error_500',
}

const saysNothing: ReadonlySet<string> = new Set(['unknown', 'malformed'])

const answerToPasted = (pasted: string, context: StuckContext): StuckResult => {
  const { diagnosis, corrected } = explain(pasted, 'trakt')
  const right = corrected?.what === 'address' ? corrected.value : null
  const isKnown = diagnosis !== null && !saysNothing.has(diagnosis.kind)
  const seen = isKnown ? onPage[diagnosis.cause] : pageWords.find(([words]) => words.test(pasted))?.[1]
  if (isKnown && seen === undefined) return resultOf(diagnosis, context, right)
  const ofAddress = causeOfAddress(pasted.trim(), context)
  if (ofAddress !== null) {
    return resultOf(named(ofAddress, { part: 'address', text: 'the address' }), context, right)
  }
  const cause = seen === undefined ? 'trakt.page.unclear' : causeFor(seen, context)
  return resultOf(named(cause, { part: 'body', text: 'the words of the page' }), context, right)
}

const labelOf = (id: StuckAnswerId): string => {
  const all = stuckTree.choices.flatMap((choice) => [choice, ...(choice.next?.choices ?? [])])
  return all.find((choice) => choice.id === id)?.label ?? id
}

/**
 * Leads a person who is stuck at the sign-in page to the one step that fits, by what they see or paste. Pure; never
 * throws; an answer that is not in the tree is unclear.
 */
export const stuckAnswer = ({ answer, pasted }: StuckInput, context: StuckContext): StuckResult => {
  if (pasted !== undefined && pasted.trim() !== '') return answerToPasted(pasted, context)
  const id = stuckAnswerIds.find((one) => one === answer) ?? 'other'
  return resultOf(
    named(causeFor(id, context), { part: 'knowledge', text: `seen: ${labelOf(id)}` }),
    context,
    null,
  )
}
