import type { IntegrationState, Severity } from '@cuemark/contract'

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/** Words that stand alone or are built into others. */
export const words = {
  milliseconds: (n: number) => `${n} ms`,
  seconds: (n: number) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => `${n} ${plural(n, 'day', 'days')}`,
  justNow: 'just now',
  inAMoment: 'in a moment',
  ago: (duration: string) => `${duration} ago`,
  ahead: (duration: string) => `in ${duration}`,
  at: (time: string) => `at ${time}`,
  tomorrowAt: (time: string) => `tomorrow ${time}`,
  yesterdayAt: (time: string) => `yesterday ${time}`,
  copy: 'Copy',
  copied: 'Copied',
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  showMore: 'Show more',
  loading: 'Loading',
}

export const stateWords: Record<IntegrationState, string> = {
  not_configured: 'Not configured',
  testing: 'Testing',
  connected: 'Connected',
  warning: 'Warning',
  error: 'Error',
  paused: 'Paused',
}

export const severityWords: Record<Severity, string> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Info',
}

export const alertStateWords = {
  open: 'Open',
  recovered: 'Mended',
  dismissed: 'Dismissed',
  snoozed: 'Snoozed',
} as const

/** Kinds of a diagnosis as a person says them. */
export const kindWords: Record<string, string> = {
  authentication: 'Sign-in refused',
  permission: 'Not allowed',
  account: 'Account',
  quota: 'Allowance used up',
  rate_limit: 'Too fast',
  outage: 'Service down',
  network: 'Network',
  configuration: 'Wrong settings',
  invalid_request: 'Bad request',
  not_found: 'Not found',
  conflict: 'Already there',
  deprecated: 'Retired',
  malformed: 'Nonsense answer',
  unknown: 'Unknown',
}

export const confidenceWords = {
  certain: 'Certain: the signs allow nothing else.',
  likely: 'Likely: the signs fit this best.',
  guess: 'A guess: other causes are possible.',
} as const
