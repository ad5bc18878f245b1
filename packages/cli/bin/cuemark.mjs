#!/usr/bin/env node
/**
 * The `cuemark` command, from its sources. Cuemark runs on Node 24; where the machine's own Node is older, the one
 * that came with the packages takes over.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)))
const workspace = join(packageFolder, '..', '..')
const node24 = join(workspace, 'node_modules', 'node', 'bin', 'node')
const sources = join(packageFolder, 'src', 'main.ts')

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(pathToFileURL(sources).href)
} else if (existsSync(node24)) {
  const result = spawnSync(node24, [sources, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = result.status ?? 1
} else {
  process.stderr.write(
    `Cuemark needs Node 24; this is ${process.version}. Run npm start once, it brings its own.\n`,
  )
  process.exitCode = 1
}
