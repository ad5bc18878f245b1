import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const bin = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin', 'cuemark.mjs')
const folder = mkdtempSync(join(tmpdir(), 'cuemark-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function cuemark(args: readonly string[], input = '') {
  // An empty environment: no server, no database and no network settings are there to lean on.
  return spawnSync(process.execPath, [bin, ...args], { input, encoding: 'utf8', env: {} })
}

describe('cuemark explain', () => {
  it('answers an argument with title, why, what to do, and the right address', () => {
    const { stdout, status } = cuemark(['explain', 'https://api.trakt.tv/oauth/authorize?client_id=abc'])
    expect(status).toBe(0)
    expect(stdout).toContain('trakt.oauth.wrong_host')
    expect(stdout).toContain('What to do')
    expect(stdout).toContain('https://auth.trakt.tv/oauth/authorize?client_id=abc')
  })

  it('answers what is piped in, and a file, alike', () => {
    const text =
      'HTTP/2 401\ncontent-type: application/json\n\n{"Response":"False","Error":"Request limit reached!"}'
    const file = join(folder, 'answer.txt')
    writeFileSync(file, text)
    const piped = cuemark(['explain', '--service', 'omdb'], text)
    expect(piped.stdout).toContain('omdb.daily_limit')
    expect(cuemark(['explain', '--service', 'omdb', '--file', file]).stdout).toBe(piped.stdout)
  })

  it('prints the whole answer as JSON when asked', () => {
    const { stdout } = cuemark(['explain', '--json', 'connect ECONNREFUSED 127.0.0.1:5055'])
    expect(JSON.parse(stdout)).toMatchObject({ readAs: 'log', diagnosis: { cause: 'transport.refused' } })
  })

  it.each([
    [[], /nothing to read/i],
    [['--service', 'netflix', 'x'], /No service is called "netflix"/],
    [['--file', '/nowhere/at/all'], /cannot be read/],
    [['--batch', '/nowhere/at/all'], /cannot be read/],
    [['--frobnicate'], /frobnicate/],
  ])('called wrongly with %j says so in a sentence and ends with 2', (args, sentence) => {
    const { stderr, status } = cuemark(['explain', ...args])
    expect(status).toBe(2)
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toContain('    at ')
  })
})

describe('cuemark explain --batch', () => {
  it('writes one JSON line for each, whatever is missing, null or too much', () => {
    const file = join(folder, 'rows.jsonl')
    const rows = [
      {
        id: 'a',
        service: 'omdb',
        exchange: {
          method: 'GET',
          url: null,
          status: 401,
          headers: {},
          body: '{"Response":"False","Error":"Invalid API key!"}',
          transport_error: null,
        },
        source: 'x',
        truth: {},
      },
      { id: 2, service: 'openai', exchange: { transport_error: { code: 'ECONNRESET', message: null } } },
      { id: 'c', service: null, exchange: null },
      {
        id: 'd',
        service: 'tmdb',
        exchange: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":550}' },
      },
    ]
    writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`)
    const { stdout, status } = cuemark(['explain', '--batch', file])
    expect(status).toBe(0)
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(answers.map((answer) => answer['id'])).toEqual(['a', 2, 'c', 'd'])
    expect(answers[0]).toMatchObject({
      kind: 'authentication',
      cause: 'omdb.key_invalid',
      scope: 'integration',
      retry: { when: 'never' },
    })
    expect(answers[1]).toMatchObject({ kind: 'network' })
    expect(answers[3]).toMatchObject({ kind: null })
    expect(Object.keys(answers[0] ?? {})).toEqual([
      'id',
      'kind',
      'cause',
      'title',
      'remedy',
      'scope',
      'retry',
      'confidence',
    ])
  })

  it('names a line that is not JSON, goes on with the next, and ends with 1', () => {
    const file = join(folder, 'broken.jsonl')
    writeFileSync(file, 'oops\n{"id":"b","service":"trakt","exchange":{"status":503}}\n')
    const { stdout, status } = cuemark(['explain', '--batch', file])
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(first).toMatchObject({ id: null, error: 'This line is not JSON.' })
    expect(second).toMatchObject({ id: 'b', kind: 'outage' })
    expect(status).toBe(1)
  })
})
