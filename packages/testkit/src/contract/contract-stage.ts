import {
  clients,
  manifests,
  type CheckFacts,
  type Hosts,
  type Manifest,
  type ServiceId,
  type Settings,
  type TestResult,
  type TestStep,
} from '@cuemark/services'
import type { Outcome } from '@cuemark/diagnosis'
import type { SimulatedService } from '../service.ts'
import { simulations } from '../simulations.ts'
import { directHttp, type DirectHttp } from './direct-http.ts'

/** Long enough for a slow machine: healthy answers must never run into it. */
const patientMs = 20_000
/** For scenes that never answer, so that waiting for them is short. */
const impatientMs = 150
const neverAnswered = new Set(['timeout', 'slow_drip'])
const maxBodyBytes = 256 * 1024

export interface Tried {
  readonly result: TestResult
  /** Steps in the order in which they were told. */
  readonly told: readonly TestStep[]
  readonly http: DirectHttp
}

/** A client and the simulation of its service, joined by a plain road. */
export interface ContractStage {
  readonly manifest: Manifest
  readonly simulation: SimulatedService
  readonly hosts: Hosts
  /** Values of the secret fields of the settings that work. */
  readonly secrets: readonly string[]
  test(settings?: Settings): Promise<Tried>
  check(): Promise<Outcome<CheckFacts>>
  close(): Promise<void>
}

export async function openContractStage(service: ServiceId): Promise<ContractStage> {
  const client = clients[service]
  const manifest = manifests[service]
  const simulation = await simulations[service]()
  const { url } = simulation
  const hosts: Hosts = {
    traktApiUrl: url,
    traktAuthUrl: url,
    stremioApiUrl: url,
    stremioLinkUrl: url,
  }
  const road = (): DirectHttp => {
    const timeoutMs = neverAnswered.has(simulation.scene) ? impatientMs : patientMs
    return directHttp({ service, maxBodyBytes, timeoutMs })
  }
  return {
    manifest,
    simulation,
    hosts,
    secrets: manifest.fields.flatMap(({ name, type }) => {
      const value = simulation.goodSettings[name]
      return type === 'secret' && value !== undefined ? [value] : []
    }),
    test: async (settings = simulation.goodSettings) => {
      const http = road()
      const told: TestStep[] = []
      const onStep = (step: TestStep): void => {
        told.push(step)
      }
      const result = await client.test({ http, hosts, now: () => performance.now(), onStep }, settings)
      return { result, told, http }
    },
    check: () => client.check({ http: road(), hosts }, simulation.goodSettings),
    close: () => simulation.close(),
  }
}
