import { z } from 'zod'
import { diagnosisSchema, instant } from './diagnosis.ts'

/** Services at which a person has an account of their own. */
export const accountServices = ['trakt', 'stremio'] as const
export const accountServiceSchema = z.enum(accountServices)
export type AccountService = z.infer<typeof accountServiceSchema>

/**
 * `ending`: still works until `endsAt` and cannot be renewed, so sign in before then. `sign_in_again`: nothing goes
 * out until somebody signs in. `disconnected`: signed out on purpose; plays and settings are kept.
 */
export const accountStateSchema = z.enum(['linked', 'ending', 'sign_in_again', 'locked', 'disconnected'])
export type AccountState = z.infer<typeof accountStateSchema>

/** What is brought from Cuemark to the account, and back. Each direction is the person's own choice. */
export const accountSettingsSchema = z.object({
  /** Completed plays, and marks as watched. */
  plays: z.boolean(),
  nowWatching: z.boolean(),
  ratings: z.boolean(),
  /** What is added to the library at the player goes to the watchlist, and what is removed leaves it. */
  watchlist: z.boolean(),
  /** A mark as not watched removes the play. */
  removals: z.boolean(),
  /** From this percentage on a play counts as watched. */
  watchedPercent: z.number().int().min(50).max(95),
})
export type AccountSettings = z.infer<typeof accountSettingsSchema>

export const accountViewSchema = z.object({
  id: z.string(),
  personId: z.string(),
  personName: z.string(),
  service: accountServiceSchema,
  /** The person's name at the service; null until it is known. */
  name: z.string().nullable(),
  state: accountStateSchema,
  /** Why it is not `linked`. */
  diagnosis: diagnosisSchema.nullable(),
  /** When the present sign-in ends if it is not renewed; it is renewed by itself where `renews`. */
  endsAt: instant.nullable(),
  renews: z.boolean(),
  renewedAt: instant.nullable(),
  nextRenewalAt: instant.nullable(),
  /** True and false where the service told it; null where not known. */
  vip: z.boolean().nullable(),
  /** Allowances of the account as the service tells them ("watchlist" 250). */
  limits: z.record(z.string(), z.number()),
  /** Plays that wait for this account. */
  waiting: z.number().int(),
  lastDeliveryAt: instant.nullable(),
  openAlerts: z.number().int(),
  settings: accountSettingsSchema,
  createdAt: instant,
  version: z.number().int(),
})
export type AccountView = z.infer<typeof accountViewSchema>

export const signInMethods = ['device', 'code'] as const

export const signInStateSchema = z.enum(['pending', 'done', 'failed', 'expired', 'cancelled'])

/** A sign-in on its way. A pending poll is no error: it is this state. */
export const signInViewSchema = z.object({
  id: z.string(),
  personId: z.string(),
  service: accountServiceSchema,
  method: z.enum(signInMethods),
  state: signInStateSchema,
  /** With `device`: what the person types, where, and the same as one address for the QR code. */
  userCode: z.string().nullable(),
  verificationUrl: z.string().nullable(),
  /** Address behind the QR code and the button; with `code` the address of the sign-in page. */
  openUrl: z.string().nullable(),
  /** The redirect address in use, to compare with the one in the app's settings at Trakt. */
  redirectUri: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
  /** Moment of the next poll, for the quiet sign that somebody is asking. */
  nextPollAt: instant.nullable(),
  /** How it failed; null while pending and when done. */
  diagnosis: diagnosisSchema.nullable(),
  accountId: z.string().nullable(),
})
export type SignInView = z.infer<typeof signInViewSchema>

export const startSignInInput = z.object({
  service: accountServiceSchema,
  method: z.enum(signInMethods).default('device'),
  /** Address by which the browser reached Cuemark, for the redirect address: `https://cuemark.example`. */
  origin: z.string().trim().max(300).optional(),
})
/** What came back with the browser to the redirect address. */
export const finishSignInInput = z.object({
  state: z.string().trim().min(1).max(300),
  code: z.string().trim().max(2000).optional(),
  error: z.string().trim().max(300).optional(),
  errorDescription: z.string().trim().max(2000).optional(),
})

export const cleanSlateResultSchema = z.object({
  /** What was done, in order, in words. */
  steps: z.array(z.object({ text: z.string(), ok: z.boolean() })),
  account: accountViewSchema,
})
export type CleanSlateResult = z.infer<typeof cleanSlateResultSchema>

export const changeAccountInput = z.object({
  settings: accountSettingsSchema.partial(),
  version: z.number().int(),
})
