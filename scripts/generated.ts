/** Generated files: each is made again and compared, so that none can be edited by hand or fall behind. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { registryFiles } from './generate-registries.ts'

/** One generated file: where it stands, and the text it should have. */
interface GeneratedFile {
  readonly path: string
  readonly text: () => string | Promise<string>
}

/** Every generated file of the project. */
async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const { causesPage } = await import('./generate-causes.ts')
  const { servicesPage } = await import('./generate-services.ts')
  const { trakt400Page } = await import('./generate-trakt-400.ts')
  const { sdkRoutes, sdkRoutesPath } = await import('./generate-sdk.ts')
  return [
    ...registryFiles(),
    { path: sdkRoutesPath, text: sdkRoutes },
    { path: 'docs/causes.md', text: causesPage },
    { path: 'docs/services.md', text: servicesPage },
    { path: 'docs/trakt-400.md', text: trakt400Page },
  ]
}

/** Its text as the formatter leaves it, so that generated files pass the same gate as written ones. */
async function formatted(root: string, file: GeneratedFile): Promise<string> {
  const filepath = join(root, file.path)
  return format(await file.text(), { ...(await resolveConfig(filepath)), filepath })
}

/** The generated files that do not have the text they should have. */
export async function findGeneratedFaults(root: string): Promise<readonly string[]> {
  const faults: string[] = []
  for (const file of await generatedFiles()) {
    const wanted = await formatted(root, file)
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
  // The pages read what the registries list, so those are written first, by a run of their own.
  const files = process.argv.includes('--registries') ? registryFiles() : await generatedFiles()
  for (const file of files) writeFileSync(join(root, file.path), await formatted(root, file))
}
