import type { AlertEffect, AlertEventKind } from './alert.ts'

/** Lines of an alert's history. */
export const alertTexts = {
  relapsed: 'It came back after it was mended.',
  failsAgain: 'It failed again.',
  lasting: 'It has lasted so long that it is now a warning.',
  ended: 'What still worked has come to its end.',
  louder: 'It got worse.',
  snoozedUntil: 'Snoozed until a set time.',
  snoozedOpen: 'Snoozed until it changes.',
  dismissed: 'Dismissed. It stays away while the problem goes on.',
  wokeByTime: 'The snooze is over and the problem goes on.',
  wokeByChange: 'It got worse, which ended the snooze.',
  restored: 'Brought back by a person.',
  held: 'Held back: our own network is down.',
  released: 'Our own network is back, and this still fails.',
} as const

export const recoveryTexts = {
  test: 'Mended: a test passed.',
  check: 'Mended: a background check passed.',
  traffic: 'Mended: a normal call got a good answer.',
  paused: 'Ended: the integration was paused.',
  removed: 'Ended: the integration was removed.',
  changed: 'Ended: the settings were changed.',
  signed_in: 'Mended: the sign-in works again.',
  signed_out: 'Ended: the account was signed out.',
} as const

export type EndedBy = keyof typeof recoveryTexts

export function event(what: AlertEventKind, text: string): AlertEffect {
  return { type: 'event', what, text }
}
