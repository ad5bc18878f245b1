import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClock } from './clock.ts'
import { compose, type House } from './compose.ts'
import { type Config, readConfig } from './config.ts'
import { type DataFolder, DataFolderError, openDataFolder } from './data-folder.ts'
import { createIds } from './ids.ts'
import { createLog, type Logger } from './log.ts'
import { createSecretBox, openKey, SecretError } from './secrets/index.ts'
import { openStore, StoreError } from './store/index.ts'
import type { Clock, Store } from './app/ports.ts'
import { version } from './version.ts'

/** The server cannot start. The message is for people: what is wrong, and what to do. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartError'
  }
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes the lines of the log in place of standard output. */
  readonly log?: (line: string) => void
  /** Folder of the built pages; left out, the one beside the program. */
  readonly webRoot?: string
  /** Left out, the machine's. Tests hand in one that they move. */
  readonly clock?: Clock
}

export interface RunningServer {
  /** Address to open on this machine. */
  readonly url: string
  /** One-time code for the first administrator, where set-up is due. */
  readonly setupCode: string | null
  /** Resolves when nothing is being worked on in the background. For tests that move the clock. */
  idle(): Promise<void>
  /** Resolves when everything acknowledged is durable and nothing runs any more. */
  close(): Promise<void>
}

function configOf(env: StartOptions['env']): Config {
  const result = readConfig(env, (path) => readFileSync(path, 'utf8'))
  if (result.ok) return result.config
  throw new StartError(result.faults.map(({ variable, text }) => `${variable}: ${text}`).join('\n'))
}

function loopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** In the release bundle the pages stand beside the program's folder, in the sources in their own package. */
function builtPages(): string | null {
  const places = [
    join(import.meta.dirname, '..', 'web'),
    join(import.meta.dirname, '..', '..', 'web', 'dist'),
  ]
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null
}

function portError(error: unknown, { host, port }: Config): StartError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const texts: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop it, or set CUEMARK_PORT to a free port.`,
    EACCES: `This user may not use port ${port}. Set CUEMARK_PORT to a port above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set CUEMARK_HOST to 127.0.0.1, or to 0.0.0.0 for all.`,
    ENOTFOUND: `The name ${host} leads to no address. Set CUEMARK_HOST to 127.0.0.1, or to 0.0.0.0 for all.`,
  }
  const text = typeof code === 'string' ? texts[code] : undefined
  return new StartError(text ?? `Port ${port} on ${host} cannot be opened: ${String(error)}`, error)
}

async function listen(house: House, config: Config): Promise<string> {
  try {
    await house.http.listen({ host: config.host, port: config.port })
  } catch (error) {
    throw portError(error, config)
  }
  const [port] = house.http
    .addresses()
    .flatMap((address) => (typeof address === 'string' ? [] : [address.port]))
  const everywhere = config.host === '0.0.0.0' || config.host === '::'
  const name = config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${everywhere ? '127.0.0.1' : name}:${port ?? config.port}`
}

/** What has been opened so far, closed in the opposite order, each also when another could not be. */
class Opened {
  readonly #closings: (() => unknown)[] = []

  add<T>(thing: T, close: () => unknown): T {
    this.#closings.push(close)
    return thing
  }

  async close(log: Logger): Promise<void> {
    for (const close of this.#closings.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        log.error({ err: error }, 'Something could not be closed in order.')
      }
    }
  }
}

async function open(
  config: Config,
  options: StartOptions,
  log: Logger,
  opened: Opened,
): Promise<RunningServer> {
  const folder: DataFolder = openDataFolder(config.dataFolder)
  opened.add(folder, () => folder.release())
  const { database } = config
  const store: Store = await openStore(
    database.kind === 'sqlite' ? database : { kind: 'postgres', url: database.url.reveal() },
  )
  opened.add(store, () => store.close())
  const key = await openKey({ given: config.secretKey, folder: folder.path, store })
  const clock = options.clock ?? createClock()
  const house = await compose({
    store,
    box: createSecretBox([key]),
    clock,
    ids: createIds(clock),
    log,
    hosts: config,
    loopbackOnly: loopback(config.host),
    allowedHosts: config.allowedHosts,
    trustedProxies: config.trustedProxies,
    webRoot: options.webRoot ?? builtPages(),
    version,
  })
  opened.add(house, () => house.close())
  const url = await listen(house, config)
  house.start()
  return {
    url,
    setupCode: await house.people.setupCode(),
    idle: () => house.idle(),
    close: () => opened.close(log),
  }
}

/** Starts a whole server. Throws `StartError` with plain sentences, and leaves nothing open then. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const config = configOf(options.env)
  const log = createLog({
    level: config.logLevel,
    ...(options.log === undefined ? {} : { write: options.log }),
  })
  const opened = new Opened()
  try {
    return await open(config, options, log, opened)
  } catch (error) {
    await opened.close(log)
    const known =
      error instanceof StoreError || error instanceof SecretError || error instanceof DataFolderError
    throw known ? new StartError(error.message, error) : error
  }
}
