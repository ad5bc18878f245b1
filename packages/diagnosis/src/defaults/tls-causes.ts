import type { Causes } from '../rules.ts'
import type { RemedyStep } from '../vocabulary.ts'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }

/** Faults of the secured connection. */
export const tlsCauses: Causes = {
  'transport.tls_self_signed': {
    kind: 'configuration',
    title: '{name}: the certificate is not trusted',
    explanation:
      'The certificate is self-signed or comes from an authority that this machine does not know. A server of your own often has such a certificate. In front of a service on the internet it means that something on the way opens the connection.',
    remedy: [
      {
        text: 'If it is your own server, add the authority that signed it to this machine (NODE_EXTRA_CA_CERTS names a file).',
      },
      {
        text: 'Or give it a certificate of a public authority, or use http:// inside your own network.',
        action: 'edit_address',
      },
      {
        text: 'If it is not yours, check proxy, VPN and virus scanner between this machine and the service.',
      },
      test,
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.tls_expired': {
    kind: 'configuration',
    title: '{name}: the certificate has expired',
    explanation: 'The certificate’s time is over, or the clock of this machine is wrong.',
    remedy: [
      { text: 'Check the clock of this machine.' },
      { text: 'If it is your own server, renew its certificate; otherwise wait until its owner does.' },
      test,
    ],
    scope: 'integration',
    retry: { afterMs: 300_000 },
    field: '@address',
  },
  'transport.tls_not_yet_valid': {
    kind: 'network',
    title: 'The clock of this machine may be wrong',
    explanation: 'The certificate is not valid yet, which usually means that the clock here is behind.',
    remedy: [{ text: 'Set the clock of this machine.' }, test],
    scope: 'own_network',
    retry: { afterMs: 300_000 },
  },
  'transport.tls_wrong_name': {
    kind: 'configuration',
    title: '{name}: the certificate belongs to another name',
    explanation: 'The certificate was made for another host name than the one in the address.',
    remedy: [
      { text: 'Use the host name that the certificate was made for.', action: 'edit_address' },
      {
        text: 'If the address is right, something on the way answers in its place: check DNS, proxy and VPN.',
      },
      test,
    ],
    scope: 'integration',
    retry: { afterMs: 300_000 },
    field: '@address',
  },
  'transport.tls_on_http_port': {
    kind: 'configuration',
    title: '{name}: this port speaks http, not https',
    explanation: 'A secured connection was tried, but the port answers without TLS.',
    remedy: [
      { text: 'Begin the address with http://, or use the https port.', action: 'edit_address' },
      test,
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.http_on_tls_port': {
    kind: 'configuration',
    title: '{name}: this port speaks https, not http',
    explanation: 'A plain request was sent to a port that expects a secured connection.',
    remedy: [{ text: 'Begin the address with https://.', action: 'edit_address' }, test],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.tls_failed': {
    kind: 'network',
    title: '{name}: the secured connection failed',
    explanation:
      'Both sides could not agree on a secured connection, or it was damaged on the way. A proxy, a VPN or an outdated TLS version is the usual reason.',
    remedy: [
      { text: 'Wait: a single break heals by itself.' },
      { text: 'Check proxy, VPN and virus scanner between this machine and the service.' },
      test,
    ],
    scope: 'integration',
    retry: { afterMs: 60_000 },
  },
}
