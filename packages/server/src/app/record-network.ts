import type { Alert, NetworkState, NetworkStep } from '@cuemark/domain'
import {
  freshNetwork,
  isDown,
  network,
  ownNetworkCause,
  ownNetworkDiagnosis,
  ownNetworkSubject,
} from '@cuemark/domain'
import { aboutOf, type AlertDesk } from './alert-desk.ts'
import type { StoreTx } from './ports.ts'

const metaKey = 'network'
/** So many others are asked at once whether they answer; the first that does ends the alert. */
const witnesses = 3
const ownNetwork = { subject: ownNetworkSubject, integrationId: null }

type By = 'test' | 'check' | 'traffic'

/** The own network within one transaction: its stored state, its one alert, and the alerts held behind it. */
export interface NetworkWatch {
  state(): Promise<NetworkState>
  /** Moves the state on; a fall holds the others' alerts back, a return ends its alert and has them checked. */
  note(move: (state: NetworkState) => NetworkStep, by: By): Promise<void>
  /** Counts failures that the network's alert stands for. Answers that alert. */
  count(failures: number): Promise<Alert | null>
  save(): Promise<void>
}

const isNetworkState = (value: unknown): value is NetworkState =>
  typeof value === 'object' &&
  value !== null &&
  ['public', 'local', 'acquitted', 'upSinceAt'].every((name) => name in value)

/** What cannot be read is forgotten: the next failures tell it again. */
export async function readNetwork(tx: StoreTx): Promise<NetworkState> {
  const text = await tx.meta(metaKey)
  const value: unknown = text === null ? null : JSON.parse(text)
  return isNetworkState(value) ? value : freshNetwork
}

export function createNetworkWatch(tx: StoreTx, desk: AlertDesk): NetworkWatch {
  let stored: NetworkState | null = null
  let current: NetworkState | null = null
  const state = async (): Promise<NetworkState> => {
    stored ??= await readNetwork(tx)
    current ??= stored
    return current
  }
  return {
    state,
    note: async (move, by) => {
      const step = move(await state())
      current = step.state
      if (step.change === 'down') await fall(tx, desk, step.state)
      if (step.change === 'up') await comeBack(tx, desk, by)
    },
    count: async (failures) => {
      const diagnosis = ownNetworkDiagnosis(await state())
      const alert = await tx.latestAlert(ownNetworkSubject, ownNetworkCause)
      if (diagnosis === null) return alert
      return desk.send(alert, { type: 'failure', diagnosis, count: failures }, ownNetwork)
    },
    save: async () => {
      if (current !== null && current !== stored) await tx.setMeta(metaKey, JSON.stringify(current))
    },
  }
}

async function fall(tx: StoreTx, desk: AlertDesk, state: NetworkState): Promise<void> {
  const failing = new Set([...state.public.failing, ...state.local.failing].map((one) => one.integrationId))
  for (const alert of await tx.alertsIn(['open'], null)) {
    const isCovered = alert.integrationId !== null && failing.has(alert.integrationId)
    if (isCovered && alert.kind === 'network') await desk.send(alert, { type: 'hold' }, aboutOf(alert))
  }
  const others = (await tx.integrations()).filter((row) => row.pausedAt === null && !failing.has(row.id))
  for (const row of others.slice(0, witnesses)) await desk.checkNow(row.id)
}

async function comeBack(tx: StoreTx, desk: AlertDesk, by: By): Promise<void> {
  const own = await tx.latestAlert(ownNetworkSubject, ownNetworkCause)
  await desk.send(own, { type: 'proof', proofs: ['reachable'], by }, ownNetwork)
  // Held ones stay held until their own check has shown whether they still fail.
  for (const alert of await tx.alertsIn(['held'], null)) {
    if (alert.integrationId !== null) await desk.checkNow(alert.integrationId)
  }
}

/** Whoever was paused or removed is no witness any more; without one left the alert would stand for ever. */
export async function forgetAbsent(tx: StoreTx, desk: AlertDesk): Promise<NetworkState> {
  const watch = createNetworkWatch(tx, desk)
  const state = await watch.state()
  if (!isDown(state)) return state
  const active = new Set(
    (await tx.integrations()).filter((row) => row.pausedAt === null).map((row) => row.id),
  )
  const failing = [...state.public.failing, ...state.local.failing].map((one) => one.integrationId)
  for (const integrationId of failing.filter((id) => !active.has(id))) {
    await watch.note((before) => network(before, { type: 'gone', integrationId }, desk.now), 'check')
  }
  await watch.save()
  return watch.state()
}
