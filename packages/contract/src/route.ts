import { z } from 'zod'

/**
 * Who may call: `public` answers strangers, `setup` only while no administrator exists, `token` is another program
 * with the token of a person's source.
 */
export type Access = 'public' | 'setup' | 'member' | 'administrator' | 'token'

/** What comes back: one JSON value, nothing, a line a value (ndjson), or server-sent events. */
export type Answer = 'json' | 'empty' | 'ndjson' | 'events'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly access: Access
  readonly answer: Answer
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response?: z.ZodType
  /** Shape of one line of an `ndjson` answer. */
  readonly line?: z.ZodType
}

export const byId = z.object({ id: z.string().min(1).max(64) })

/** `cursor` is opaque; take it from the page before. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
