import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Ready-made certificates for loopback, good until November 2046. The authority's own key was thrown away
 * after signing, so trusting it in a test lets nobody make further ones; the servers' key is public on purpose.
 */
const pem = (name: string): string =>
  readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8')

export type CertificateName = 'trusted' | 'self_signed' | 'expired' | 'wrong_name'

const files: Readonly<Record<CertificateName, string>> = {
  trusted: 'trusted',
  self_signed: 'self-signed',
  expired: 'expired',
  wrong_name: 'wrong-name',
}

/** Where the authority of `trusted`, `expired` and `wrong_name` lies, for `NODE_EXTRA_CA_CERTS` of a child. */
export const authorityPath: string = fileURLToPath(new URL('./certificates/authority.pem', import.meta.url))

/** The same as text, for a client's `ca`. */
export const authority = (): string => pem('authority')

export const serverCertificate = (
  name: CertificateName,
): { readonly cert: string; readonly key: string } => ({
  cert: pem(files[name]),
  key: pem('loopback-only.key'),
})
