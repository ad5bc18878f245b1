import { ApiError, type Client, createClient, UnreachableError } from '@cuemark/sdk'
import type { Problem } from '@cuemark/contract'

/** One client for the page: it carries the token for changes. */
export const client: Client = createClient()

export function problemOf(error: unknown): Problem | null {
  return error instanceof ApiError ? error.problem : null
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof UnreachableError
}
