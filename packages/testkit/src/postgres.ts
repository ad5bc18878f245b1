import { execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A throw-away PostgreSQL cluster on loopback. It ends, and its folder goes, when this process does. */
export interface ThrowAwayPostgres {
  /** Address of an empty database. */
  readonly url: string
  /** Address of one more empty database. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Folders searched for `initdb`, in order. Absent: the usual places and PATH. */
  readonly binFolders?: readonly string[]
  /** Where its own folder is made. Absent: where temporary files are. */
  readonly parentFolder?: string
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

const role = 'cuemark'
/** The free port may be taken between looking and starting. */
const startAttempts = 4

/**
 * The shell holds the cluster on a leash: when its input closes, by `stop` or by the death of this process,
 * it ends the cluster and removes the folder. Its own error output is closed so that the end of that stream
 * means the end of PostgreSQL.
 */
const leash = `
"$1" -D "$2/data" -p "$3" -k '' -c listen_addresses=127.0.0.1 -c fsync=on -c shared_buffers=16MB \
  -c max_connections=60 -c log_min_messages=log -c log_timezone=UTC -c timezone=UTC &
postgres=$!
exec 2>&-
trap '' INT HUP
read -r _
kill -INT "$postgres"
wait "$postgres"
rm -rf "$2"
`

/** Starts PostgreSQL in a temporary folder, `fsync` on, without a password for loopback only. */
export async function startPostgres(options: PostgresOptions = {}): Promise<ThrowAwayPostgres> {
  const bin = await findBin(options.binFolders ?? (await usualFolders()))
  const owner = process.getuid?.() === 0 ? await unprivilegedOwner() : null
  const folder = await mkdtemp(join(options.parentFolder ?? tmpdir(), 'cuemark-postgres-'))
  try {
    await chmod(folder, 0o700)
    if (owner !== null) await chown(folder, owner.uid, owner.gid)
    await initialize(bin, folder, owner)
    return await startOnFreePort(bin, folder, owner)
  } catch (cause) {
    await rm(folder, { recursive: true, force: true })
    throw cause
  }
}

async function usualFolders(): Promise<string[]> {
  const debian = '/usr/lib/postgresql'
  const versions = await readdir(debian).catch(() => [])
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((v) => join(debian, v, 'bin'))
  return [...newestFirst, ...(process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '')]
}

async function findBin(folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const complete = await Promise.all(
      ['initdb', 'postgres', 'createdb'].map((name) =>
        stat(join(folder, name)).then(
          (found) => found.isFile(),
          () => false,
        ),
      ),
    )
    if (complete.every(Boolean)) return folder
  }
  throw new Error(
    'PostgreSQL is not installed: initdb, postgres and createdb were found neither in ' +
      '/usr/lib/postgresql/*/bin nor on PATH. On Debian or Ubuntu run "apt-get install postgresql".',
  )
}

/** PostgreSQL refuses to run as root, so a root process lends it another user. */
async function unprivilegedOwner(): Promise<Owner> {
  for (const user of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]).catch(() => null)
    if (ids !== null) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.',
  )
}

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
})

async function initialize(bin: string, folder: string, owner: Owner | null): Promise<void> {
  const wanted = ['--auth=trust', `--username=${role}`, '--encoding=UTF8', '--locale=C', '--no-sync']
  await run(join(bin, 'initdb'), ['-D', join(folder, 'data'), ...wanted], {
    cwd: folder,
    env: environment(),
    ...owner,
  })
}

async function startOnFreePort(bin: string, folder: string, owner: Owner | null): Promise<ThrowAwayPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const started = await startOn(port, bin, folder, owner)
    if (!('failed' in started)) return started
    const portTaken = started.failed.includes('Address already in use')
    if (!portTaken || attempt === startAttempts)
      throw new Error(`PostgreSQL did not start: ${started.failed.trim()}`)
  }
}

async function startOn(
  port: number,
  bin: string,
  folder: string,
  owner: Owner | null,
): Promise<ThrowAwayPostgres | { readonly failed: string }> {
  const args = ['-c', leash, 'leash', join(bin, 'postgres'), folder, String(port)]
  const child = spawn('/bin/sh', args, {
    cwd: folder,
    env: environment(),
    stdio: ['pipe', 'ignore', 'pipe'],
    ...owner,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let log = ''
  child.stderr.setEncoding('utf8')
  const ready = await new Promise<boolean>((resolve) => {
    child.stderr.on('data', (text: string) => {
      log += text
      if (log.includes('ready to accept connections')) resolve(true)
    })
    child.stderr.once('end', () => resolve(false))
    child.once('error', (error) => {
      log += error.message
      resolve(false)
    })
  })
  if (!ready) {
    child.kill()
    return { failed: log }
  }
  return clusterOn(port, bin, async () => {
    child.stdin.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  })
}

async function clusterOn(port: number, bin: string, stop: () => Promise<void>): Promise<ThrowAwayPostgres> {
  let made = 0
  let stopping: Promise<void> | null = null
  const createDatabase = async (): Promise<string> => {
    made += 1
    const name = `cuemark_${made}`
    const to = ['-h', '127.0.0.1', '-p', String(port), '-U', role]
    await run(join(bin, 'createdb'), [...to, name], { env: environment() })
    return `postgresql://${role}@127.0.0.1:${port}/${name}`
  }
  return {
    url: await createDatabase(),
    createDatabase,
    stop: () => (stopping ??= stop()),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('No free port on loopback.')
  return address.port
}
