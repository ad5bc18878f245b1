import type { TokenPolicy } from '@cuemark/domain'
import type { Hosts, StremioAccountClient, TraktAccountClient } from '@cuemark/services'
import type { AlertDeps } from '../alert-desk.ts'
import type { Gateway, SecretBox, StoreTx } from '../ports.ts'

/** Unguessable text and its digest, made at the edge. Both are base64url, which PKCE wants (RFC 7636). */
export interface Chance {
  /** 256 random bits. */
  secret(): string
  sha256(text: string): string
}

/** What is said of a sign-in's life, so that its generations can be followed over restarts and processes. */
export interface TokenLine {
  readonly accountId: string
  readonly generation: number
  readonly what: 'refresh_sent' | 'refreshed' | 'refresh_lost' | 'refresh_failed' | 'refused'
  readonly cause: string | null
}

/** What everything that touches a person's account stands on. */
export interface KeeperDeps extends AlertDeps {
  readonly box: SecretBox
  readonly gateway: Gateway
  readonly hosts: Hosts
  readonly trakt: TraktAccountClient
  /** Names this process among all that share the database. */
  readonly owner: string
  /** Takes these secrets out of a text. */
  readonly redactText: (secrets: readonly string[]) => (raw: string) => string
  /** A fault of ours, or of the store. Logged at the edge, once. */
  readonly onError: (error: unknown) => void
  /** Lets what waits for the sign-in of this account go out, in the same transaction. */
  readonly signedIn: (tx: StoreTx, accountId: string) => Promise<void>
  readonly log?: (line: TokenLine) => void
  readonly tokenPolicy?: TokenPolicy
}

export interface SignInDeps extends KeeperDeps {
  readonly stremio: StremioAccountClient
  readonly chance: Chance
}
