import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type ServiceId, explain, serviceIds } from '@cuemark/services'
import { answerText } from './answer-text.ts'
import { answerLine } from './batch.ts'
import { explainTexts, helpText } from './texts.ts'

/** Where the command reads and writes, so that a test can hand in its own. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly write: (text: string) => unknown
}

class UsageError extends Error {}

const options = {
  service: { type: 'string' },
  json: { type: 'boolean', default: false },
  file: { type: 'string' },
  batch: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function serviceNamed(name: string | undefined): ServiceId | null {
  if (name === undefined) return null
  const aliases: Readonly<Record<string, ServiceId>> = { jellyseerr: 'seerr', overseerr: 'seerr' }
  const wanted = name.toLowerCase()
  const found = serviceIds.find((id) => id === wanted) ?? aliases[wanted]
  if (found === undefined)
    throw new UsageError(`No service is called "${name}". There are: ${serviceIds.join(', ')}.`)
  return found
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

async function readPath(path: string, terminal: Terminal): Promise<string> {
  if (path === '-') return readAll(terminal.stdin)
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw new UsageError(`The file ${path} cannot be read.`)
  }
}

/** A line at a time, so that a file of any size passes through. */
async function batch(path: string, terminal: Terminal): Promise<number> {
  const input = path === '-' ? terminal.stdin : createReadStream(path, 'utf8')
  let faulty = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      const answer = answerLine(line)
      if (answer.error !== undefined) faulty += 1
      terminal.write(`${JSON.stringify(answer)}\n`)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UsageError(`The file ${path} cannot be read.`)
    throw error
  }
  return faulty === 0 ? 0 : 1
}

/** `cuemark explain`: answers 0 when something could be said, 1 when not, 2 when it was called wrongly. */
export async function explainCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(args)
    if (values.help) {
      terminal.write(helpText)
      return 0
    }
    if (values.batch !== undefined) return await batch(values.batch, terminal)
    const service = serviceNamed(values.service)
    const given = positionals.join(' ')
    const fromFile = values.file === undefined ? null : await readPath(values.file, terminal)
    const text =
      fromFile ?? (given !== '' || terminal.stdin.isTTY === true ? given : await readAll(terminal.stdin))
    if (text.trim() === '') throw new UsageError(explainTexts.nothing)
    const explanation = explain(text, service)
    terminal.write(values.json ? `${JSON.stringify(explanation, null, 2)}\n` : answerText(explanation))
    const said = explanation.diagnosis !== null || explanation.corrected !== null || explanation.healthy
    return said ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}
