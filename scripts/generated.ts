/** Generated files: each is made again and compared, so that none can be edited by hand or fall behind. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One generated file: where it stands, and the text it should have. */
export interface GeneratedFile {
  readonly path: string
  readonly text: () => string | Promise<string>
}

/** Every generated file of the project. */
async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const { causesPage } = await import('./generate-causes.ts')
  const { servicesPage } = await import('./generate-services.ts')
  return [
    { path: 'docs/causes.md', text: causesPage },
    { path: 'docs/services.md', text: servicesPage },
  ]
}

/** The generated files that do not have the text they should have. */
export async function findGeneratedFaults(root: string): Promise<readonly string[]> {
  const faults: string[] = []
  for (const file of await generatedFiles()) {
    const wanted = await file.text()
    let found = ''
    try {
      found = readFileSync(join(root, file.path), 'utf8')
    } catch {
      // Missing counts as different.
    }
    if (found !== wanted) faults.push(`${file.path} is not what its generator makes: run npm run generate`)
  }
  return faults
}

if (import.meta.main) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  for (const file of await generatedFiles()) writeFileSync(join(root, file.path), await file.text())
}
