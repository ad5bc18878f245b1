import type { Diagnosis } from '@cuemark/diagnosis'
import { isDown, type NetworkState } from './network.ts'

/** Subject of the one alert that stands for all integrations. */
export const ownNetworkSubject = 'own_network'
export const ownNetworkCause = 'network.own_down'

const publicDown = {
  title: 'Our own network: no connection',
  explanation:
    'Nothing on the internet can be reached from here, so the fault is on our side and not at the services. Everything waits and goes on by itself.',
  remedy: [
    { text: 'Check that this machine is connected, and that the router has a connection.' },
    { text: 'Check the name server (DNS) that this machine or its container uses.' },
    { text: 'Look for a VPN, firewall or proxy that blocks the way out.' },
  ],
} as const

const localDown = {
  title: 'Our own network: home servers cannot be reached',
  explanation:
    'Several servers in the own network fail at once. The way to them is broken rather than each of them.',
  remedy: [
    { text: 'Check that the machine they run on is up.' },
    { text: 'Check that Cuemark and they share a container network.' },
    { text: 'Look at the reverse proxy or switch between them.' },
  ],
} as const

/** What the network's own alert says. Null while the network works. */
export function ownNetworkDiagnosis(state: NetworkState): Diagnosis | null {
  if (!isDown(state)) return null
  const words = state.public.downSinceAt === null ? localDown : publicDown
  const zone = state.public.downSinceAt === null ? state.local : state.public
  const said = zone.failing.some((one) => one.own)
  return {
    service: null,
    kind: 'network',
    cause: ownNetworkCause,
    ...words,
    scope: 'own_network',
    retry: { when: 'never' },
    confidence: said ? 'certain' : 'likely',
    evidence: [
      {
        part: 'transport',
        text: said
          ? 'No name server or no route was there.'
          : `${String(zone.failing.length)} integrations failed and none answered.`,
      },
    ],
    expected: false,
  }
}
