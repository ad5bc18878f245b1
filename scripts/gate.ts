/** The gates in order, cheapest first; each prints nothing unless it fails. */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFaults, readModules } from './boundaries.ts'
import { findFirstLoadFaults } from './first-load.ts'
import { findGeneratedFaults } from './generated.ts'
import { findTextFaults } from './text-rules.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

interface Gate {
  readonly name: string
  /** Faults, one a line; none when it holds. */
  readonly check: () => readonly string[] | Promise<readonly string[]>
}

function command(name: string, args: readonly string[]): readonly string[] {
  const result = spawnSync(bin(name), args, { cwd: root, encoding: 'utf8' })
  if (result.status === 0) return []
  return [`${result.stdout ?? ''}${result.stderr ?? ''}`.trim() || `${name} failed`]
}

function types(): readonly string[] {
  const projects = [...globSync('packages/*/tsconfig.json', { cwd: root }), 'tsconfig.json']
  return projects.flatMap((project) => command('tsc', ['-p', project]))
}

function boundaries(): readonly string[] {
  const modules = readModules(root)
  return modules.length === 0 ? ['no module was read'] : findFaults(modules)
}

const gates: readonly Gate[] = [
  { name: 'format', check: () => command('prettier', ['--check', '--log-level=warn', '.']) },
  { name: 'boundaries', check: boundaries },
  { name: 'text rules', check: () => findTextFaults(root) },
  { name: 'lint', check: () => command('oxlint', ['--type-aware', '--deny-warnings', '.']) },
  { name: 'types', check: types },
  { name: 'dead code', check: () => command('knip', ['--no-progress']) },
  { name: 'generated files', check: () => findGeneratedFaults(root) },
  { name: 'first load', check: () => findFirstLoadFaults(root) },
]

let failed = 0
for (const gate of gates) {
  const startedAt = performance.now()
  const faults = await gate.check()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${faults.length === 0 ? 'holds ' : 'FAILED'}  ${gate.name} (${seconds} s)`)
  for (const fault of faults) console.log(fault)
  if (faults.length > 0) failed += 1
}
if (failed > 0) {
  console.error(`${failed} of ${gates.length} gates failed`)
  process.exit(1)
}
