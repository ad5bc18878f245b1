import { afterEach, beforeEach, expect, it } from 'vitest'
import { traktAccount, type TraktDeps, type TraktSession } from '@cuemark/services'
import { directHttp } from '../contract/direct-http.ts'
import { stageBook, type BookStage } from './book-stage.ts'

let stage: BookStage
let deps: TraktDeps
let session: TraktSession
beforeEach(async () => {
  stage = await stageBook({ limits: false })
  const { apiUrl, authUrl, clientId, clientSecret } = stage.book
  deps = {
    http: directHttp({ service: 'trakt', timeoutMs: 5000, maxBodyBytes: 1_000_000 }),
    hosts: { traktApiUrl: apiUrl, traktAuthUrl: authUrl },
  }
  const { accessToken } = stage.book.signIn(stage.ada)
  session = { app: { clientId, clientSecret }, accessToken }
})
afterEach(() => stage.book.close())

const good = <T>(outcome: { ok: true; value: T } | { ok: false }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

it('the client of this house signs in by device code, refreshes and revokes', async () => {
  const code = good(await traktAccount.deviceCode(deps, session.app))
  const pending = await traktAccount.pollDevice(deps, session.app, code.deviceCode)
  expect(pending).toMatchObject({ ok: false, diagnosis: { cause: 'trakt.device.pending' } })
  stage.book.approve(stage.ada, code.userCode)
  stage.clock.at += code.intervalMs
  const tokens = good(await traktAccount.pollDevice(deps, session.app, code.deviceCode))
  expect(tokens).toMatchObject({ issuedAt: stage.clock.at, expiresInMs: 604_800_000 })
  const redirectUri = stage.book.redirectUris[0] ?? ''
  const refreshToken = tokens.refreshToken ?? ''
  const second = good(await traktAccount.refresh(deps, { app: session.app, redirectUri, refreshToken }))
  good(await traktAccount.revoke(deps, { app: session.app, token: second.accessToken }))
  const dead = await traktAccount.profile(deps, { app: session.app, accessToken: second.accessToken })
  expect(dead).toMatchObject({ ok: false, diagnosis: { kind: 'authentication' } })
})

it('the client of this house delivers, looks, removes, lists, rates and searches', async () => {
  expect(good(await traktAccount.profile(deps, session))).toMatchObject({ name: 'Ada', vip: false })
  const item = { type: 'movie', ids: { imdb: 'tt0133093' } } as const
  const stop = { action: 'stop', item, progress: 95 } as const
  const taken = good(await traktAccount.scrobble(deps, session, stop))
  expect(taken).toEqual({ type: 'taken', action: 'scrobble', historyId: stage.book.plays()[0]?.id })
  expect(good(await traktAccount.scrobble(deps, session, stop))).toMatchObject({
    type: 'already',
    watchedAt: stage.clock.at,
  })
  const episode = { type: 'show_episode', show: { trakt: 1388 }, season: 1, number: 2 } as const
  const added = await traktAccount.addHistory(deps, session, [
    { item: episode, watchedAt: stage.clock.at },
    { item: { ...episode, number: 99 }, watchedAt: stage.clock.at },
  ])
  expect(good(added)).toEqual({ added: 1, existing: 0, notFound: [1] })
  const span = { type: 'episodes', startAt: stage.clock.at, endAt: stage.clock.at } as const
  const [entry] = good(await traktAccount.history(deps, session, span))
  expect(entry).toMatchObject({ id: stage.book.plays()[1]?.id, season: 1, number: 2 })
  good(await traktAccount.removeHistory(deps, session, [entry?.id ?? '']))
  expect(stage.book.plays()).toHaveLength(1)
  good(await traktAccount.watchlist(deps, session, { action: 'add', items: [item] }))
  good(await traktAccount.rate(deps, session, { item, rating: 8, ratedAt: stage.clock.at }))
  expect([stage.book.watchlist(stage.ada), [...stage.book.ratings(stage.ada)]]).toEqual([
    ['movie:481'],
    [['movie:481', 8]],
  ])
  const hits = good(await traktAccount.search(deps, session, 'matrix'))
  expect(hits[0]).toMatchObject({ type: 'movie', name: 'The Matrix', ids: { trakt: 481 } })
})
