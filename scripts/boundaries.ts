/**
 * The arrows of the house (ARCHITECTURE.md) as a program: who may import whom. Reads imports as text, so it works
 * on every file, and refuses to pass when it read none.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { globSync } from 'node:fs'

/** A source file and the specifiers it imports. Paths are relative to the root, with forward slashes. */
export interface SourceModule {
  readonly path: string
  readonly imports: readonly string[]
}

/** Packages each package may import. Its own files and what its package.json lists from outside are a matter of course. */
const packageArrows: Readonly<Record<string, readonly string[]>> = {
  diagnosis: [],
  services: ['diagnosis'],
  domain: ['diagnosis'],
  contract: ['diagnosis'],
  sdk: ['contract'],
  web: ['sdk', 'contract', 'services', 'diagnosis'],
  server: ['contract', 'domain', 'services', 'diagnosis'],
  cli: ['sdk', 'contract', 'services', 'diagnosis', 'server'],
  testkit: ['services', 'diagnosis', 'contract', 'sdk'],
}

/** Packages that must not even touch Node or a library: they are pure. */
const purePackages = new Set(['diagnosis', 'services', 'domain'])

/** Folders inside `server/src`, and what each may import there. Files directly in `src` are the composition. */
const serverArrows: Readonly<Record<string, readonly string[]>> = {
  app: [],
  http: ['app', 'people'],
  people: ['app'],
  store: ['app'],
  gateway: ['app', 'secrets'],
  sources: ['app'],
  secrets: ['app'],
}

const packageNames: Readonly<Record<string, string>> = { cuemark: 'cli' }

function packageOf(path: string): string | null {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** The package an import leads to, or null for Node and libraries. */
function targetPackage(module: SourceModule, specifier: string): string | null {
  if (specifier.startsWith('.')) return packageOf(normalize(join(dirname(module.path), specifier)))
  const scoped = /^@cuemark\/([^/]+)/.exec(specifier)?.[1]
  return scoped ?? packageNames[specifier] ?? null
}

/** Tests and what they are built from may look at both sides: `*.test`, `*.contract`, `*.fixtures`, `*-stage`, `testing/`. */
function isTest(path: string): boolean {
  return (
    /(\.(test|contract|fixtures)|-stage(-[a-z]+)?|-child)\.tsx?$/.test(path) || path.includes('/testing/')
  )
}

function packageFault(module: SourceModule, specifier: string): string | null {
  const from = packageOf(module.path)
  if (from === null) return null
  const allowed = packageArrows[from]
  if (allowed === undefined) return `${module.path}: package "${from}" has no arrows in scripts/boundaries.ts`
  const to = targetPackage(module, specifier)
  if (to === null) {
    const foreign = !specifier.startsWith('.')
    return foreign && purePackages.has(from)
      ? `${module.path}: ${from} is pure and must not import "${specifier}"`
      : null
  }
  if (to === from) return null
  if (specifier.startsWith('.'))
    return `${module.path}: reach ${to} by its package name, not by "${specifier}"`
  return allowed.includes(to) ? null : `${module.path}: ${from} must not import ${to} ("${specifier}")`
}

/** Ports are where the sides meet, so everybody may know them. */
const ports = /\/app\/(ports|use-cases)(-[a-z]+)?\.ts$/

function serverFault(module: SourceModule, specifier: string): string | null {
  const from = /^packages\/server\/src\/([^/]+)\//.exec(module.path)?.[1]
  if (from === undefined || !specifier.startsWith('.')) return null
  const target = normalize(join(dirname(module.path), specifier))
  const to = /^packages\/server\/src\/([^/]+)\//.exec(target)?.[1]
  if (to === from || ports.test(target)) return null
  const allowed = serverArrows[from]
  if (allowed === undefined)
    return `${module.path}: folder "server/src/${from}" has no arrows in scripts/boundaries.ts`
  if (to === undefined) {
    const name = target.slice('packages/server/src/'.length)
    const composition = ['compose.ts', 'main.ts', 'start.ts', 'config.ts'].includes(name)
    return composition ? `${module.path}: only the composition imports ${name}` : null
  }
  // The other folders may know what `app` declares (ports), never how it does it.
  return allowed.includes(to)
    ? null
    : `${module.path}: server/${from} must not import server/${to} ("${specifier}")`
}

/** Every arrow that points the wrong way, one sentence each. */
export function findFaults(modules: readonly SourceModule[]): readonly string[] {
  const faults: string[] = []
  for (const module of modules) {
    if (isTest(module.path)) continue
    for (const specifier of module.imports) {
      const fault = packageFault(module, specifier) ?? serverFault(module, specifier)
      if (fault !== null) faults.push(fault)
    }
  }
  return faults
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** The specifiers in a source text, static and dynamic. */
export function importsOf(text: string): readonly string[] {
  return [...text.matchAll(importPattern)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? [])
}

/** Reads every source file of the packages. */
export function readModules(root: string): readonly SourceModule[] {
  return globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).map((path) => ({
    path: relative(root, join(root, path)).replaceAll('\\', '/'),
    imports: importsOf(readFileSync(join(root, path), 'utf8')),
  }))
}
