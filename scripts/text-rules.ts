/** Rules that no linter knows: words we do not use, sizes of test files, secrets that look real. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface TextRule {
  readonly name: string
  readonly files: RegExp
  readonly pattern: RegExp
}

const rules: readonly TextRule[] = [
  {
    name: 'unfinished work',
    files: /\.(ts|tsx|mjs)$/,
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
  },
  {
    name: 'a module mock',
    files: /\.tsx?$/,
    pattern: /\bvi\.(mock|doMock)\(/,
  },
  {
    name: 'a test left out',
    files: /\.test\.tsx?$/,
    pattern: /\b(it|test|describe)\.(skip|only|todo)\(/,
  },
  {
    name: 'a suppressed type error',
    files: /\.tsx?$/,
    pattern: /@ts-(ignore|expect-error|nocheck)/,
  },
  {
    name: 'a lint suppression without a reason',
    files: /\.tsx?$/,
    pattern: /(oxlint|eslint)-disable(?!.*-- \S)/,
  },
]

/** A file name that says nothing about what is inside. */
const emptyNames = /\/(utils?|helpers?|managers?|common|misc)(\/|\.tsx?$|-)/

/** The faults in one file's text. */
export function faultsIn(path: string, text: string): readonly string[] {
  const faults: string[] = []
  if (emptyNames.test(`/${path}`)) faults.push(`${path}: the name says nothing about what is inside`)
  for (const rule of rules) {
    if (!rule.files.test(path)) continue
    const lines = text.split('\n')
    lines.forEach((line, index) => {
      if (rule.pattern.test(line)) faults.push(`${path}:${index + 1}: ${rule.name}`)
    })
  }
  return faults
}

/** These two name what they forbid. */
const exempt = new Set(['scripts/text-rules.ts', 'scripts/gate.test.ts'])

/** Reads what git knows and what it would add. */
export function findTextFaults(root: string): readonly string[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  const paths = (listed.stdout ?? '')
    .split('\n')
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !exempt.has(path))
  if (paths.length === 0) return ['no file was read']
  return paths.flatMap((path) => {
    try {
      return faultsIn(path, readFileSync(join(root, path), 'utf8'))
    } catch {
      // Deleted in the working tree and not yet committed.
      return []
    }
  })
}
