import { anything, assert, option, property, record, string, webUrl } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stuckAnswer, stuckAnswerIds, stuckTree } from './stuck.ts'
import type { StuckContext, StuckQuestion } from './stuck.ts'

const openUrl = 'https://auth.trakt.tv/oauth/authorize?response_type=code&client_id=a&state=b'
const redirectUri = 'https://cuemark.example/sign-in/back'
const here = 'https://cuemark.example'
const byCode: StuckContext = { method: 'code', openUrl, redirectUri, here }
const byDevice: StuckContext = {
  method: 'device',
  openUrl: 'https://trakt.tv/activate/ABCD',
  redirectUri: null,
  here,
}
const inDoctor: StuckContext = { method: 'code', openUrl: null, redirectUri: null, here }

const idsIn = ({ choices }: StuckQuestion): readonly string[] =>
  choices.flatMap((choice) => [choice.id, ...(choice.next === undefined ? [] : idsIn(choice.next))])

describe('the tree of questions', () => {
  it('asks for every answer once', () => {
    expect([...idsIn(stuckTree)].toSorted()).toEqual([...stuckAnswerIds].toSorted())
  })

  it.each(['device', 'code'] as const)('leads to a step for every answer, signing in by %s', (method) => {
    for (const answer of stuckAnswerIds) {
      const { diagnosis } = stuckAnswer({ answer }, { ...byCode, method })
      expect([answer, diagnosis.remedy.length > 0, diagnosis.expected]).toEqual([answer, true, true])
    }
  })

  it.each([
    ['error_400_api_host', byCode, 'trakt.oauth.wrong_host', openUrl],
    ['error_400_site_host', byCode, 'trakt.oauth.legacy_host', openUrl],
    ['error_400_site_host', byDevice, 'trakt.page.browser_blocks', null],
    ['error_400_auth_host', byCode, 'trakt.page.refused', null],
    ['error_400_unseen', byCode, 'trakt.page.old_link', openUrl],
    ['blank_first', byCode, 'trakt.page.browser_blocks', null],
    ['blank_still', byCode, 'trakt.page.other_browser', null],
    ['blank_everywhere', byCode, 'trakt.page.other_device', null],
    ['circles_first', byCode, 'trakt.page.stale_cookies', null],
    ['circles_still', byCode, 'trakt.page.circles_everywhere', null],
    ['redirect_text', byCode, 'trakt.oauth.redirect_mismatch', null],
    ['code_not_valid', byDevice, 'trakt.device.unknown', null],
    ['firewall', byDevice, 'trakt.page.firewall', null],
    ['one_app', byDevice, 'trakt.page.one_app', null],
    ['error_500', byCode, 'trakt.page.trouble', null],
    ['approved_not_reached', byCode, 'trakt.page.no_way_back', null],
    ['approved_not_reached', byDevice, 'trakt.page.not_arrived', null],
    ['approved_stayed', byDevice, 'trakt.page.not_arrived', null],
    ['approved_twice', byDevice, 'trakt.page.start_clean', null],
    ['no such answer', byCode, 'trakt.page.unclear', null],
  ])('%s', (answer, context, cause, correctedUrl) => {
    const result = stuckAnswer({ answer }, context)
    expect([result.diagnosis.cause, result.correctedUrl]).toEqual([cause, correctedUrl])
  })
})

describe('beside the step', () => {
  const textsOf = (answer: string, context: StuckContext): string =>
    stuckAnswer({ answer }, context)
      .diagnosis.remedy.map(({ text }) => text)
      .join(' ')

  const copiesOf = (answer: string, context: StuckContext): readonly (string | undefined)[] =>
    stuckAnswer({ answer }, context).diagnosis.remedy.map(({ copy }) => copy)

  it.each(['redirect_text', 'error_400_auth_host'])(
    'that compares the redirect address, the first, stands that address for copying: %s',
    (answer) => {
      expect(copiesOf(answer, byCode)).toEqual([redirectUri, undefined, undefined])
      expect(copiesOf(answer, inDoctor)).toEqual([undefined, undefined, undefined])
    },
  )

  it('stands the address of a sign-in begun where Cuemark is open now, if that is another', () => {
    const elsewhere = { ...byCode, here: 'http://10.0.0.5:3000' }
    expect(copiesOf('redirect_text', elsewhere).slice(0, 2)).toEqual([
      redirectUri,
      'http://10.0.0.5:3000/sign-in/back',
    ])
    // Not the same, though it begins alike.
    expect(copiesOf('redirect_text', { ...byCode, here: 'https://cuemark.exam' })[1]).toBe(
      'https://cuemark.exam/sign-in/back',
    )
    expect(copiesOf('blank_first', elsewhere)).toEqual([undefined, undefined])
  })

  it('stands the code as the way round a page that does not work, unless it is the way already', () => {
    expect(textsOf('blank_first', byCode)).toContain('sign in with a code')
    expect(textsOf('blank_first', byDevice)).not.toContain('sign in with a code')
  })
})

describe('what was pasted', () => {
  it.each([
    [
      'https://api.trakt.tv/oauth/authorize?response_type=code&client_id=a',
      'trakt.oauth.wrong_host',
      openUrl,
    ],
    ['https://trakt.tv/oauth/authorize?client_id=a', 'trakt.oauth.legacy_host', openUrl],
    [`${openUrl}&prompt=login`, 'trakt.oauth.prompt_loop', openUrl],
    [openUrl, 'trakt.page.refused', null],
    [openUrl.replace('state=b', 'state=old'), 'trakt.page.old_link', openUrl],
    [`${redirectUri}?code=secret-code&state=b`, 'trakt.page.no_way_back', null],
    [`${redirectUri}?error=access_denied&state=b`, 'trakt.oauth.denied', null],
    [
      "The requested redirect uri is malformed or doesn't match client redirect URI.",
      'trakt.oauth.redirect_mismatch',
      null,
    ],
    ['That code is not valid or has already been used.', 'trakt.device.unknown', null],
    ['Sorry, you have been blocked. Cloudflare Ray ID: one', 'trakt.page.firewall', null],
    ['Just a moment...', 'trakt.page.firewall', null],
    ['You have reached the limit of connected apps. Upgrade to VIP.', 'trakt.page.one_app', null],
    ['trakt.tv redirected you too many times.', 'trakt.page.stale_cookies', null],
    ['This site can’t be reached', 'trakt.page.no_way_back', null],
    ['400 Bad Request', 'trakt.page.refused', null],
    ['Something went wrong', 'trakt.page.trouble', null],
    ['hm', 'trakt.page.unclear', null],
  ])('%s', (pasted, cause, correctedUrl) => {
    const result = stuckAnswer({ pasted }, byCode)
    expect([result.diagnosis.cause, result.correctedUrl]).toEqual([cause, correctedUrl])
  })

  it('on the wrong host gives back the right link also where no sign-in is under way', () => {
    const pasted = 'https://api.trakt.tv/oauth/authorize?response_type=code&client_id=a'
    expect(stuckAnswer({ pasted }, inDoctor).correctedUrl).toBe(
      'https://auth.trakt.tv/oauth/authorize?response_type=code&client_id=a',
    )
  })

  it('says more than a choice, and nothing pasted leaves the choice', () => {
    const answer = 'blank_first'
    expect(stuckAnswer({ answer, pasted: '400 Bad Request' }, byCode).diagnosis.cause).toBe(
      'trakt.page.refused',
    )
    expect(stuckAnswer({ answer, pasted: '  ' }, byCode).diagnosis.cause).toBe('trakt.page.browser_blocks')
  })

  it('does not repeat a code that came back in the address', () => {
    const result = stuckAnswer({ pasted: `${redirectUri}?code=secret-code&state=b` }, byCode)
    expect(JSON.stringify(result)).not.toContain('secret-code')
  })
})

it('any input gets an answer with a step, and none throws', () => {
  const context = record({ openUrl: option(webUrl()), redirectUri: option(webUrl()) })
  const text = anything().map((value) => JSON.stringify(value) ?? '')
  assert(
    property(string(), option(text, { nil: undefined }), context, (answer, pasted, urls) => {
      const { diagnosis } = stuckAnswer({ answer, pasted }, { method: 'code', here, ...urls })
      expect(diagnosis.title).not.toBe('')
    }),
  )
})
