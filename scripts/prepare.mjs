/**
 * What start, test and demo have in common: the packages are installed, and the build is not older than its
 * sources. Runs on the Node a machine happens to have (20 or later), so it uses nothing newer and no package.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Node 24, from the project's own packages: what everything but these launchers runs on. */
export const node24 = join(root, 'node_modules', 'node', 'bin', 'node')

/** @param {string} text One plain sentence. */
export function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** Runs a command with its output shown on standard error; ends the process with its code when it fails. */
export function run(command, args, options = {}) {
  // To standard error: what a command prints for others stays clean.
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (result.error) fail(`${command} could not be started: ${result.error.message}`)
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Runs in the foreground, hands signals on, and ends with the child's own code. */
export function become(command, args, env = process.env) {
  const child = spawn(command, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm ends only the shell between us when it is told to end, so its death is watched for.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  }
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.cuemark-installed')
  if (existsSync(node24) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Fetching what Cuemark needs (once)\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!existsSync(node24)) {
    fail(
      'Node 24 did not arrive with the packages. Allow install scripts for the package "node" and run this again.',
    )
  }
  writeFileSync(stamp, lock)
}

/** Newest change and number of files below the folders the build reads: moves when any of them does. */
function sourcesStamp() {
  const hash = createHash('sha256')
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.endsWith('.test.ts')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else {
        const { size, mtimeMs } = statSync(path)
        hash.update(`${path}\0${size}\0${mtimeMs}\n`)
      }
    }
  }
  walk(join(root, 'packages'))
  walk(join(root, 'scripts'))
  hash.update(readFileSync(join(root, 'package-lock.json')))
  return hash.digest('hex')
}

export function build() {
  const stampFile = join(root, 'dist', '.built-from')
  const stamp = sourcesStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  process.stderr.write('Building\n')
  run(node24, [join('scripts', 'build.ts')])
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
}
