/**
 * `npm test`: installs what the tests need (packages, a browser, PostgreSQL), builds, runs every test, and closes
 * with one line counted from the runner's report. Arguments go to the runner.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, fail, install, node24, root } from './prepare.mjs'

/** Fewer tests than this means that the runner did not find them, not that all is well. */
const testsFloor = 3500

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return null
}

function apt(packages) {
  if (!onPath(['apt-get'])) return false
  const asRoot = process.getuid?.() === 0
  if (!asRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return false
  const prefix = asRoot ? [] : ['sudo', '-n']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const call = (args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args]
    return spawnSync(command, rest, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  }
  process.stdout.write(`Installing ${packages.join(' ')}\n`)
  return call(['update', '-qq']) && call(['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

/** A Chromium that is there, else Debian's, else the one Playwright brings. */
function findBrowser() {
  if (process.env.CUEMARK_TEST_BROWSER) return process.env.CUEMARK_TEST_BROWSER
  const there = onPath(browsers)
  if (there) return there
  if (apt(['chromium'])) {
    const installed = onPath(browsers)
    if (installed) return installed
  }
  const playwright = join(root, 'node_modules', 'playwright-core', 'cli.js')
  const folder = join(root, 'node_modules', '.browsers')
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: folder }
  spawnSync(node24, [playwright, 'install', 'chromium'], { env, stdio: 'inherit', cwd: root })
  const found = existsSync(folder)
    ? readdirSync(folder, { recursive: true }).find((path) =>
        /(^|\/)chrome(\.exe)?$|\/Chromium$/.test(String(path)),
      )
    : undefined
  if (found) return join(folder, String(found))
  return fail(
    'The browser tests need Chromium or Chrome, and none could be found or fetched. Install one and run npm test again.',
  )
}

function postgresBinaries() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  return (
    versions.some((version) => existsSync(join(debian, version, 'bin', 'initdb'))) ||
    onPath(['initdb']) !== null
  )
}

function ensurePostgres() {
  if (postgresBinaries()) return
  apt(['postgresql'])
  if (!postgresBinaries()) {
    fail(
      'The store tests need PostgreSQL, and it could not be installed here. Install it (its initdb) and run npm test again.',
    )
  }
}

function report(file) {
  const result = JSON.parse(readFileSync(file, 'utf8'))
  // A file that fails to load has no failed test of its own, yet it must not pass.
  const brokenFiles = result.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = result.numFailedTests + brokenFiles
  const skipped = result.numPendingTests + (result.numTodoTests ?? 0)
  return { passed: result.numPassedTests, failed, skipped }
}

install()
const browser = findBrowser()
ensurePostgres()
build()

const reportFile = join(root, 'artifacts', 'tests.json')
mkdirSync(join(root, 'artifacts'), { recursive: true })
rmSync(reportFile, { force: true })
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const selected = process.argv.slice(2)
const result = spawnSync(
  node24,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...selected],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // Tests spawn `node` themselves: it must be the same one.
      PATH: `${join(root, 'node_modules', 'node', 'bin')}:${process.env.PATH}`,
      CUEMARK_TEST_BROWSER: browser,
    },
  },
)
if (!existsSync(reportFile)) fail('The test runner ended without a report.')
const { passed, failed, skipped } = report(reportFile)
const tooFew = selected.length === 0 && passed + failed < testsFloor
if (tooFew)
  process.stdout.write(`Only ${passed + failed} tests were found; there should be at least ${testsFloor}.\n`)
const failures = failed + (tooFew ? 1 : 0)
process.stdout.write(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exit(failures > 0 || result.status !== 0 ? 1 : 0)
