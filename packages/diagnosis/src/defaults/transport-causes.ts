import type { Causes } from '../rules.ts'
import type { RemedyStep } from '../vocabulary.ts'

const editAddress: RemedyStep = {
  text: 'Check host name, port and path of the address.',
  action: 'edit_address',
}
const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const soon = { afterMs: 30_000 } as const
const later = { afterMs: 60_000 } as const

/** Faults on the way: nothing, or not the whole answer, arrived. */
export const transportCauses: Causes = {
  'transport.refused': {
    kind: 'network',
    title: '{name}: nothing answers at this address',
    explanation:
      'The machine was reached, but it refused the connection: no program listens on that port. It is stopped, uses another port, or the address names the wrong machine.',
    remedy: [
      { text: 'Check that the service is running and which port it uses.' },
      {
        text: 'Inside a container, localhost means the container itself: use the name or address of the other machine.',
        action: 'edit_address',
      },
      test,
    ],
    scope: 'integration',
    retry: later,
  },
  'transport.dns': {
    kind: 'network',
    title: '{name}: the host name is not known',
    explanation:
      'No address belongs to this host name. It is mistyped, exists only in another network, or the DNS server in use blocks it.',
    remedy: [
      editAddress,
      { text: 'Inside a container, check that both containers share a network, or use the IP address.' },
      { text: 'If the name is right, try another DNS server.' },
      test,
    ],
    scope: 'integration',
    retry: later,
  },
  'transport.dns_unavailable': {
    kind: 'network',
    title: 'Names cannot be resolved',
    explanation:
      'The DNS server did not answer. This machine or its container has no working name resolution, so no service can be reached by name.',
    remedy: [
      { text: 'Check the network connection of this machine.' },
      { text: 'Check the DNS server set for this machine or container.' },
      test,
    ],
    scope: 'own_network',
    retry: soon,
  },
  'transport.no_route': {
    kind: 'network',
    title: 'No network route',
    explanation:
      'This machine has no route to the outside. The network is down, or only IPv6 was tried where there is none.',
    remedy: [
      { text: 'Check the network connection of this machine or container.' },
      { text: 'If only IPv6 addresses fail, switch IPv6 off or prefer IPv4.' },
      test,
    ],
    scope: 'own_network',
    retry: soon,
  },
  'transport.host_unreachable': {
    kind: 'network',
    title: '{name}: the machine cannot be reached',
    explanation:
      'The network says that this machine is not there. It is switched off, or its address changed.',
    remedy: [
      { text: 'Check that the machine is on and in the same network.' },
      { text: 'Check whether its address changed.', action: 'edit_address' },
      test,
    ],
    scope: 'integration',
    retry: later,
  },
  'transport.timeout': {
    kind: 'network',
    title: '{name}: no answer in time',
    explanation:
      'The connection or the answer took too long. The service is overloaded, or something on the way drops the traffic: a firewall, an Internet provider’s block, or a broken IPv6 route.',
    remedy: [
      { text: 'Wait: this often passes by itself.' },
      { text: 'If it lasts, check firewall, VPN and proxy between this machine and the service.' },
      { text: 'If only this service fails, try another DNS server, or prefer IPv4.' },
      test,
    ],
    scope: 'integration',
    retry: soon,
  },
  'transport.reset': {
    kind: 'network',
    title: '{name}: the connection was closed without an answer',
    explanation:
      'The other side, or something on the way, broke the connection off before answering. An http address on an https port looks the same.',
    remedy: [
      { text: 'Wait: a single break heals by itself.' },
      { text: 'Check that the address begins with the right http:// or https://.', action: 'edit_address' },
      { text: 'If it lasts, check proxy, VPN and IPv6 on the way.' },
    ],
    scope: 'integration',
    retry: soon,
  },
  'transport.truncated': {
    kind: 'network',
    title: '{name}: the answer broke off',
    explanation: 'The answer began and ended in the middle, so it cannot be trusted even if it began well.',
    remedy: [
      { text: 'Wait: a single break heals by itself.' },
      { text: 'If it lasts, check the proxy in front of the service and its time limits.' },
    ],
    scope: 'integration',
    retry: soon,
  },
  'transport.not_http': {
    kind: 'configuration',
    title: '{name}: another kind of service answers there',
    explanation: 'Something listens on that port, but it does not speak HTTP.',
    remedy: [{ text: 'Check the port of the address.', action: 'edit_address' }, test],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.redirect_loop': {
    kind: 'configuration',
    title: '{name}: the address leads in circles',
    explanation: 'The server keeps sending the request on to another address without end.',
    remedy: [
      {
        text: 'Use the address at which the service itself answers, with https:// if it asks for it.',
        action: 'edit_address',
      },
      { text: 'Check the redirect rules of the proxy in front of it.' },
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.bad_address': {
    kind: 'configuration',
    title: '{name}: the address is not a web address',
    explanation: 'An address begins with http:// or https://, followed by a host name.',
    remedy: [
      { text: 'Write the address in full, for example http://192.168.1.10:5055.', action: 'edit_address' },
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.blocked_port': {
    kind: 'configuration',
    title: '{name}: this port can never be used',
    explanation: 'The port is on the list of ports that web clients refuse to call.',
    remedy: [{ text: 'Run the service on another port and change the address.', action: 'edit_address' }],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'transport.bad_characters': {
    kind: 'configuration',
    title: '{name}: the key holds characters that cannot be sent',
    explanation: 'A line break, a typographic character or other stray sign was pasted with the key.',
    remedy: [{ text: 'Copy the key again and replace it.', action: 'replace_key' }],
    scope: 'integration',
    retry: 'never',
    field: '@credential',
  },
  'transport.proxy': {
    kind: 'network',
    title: 'The outgoing proxy does not work',
    explanation:
      'Requests go through a proxy set for this machine, and that proxy refused or did not answer.',
    remedy: [
      { text: 'Check HTTP_PROXY and HTTPS_PROXY, and that the proxy runs.' },
      { text: 'List local names in NO_PROXY.' },
    ],
    scope: 'own_network',
    retry: later,
  },
  'transport.local_limit': {
    kind: 'network',
    title: 'This machine cannot open more connections',
    explanation: 'The system running Cuemark refused to open a connection: a limit or a local firewall rule.',
    remedy: [{ text: 'Check open file limits and firewall rules of this machine or container.' }],
    scope: 'own_network',
    retry: later,
  },
  'transport.too_large': {
    kind: 'malformed',
    title: '{name}: the answer is far too large',
    explanation:
      'The answer was cut off because it passed every sensible size. This is not what was asked for.',
    remedy: [{ text: 'Check that the address leads to the service itself.', action: 'edit_address' }, test],
    scope: 'integration',
    retry: { afterMs: 300_000 },
  },
  'transport.breaker_open': {
    kind: 'network',
    title: '{name}: calls are on hold',
    explanation: 'The last calls failed one after another, so no more are sent until the next trial.',
    remedy: [{ text: 'Wait for the next trial, or test now.', action: 'test_now' }],
    scope: 'integration',
    retry: { told: { elseMs: 60_000 } },
    expected: true,
  },
  'transport.aborted': {
    kind: 'network',
    title: '{name}: the call was canceled',
    explanation: 'The call was stopped on purpose before it ended. Nothing is known about the service.',
    remedy: [],
    scope: 'item',
    retry: 'now',
    expected: true,
  },
  'transport.failed': {
    kind: 'network',
    title: '{name}: the connection failed',
    explanation: 'The request did not get through, and the error does not say why.',
    remedy: [
      { text: 'Wait: a single break heals by itself.' },
      { text: 'Check the connection between this machine and the service.', action: 'test_now' },
    ],
    scope: 'integration',
    retry: soon,
  },
}
