export { authority, authorityPath } from './certificates.ts'
export { directHttp } from './contract/direct-http.ts'
export { createDice, type Dice } from './dice.ts'
export { mdblistCredentials, startMdblist } from './mdblist.ts'
export { omdbCredentials, startOmdb } from './omdb.ts'
export { openaiCredentials, startOpenai } from './openai.ts'
export * from './postgres.ts'
export { seerrCredentials, startSeerr } from './seerr.ts'
export * from './service.ts'
export { simulations } from './simulations.ts'
export { startStremio } from './stremio.ts'
export { startTmdb, tmdbCredentials } from './tmdb.ts'
export { startTrakt, traktCredentials } from './trakt.ts'
export * from './stremio-book/library.ts'
export * from './stremio-book/stremio-book.ts'
export { stremioCoreFiles } from './stremio-core/core-files.ts'
export * from './stremio-core/stremio-core.ts'
export * from './stremio-core/stremio-viewer.ts'
export * from './stremio-core/titles-addon.ts'
export { startTraktBook } from './trakt-book/start.ts'
export { knownTitles, makeTitles } from './trakt-book/made-titles.ts'
export { bookKey, bookText, runtimeMsOf } from './trakt-book/titles.ts'
export type { BookEpisode, BookIds, BookMovie, BookShow, BookTitle, Watchable } from './trakt-book/titles.ts'
export type { Fault, FaultMatch, RandomFaults } from './trakt-book/faults.ts'
export type { TraktBookSettings } from './trakt-book/settings.ts'
export type { BookPlay, Refusal, TraktBook, TraktBookOptions } from './trakt-book/trakt-book.ts'
export type { TraktPerson } from './trakt-book/world.ts'
export { makeEvening } from './watching/evening.ts'
export { compareBooks, type BookComparison } from './watching/compare-books.ts'
export type {
  Evening,
  EveningOptions,
  PlayerKind,
  PlayerMessage,
  WatchedFact,
  WatchingSource,
} from './watching/facts.ts'
