import { z } from 'zod'

export const credentialsInput = z.object({
  name: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(1024),
})
export const setupInput = credentialsInput.extend({
  password: z.string().min(10, 'Use at least 10 characters.').max(1024),
  /** Needed where the page was not opened on this machine: printed in the server's log. */
  code: z.string().trim().max(64).optional(),
})

export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['administrator', 'member']),
})
export type PersonView = z.infer<typeof personSchema>

/** What a page must know before anything else. Answers strangers too, and tells them nothing more. */
export const sessionViewSchema = z.object({
  state: z.enum(['setup_needed', 'signed_out', 'signed_in']),
  /** Set-up asks for the one-time code (the caller is not on the same machine). */
  codeNeeded: z.boolean(),
  person: personSchema.nullable(),
  /** Send back as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** Where the live stream stands: one that begins here misses nothing of what is read after. Null for strangers. */
  liveId: z.string().nullable(),
})
export type SessionView = z.infer<typeof sessionViewSchema>

export const sessionRowSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  userAgent: z.string().nullable(),
})
export type SessionRow = z.infer<typeof sessionRowSchema>

/** A person as the administrator sees one. `invited` has not set a password yet. */
export const personRowSchema = personSchema.extend({
  state: z.enum(['active', 'invited']),
  createdAt: z.number(),
  lastSeenAt: z.number().nullable(),
  /** When the link to set a password ends; null where none is open. */
  linkExpiresAt: z.number().nullable(),
  accounts: z.number().int(),
})
export type PersonRow = z.infer<typeof personRowSchema>

export const roleSchema = z.enum(['administrator', 'member'])
export const addPersonInput = z.object({
  name: credentialsInput.shape.name,
  role: roleSchema.default('member'),
})
export const changePersonInput = z.object({
  name: credentialsInput.shape.name.optional(),
  role: roleSchema.optional(),
})

/** Shown once. The token stands behind `#`, so that it reaches no server's log: `/welcome#<token>`. */
export const passwordLinkSchema = z.object({
  person: personRowSchema,
  path: z.string(),
  expiresAt: z.number(),
})
export type PasswordLink = z.infer<typeof passwordLinkSchema>

export const lookAtLinkInput = z.object({ token: z.string().trim().min(1).max(200) })
export const linkViewSchema = z.object({ name: z.string(), expiresAt: z.number() })
export const setPasswordInput = lookAtLinkInput.extend({ password: setupInput.shape.password })
export const changePasswordInput = z.object({
  current: z.string().min(1).max(1024),
  password: setupInput.shape.password,
})
