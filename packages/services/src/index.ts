export * from './client.ts'
export * from './manifest.ts'
export { manifests } from './manifests.ts'
export { clients } from './clients.ts'
export { call } from './call.ts'
export * from './explanation.ts'
export { diagnose } from './diagnose.ts'
export { explain } from './explain.ts'
export type * from './trakt/account-client.ts'
export type * from './stremio/account-client.ts'
export { stremioAccount } from './stremio/account.ts'
export {
  type FindingOptions,
  type LibraryFinding,
  libraryFindings,
  type RememberedItem,
  rememberItem,
} from './stremio/library-changes.ts'
export { type DatedItem, datedItem } from './stremio/library-dated.ts'
export type { Inflate } from './stremio/marked-videos.ts'
export { traktAccount } from './trakt/account.ts'
export { signInFault } from './trakt/account-oauth.ts'
export { isAppFault, isFinalForSignIn } from './trakt/sign-in-verdicts.ts'
export { linkingCosts, type LinkingCosts } from './trakt/linking-costs.ts'
export { withRedirectUri } from './trakt/redirect-steps.ts'
export * from './sources/index.ts'
