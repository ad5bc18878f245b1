import { z } from 'zod'
import type { AccountRow, SignInRow } from '../ports-accounts.ts'
import type { SecretBox } from '../ports.ts'

/** What a person's sign-in at Trakt is made of. Handle with care, show nobody. */
export interface SealedTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
}

export interface SignInSecrets {
  /** Of a device sign-in, or the code of a link. */
  readonly deviceCode: string | null
  /** Of a code sign-in: PKCE, and the address of the page, which holds the state. */
  readonly verifier: string | null
  readonly openUrl: string | null
  /** The code that came back went out once and is never sent again (trakt.md §15, cause 11). */
  readonly codeSent: boolean
}

const traktTokens = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() })
const stremioTokens = z.object({ authKey: z.string() })
const ofSignIn = z.object({
  deviceCode: z.string().nullable(),
  verifier: z.string().nullable(),
  openUrl: z.string().nullable(),
  codeSent: z.boolean(),
})

export const noSignInSecrets: SignInSecrets = {
  deviceCode: null,
  verifier: null,
  openUrl: null,
  codeSent: false,
}

/** Bound to their row: copied into another they open nowhere. */
const accountContext = (accountId: string): string => `account/${accountId}/tokens`
const signInContext = (signInId: string): string => `sign-in/${signInId}`

/** Null where nothing is kept, or where it does not open any more: then only a new sign-in helps. */
function opened<T>(box: SecretBox, schema: z.ZodType<T>, sealed: string | null, context: string): T | null {
  if (sealed === null || sealed === '') return null
  try {
    const reading = schema.safeParse(JSON.parse(box.open(sealed, context)))
    return reading.success ? reading.data : null
  } catch {
    return null
  }
}

export function sealTokens(
  box: SecretBox,
  accountId: string,
  tokens: SealedTokens | { readonly authKey: string },
): string {
  return box.seal(JSON.stringify(tokens), accountContext(accountId))
}

export function openTokens(
  box: SecretBox,
  row: Pick<AccountRow, 'id' | 'sealedTokens'>,
): SealedTokens | null {
  return opened(box, traktTokens, row.sealedTokens, accountContext(row.id))
}

/** The sign-in of an account at Stremio. */
export function openAuthKey(box: SecretBox, row: Pick<AccountRow, 'id' | 'sealedTokens'>): string | null {
  return opened(box, stremioTokens, row.sealedTokens, accountContext(row.id))?.authKey ?? null
}

export function sealSignIn(box: SecretBox, signInId: string, secrets: SignInSecrets): string {
  return box.seal(JSON.stringify(secrets), signInContext(signInId))
}

export function openSignIn(box: SecretBox, row: Pick<SignInRow, 'id' | 'sealed'>): SignInSecrets | null {
  return opened(box, ofSignIn, row.sealed, signInContext(row.id))
}
