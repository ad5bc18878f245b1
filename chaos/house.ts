/** Server processes that are killed and started again, and the one time that all of them live in. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FromChild, ToChild } from './house-words.ts'

const program = join(dirname(fileURLToPath(import.meta.url)), 'house-child.ts')

export interface HouseOptions {
  /** Environment of each process. */
  readonly processes: readonly Readonly<Record<string, string>>[]
  readonly startAt: number
  /** Lines of the servers' logs that tell of a fault. */
  readonly onLog: (line: string) => void
}

type Quiet = Extract<FromChild, { type: 'quiet' }>

/** A process that ended although nobody killed it. */
export class HouseFell extends Error {
  constructor(index: number, said: string) {
    super(`Process ${index} ended by itself: ${said}`)
    this.name = 'HouseFell'
  }
}

/** One server. Its address changes with every start. */
class Process {
  readonly #child: ChildProcess
  readonly #index: number
  readonly #waiting = new Map<number, (word: Quiet | null) => void>()
  readonly #ended: Promise<void>
  #said = ''
  #turn = 0
  #killed = false
  url = ''

  constructor(index: number, env: Readonly<Record<string, string>>, now: number) {
    this.#index = index
    this.#child = spawn(process.execPath, [program, String(now)], {
      env: { PATH: process.env['PATH'] ?? '', CUEMARK_PORT: '0', CUEMARK_LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const hear = (chunk: Buffer): void => void (this.#said = (this.#said + chunk.toString()).slice(-4000))
    this.#child.stdout?.on('data', hear)
    this.#child.stderr?.on('data', hear)
    this.#ended = this.#end()
    this.#child.on('message', (word: FromChild) => {
      if (word.type === 'quiet') this.#waiting.get(word.turn)?.(word)
      if (word.type !== 'broken') return
      this.#said += word.text
      this.#child.kill('SIGKILL')
    })
    // What is sent to one that has just been killed has nowhere to go.
    this.#child.on('error', () => undefined)
  }

  async #end(): Promise<void> {
    await once(this.#child, 'exit')
    for (const resolve of this.#waiting.values()) resolve(null)
    this.#waiting.clear()
  }

  async ready(): Promise<this> {
    const word = await Promise.race([
      once(this.#child, 'message').then(([first]: FromChild[]) => first),
      this.#ended.then(() => null),
    ])
    if (word?.type === 'ready') this.url = word.url
    else throw new HouseFell(this.#index, this.#said)
    return this
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && !this.#killed
  }

  /** Null where it was killed meanwhile. */
  async pass(to: number): Promise<Quiet | null> {
    const turn = (this.#turn += 1)
    const word = await new Promise<Quiet | null>((resolve) => {
      if (!this.isAlive) return resolve(null)
      this.#waiting.set(turn, resolve)
      this.#child.send({ type: 'pass', turn, to } satisfies ToChild, () => undefined)
    })
    this.#waiting.delete(turn)
    if (word === null && !this.#killed) throw new HouseFell(this.#index, this.#said)
    return word
  }

  async kill(): Promise<void> {
    this.#killed = true
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async stop(): Promise<void> {
    this.#killed = true
    this.#child.send({ type: 'stop' } satisfies ToChild, () => undefined)
    await this.#ended
  }
}

/** What the processes say when nothing is due any more. */
export interface Rest {
  readonly idle: boolean
  readonly nextAt: number
  /** False where one was killed on the way. */
  readonly isWhole: boolean
}

export interface House {
  readonly now: () => number
  readonly processes: number
  /** Its address is another one after each start. */
  urlOf(index: number): string
  /** Moves everybody's clock, and waits until nothing is due. Answers when something is next, as far as they know. */
  moveTo(at: number): Promise<Rest>
  /** `kill -9`, at once. */
  kill(index: number): Promise<void>
  /** Ends all in good order, and starts them again. */
  restart(): Promise<void>
  /** Starts what is not running, at the present moment. */
  revive(): Promise<void>
  readonly kills: () => number
  stop(): Promise<void>
}

class RunningHouse implements House {
  readonly #options: HouseOptions
  #processes: Process[] = []
  #now: number
  #kills = 0

  constructor(options: HouseOptions) {
    this.#options = options
    this.#now = options.startAt
  }

  readonly now = (): number => this.#now
  readonly kills = (): number => this.#kills

  get #living(): readonly Process[] {
    return this.#processes.filter((one) => one.isAlive)
  }

  get processes(): number {
    return this.#options.processes.length
  }

  urlOf(index: number): string {
    return this.#processes[index]?.url ?? ''
  }

  async moveTo(at: number): Promise<Rest> {
    this.#now = Math.max(this.#now, at)
    const rest = await this.#round()
    // What one process has written may wake another after that one has spoken.
    return this.processes > 1 && rest.idle ? this.#round() : rest
  }

  async #round(): Promise<Rest> {
    const words = await Promise.all(this.#living.map((one) => one.pass(this.#now)))
    const heard = words.filter((word) => word !== null)
    for (const line of heard.flatMap(({ faults }) => faults)) this.#options.onLog(line)
    return {
      idle: heard.length === this.processes && heard.every(({ idle }) => idle),
      nextAt: Math.min(Infinity, ...heard.map(({ nextAt }) => nextAt ?? Infinity)),
      isWhole: heard.length === this.processes,
    }
  }

  async kill(index: number): Promise<void> {
    const one = this.#processes[index]
    if (one?.isAlive !== true) return
    this.#kills += 1
    await one.kill()
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.revive()
  }

  async revive(): Promise<void> {
    const { processes } = this.#options
    this.#processes = await Promise.all(
      processes.map(async (env, index) => {
        const one = this.#processes[index]
        return one?.isAlive === true ? one : new Process(index, env, this.#now).ready()
      }),
    )
  }

  async stop(): Promise<void> {
    await Promise.all(this.#living.map((one) => one.stop()))
  }
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const house = new RunningHouse(options)
  await house.revive()
  return house
}
