import type { RemedyStep } from '@cuemark/diagnosis'

/** What is told before an account is linked. */
export interface LinkingCosts {
  readonly title: string
  readonly sentences: readonly string[]
  readonly links: readonly RemedyStep[]
}

/**
 * Trakt's rules since July 2026 (trakt.md §9). Whether a second app is refused or displaces the first is not
 * established, so both are told.
 */
export const linkingCosts: LinkingCosts = {
  title: 'What linking may cost a free account',
  sentences: [
    'A free Trakt account can connect one community app; a VIP account can connect 50.',
    'If another app is connected, Trakt may refuse this one, or sign the other one out. Both have been seen.',
    'Stremio’s own link to Trakt, and add-ons that write to Trakt, may count as such an app. Cuemark delivers what is watched in Stremio, so they are not needed beside it.',
    'Only VIP accounts may have API apps of their own. When their VIP ends, the app goes, and everybody who signed in through it has to sign in again.',
    'Nothing is lost either way: plays are kept here and go out when the account is linked again.',
  ],
  links: [
    { text: 'See which apps are connected.', link: 'https://app.trakt.tv/settings/apps' },
    { text: 'See what VIP offers.', link: 'https://app.trakt.tv/vip' },
  ],
}
