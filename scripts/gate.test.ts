import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { scriptsOf } from './first-load.ts'
import { faultsIn } from './text-rules.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Inside the tree, so that the project's own configuration holds for what is planted. */
const planted = mkdtempSync(join(root, 'packages', 'domain', 'src', 'planted-'))
afterAll(() => rmSync(planted, { recursive: true, force: true }))

function lint(name: string, text: string): string {
  const file = join(planted, name)
  writeFileSync(file, text)
  const oxlint = join(root, 'node_modules', '.bin', 'oxlint')
  const result = spawnSync(oxlint, ['--deny-warnings', file], { cwd: root, encoding: 'utf8' })
  expect(result.status).not.toBe(0)
  return result.stdout
}

describe('the linter refuses a planted', () => {
  it.each([
    ['any', 'export const x: any = 1\n', 'no-explicit-any'],
    ['default export', 'export default 1\n', 'no-default-export'],
    ['clock in a pure package', 'export const now = (): number => Date.now()\n', 'no-restricted'],
    ['random number in a pure package', 'export const n = (): number => Math.random()\n', 'no-restricted'],
    [
      'file of more than 300 lines',
      'export const x = 1\n'.replace('1', '[\n' + '  1,\n'.repeat(310) + ']'),
      'max-lines',
    ],
    [
      'function of more than 50 lines',
      `export function f(): void {\n${'  g()\n'.repeat(55)}}\nfunction g(): void {}\n`,
      'max-lines-per-function',
    ],
  ])('%s', (name, text, rule) => {
    expect(lint(`${name.replaceAll(' ', '-')}.ts`, text)).toContain(rule)
  })
})

describe('the text rules refuse', () => {
  it.each([
    ['unfinished work', 'packages/x/src/a.ts', '// TODO later'],
    ['a test left out', 'packages/x/src/a.test.ts', "it.skip('x', () => {})"],
    ['a module mock', 'packages/x/src/a.test.ts', "vi.mock('./b.ts')"],
    ['a suppressed type error', 'packages/x/src/a.ts', '// @ts-ignore'],
    ['a lint suppression without a reason', 'packages/x/src/a.ts', '// oxlint-disable-next-line no-x'],
    ['a name that says nothing', 'packages/x/src/utils.ts', ''],
  ])('%s', (_, path, text) => {
    expect(faultsIn(path, text)).toHaveLength(1)
  })

  it('and let a suppression pass that gives its reason', () => {
    expect(faultsIn('packages/x/src/a.ts', '// oxlint-disable-next-line no-x -- the reason')).toEqual([])
  })
})

it('the scripts of a page are those it loads and preloads', () => {
  const html =
    '<script type="module" src="/assets/index-1.js"></script><link rel="modulepreload" href="/assets/a-2.js"><link href="/assets/x.css">'
  expect(scriptsOf(html)).toEqual(['assets/index-1.js', 'assets/a-2.js'])
})
