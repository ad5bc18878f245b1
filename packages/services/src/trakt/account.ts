import type { TraktAccountClient } from './account-client.ts'
import { addHistory, history, removeHistory } from './account-history.ts'
import { rate, watchlist } from './account-lists.ts'
import { profile, search } from './account-look-up.ts'
import { traktOauth } from './account-oauth.ts'
import { scrobble } from './account-scrobble.ts'

/** A person's calls to Trakt. Each request is looked at before it goes out, and a fault in it is a diagnosis. */
export const traktAccount: TraktAccountClient = {
  ...traktOauth,
  profile,
  scrobble,
  history,
  addHistory,
  removeHistory,
  watchlist,
  rate,
  search,
}
