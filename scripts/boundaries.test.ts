import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findFaults, importsOf, readModules } from './boundaries.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

describe('the arrows of the house', () => {
  it('hold in every source file', () => {
    const modules = readModules(root)
    expect(modules.length).toBeGreaterThan(100)
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(200)
    expect(findFaults(modules)).toEqual([])
  })

  it.each([
    ['a pure package that imports Node', 'packages/domain/src/x.ts', 'node:fs'],
    ['a pure package that imports a library', 'packages/diagnosis/src/x.ts', 'zod'],
    ['diagnosis that imports services', 'packages/diagnosis/src/x.ts', '@cuemark/services'],
    ['the interface that imports the server', 'packages/web/src/x.tsx', '@cuemark/server'],
    ['a package reached by a relative path', 'packages/server/src/app/x.ts', '../../../domain/src/alert.ts'],
    ['use cases that import the store', 'packages/server/src/app/x.ts', '../store/index.ts'],
    ['the HTTP edge that imports the gateway', 'packages/server/src/http/x.ts', '../gateway/index.ts'],
    ['the store that imports the composition', 'packages/server/src/store/x.ts', '../compose.ts'],
    ['a package nobody has given arrows', 'packages/novelty/src/x.ts', 'zod'],
  ])('refuse %s', (_, path, specifier) => {
    expect(findFaults([{ path, imports: [specifier] }])).toHaveLength(1)
  })

  it('are read from static, type, re-exported, bare and dynamic imports', () => {
    const text = `import { a } from './a.ts'\nimport type { b } from "b"\nexport * from './c.ts'\nimport 'd'\nvoid import('./e.ts')`
    expect(importsOf(text)).toEqual(['./a.ts', 'b', './c.ts', 'd', './e.ts'])
  })
})
