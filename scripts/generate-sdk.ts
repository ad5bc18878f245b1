/** Writes the plain route table of the SDK, so that a browser can call the API without the schemas. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routes } from '@cuemark/contract'

export const sdkRoutesPath = 'packages/sdk/src/generated/routes.ts'

/** The whole text of the generated file. */
export function sdkRoutes(): string {
  const rows = Object.entries(routes).map(
    ([id, route]) =>
      `  ${id}: { method: '${route.method}', path: '${route.path}', answer: '${route.answer}' },`,
  )
  return `// Made by scripts/generate-sdk.ts from packages/contract/src/routes.ts. Change it there.
import type { Answer, Route, RouteId } from '@cuemark/contract'

export interface PlainRoute {
  readonly method: Route['method']
  readonly path: string
  readonly answer: Answer
}

// prettier-ignore
export const routes: Readonly<Record<RouteId, PlainRoute>> = {
${rows.join('\n')}
}

// prettier-ignore
export const routeIds: readonly RouteId[] = [
${Object.keys(routes)
  .map((id) => `  '${id}',`)
  .join('\n')}
]
`
}

if (import.meta.main) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  writeFileSync(join(root, sdkRoutesPath), sdkRoutes())
}
