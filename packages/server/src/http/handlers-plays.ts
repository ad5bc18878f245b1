import type { App } from '../app/use-cases.ts'
import { originOfRequest } from './hosts.ts'
import type { Handlers } from './handler.ts'

type AccountHandlers = Pick<
  Handlers,
  | 'listAccounts'
  | 'getAccount'
  | 'changeAccount'
  | 'testAccount'
  | 'disconnectAccount'
  | 'cleanSlate'
  | 'startSignIn'
  | 'listSignIns'
  | 'getSignIn'
  | 'cancelSignIn'
  | 'finishSignIn'
>

export function accountHandlers({ accounts }: App): AccountHandlers {
  return {
    listAccounts: ({ signed }) => accounts.list(signed.user),
    getAccount: ({ signed, params }) => accounts.get(signed.user, params.id),
    changeAccount: ({ signed, params, body }) => accounts.change(signed.user, params.id, body),
    testAccount: ({ signed, params }) => accounts.test(signed.user, params.id),
    disconnectAccount: ({ signed, params }) => accounts.disconnect(signed.user, params.id),
    cleanSlate: ({ signed, params }) => accounts.cleanSlate(signed.user, params.id),
    startSignIn: ({ signed, body, request }) =>
      accounts.startSignIn(signed.user, body, originOfRequest(request)),
    listSignIns: async ({ signed }) => ({ items: await accounts.signIns(signed.user) }),
    getSignIn: ({ signed, params }) => accounts.signIn(signed.user, params.id),
    cancelSignIn: ({ signed, params }) => accounts.cancelSignIn(signed.user, params.id),
    finishSignIn: ({ signed, body }) => accounts.finishSignIn(signed.user, body),
  }
}

type SourceHandlers = Pick<
  Handlers,
  | 'listSources'
  | 'getSource'
  | 'createSource'
  | 'changeSource'
  | 'removeSource'
  | 'showSourceAddress'
  | 'renewSourceAddress'
  | 'assignPlayer'
>

export function sourceHandlers({ sources }: App): SourceHandlers {
  return {
    listSources: async ({ signed }) => ({ items: await sources.list(signed.user) }),
    getSource: ({ signed, params }) => sources.get(signed.user, params.id),
    createSource: ({ signed, body }) => sources.create(signed.user, body),
    changeSource: ({ signed, params, body }) => sources.change(signed.user, params.id, body),
    removeSource: ({ signed, params }) => sources.remove(signed.user, params.id),
    showSourceAddress: ({ signed, params }) => sources.address(signed.user, params.id),
    renewSourceAddress: ({ signed, params }) => sources.renew(signed.user, params.id),
    assignPlayer: ({ signed, params, body }) =>
      sources.assignPlayer(signed.user, params.id, params.key, body),
  }
}

type PlayHandlers = Pick<
  Handlers,
  | 'listPlays'
  | 'getPlay'
  | 'listPlayEvents'
  | 'suggestTitles'
  | 'searchTitles'
  | 'listPlaying'
  | 'replayPlay'
  | 'replayAll'
  | 'matchPlay'
  | 'dropPlay'
  | 'restorePlay'
  | 'confirmPlay'
  | 'markWatched'
  | 'previewBackfill'
  | 'sendBackfill'
>

export function playHandlers({ plays }: App): PlayHandlers {
  return {
    listPlays: ({ signed, query }) => plays.list(signed.user, query),
    getPlay: ({ signed, params }) => plays.get(signed.user, params.id),
    listPlayEvents: async ({ signed, params }) => ({ items: await plays.events(signed.user, params.id) }),
    suggestTitles: async ({ signed, params, query }) => ({
      items: await plays.suggestions(signed.user, params.id, query.q),
    }),
    searchTitles: async ({ signed, query }) => ({ items: await plays.searchTitles(signed.user, query) }),
    listPlaying: ({ signed, query }) => plays.playing(signed.user, query.personId),
    replayPlay: ({ signed, params }) => plays.replay(signed.user, params.id),
    replayAll: async ({ signed, body }) => ({ replayed: await plays.replayAll(signed.user, body) }),
    matchPlay: ({ signed, params, body }) => plays.match(signed.user, params.id, body),
    dropPlay: ({ signed, params }) => plays.drop(signed.user, params.id),
    restorePlay: ({ signed, params }) => plays.restore(signed.user, params.id),
    confirmPlay: ({ signed, params, body }) => plays.confirm(signed.user, params.id, body.watched),
    markWatched: async ({ signed, body }) => ({ play: await plays.mark(signed.user, body) }),
    previewBackfill: ({ signed, body }) => plays.previewBackfill(signed.user, body),
    sendBackfill: async ({ signed, body }) => ({
      sent: await plays.sendBackfill(signed.user, body.previewId),
    }),
  }
}
