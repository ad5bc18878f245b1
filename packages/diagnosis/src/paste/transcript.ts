import type { Exchange } from '../vocabulary.ts'
import { addressPattern } from './address.ts'

const statusLine = /^(?:<\s*)?HTTP\/[\d.]+\s+(\d{3})\b/
const requestLine = /^(?:>\s*)?([A-Z]{3,7})\s+(\S+)(?:\s+HTTP\/[\d.]+)?$/
const headerLine = /^(?:[<>]\s*)?([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/
/** What curl says when no answer came: `curl: (6) Could not resolve host: …`. */
const curlError = /^(?:\*\s*)?curl:\s*\((\d+)\)\s*(.*)$/m

/** curl's own numbers for transport faults, in the names the runtime uses for them. */
const curlCodes: Readonly<Record<string, string>> = {
  5: 'ENOTFOUND',
  6: 'ENOTFOUND',
  7: 'ECONNREFUSED',
  28: 'ETIMEDOUT',
  35: 'ERR_SSL_WRONG_VERSION_NUMBER',
  47: 'ERR_TOO_MANY_REDIRECTS',
  52: 'UND_ERR_SOCKET',
  56: 'ECONNRESET',
}

interface Request {
  readonly method: string | null
  readonly url: string | null
}

function methodOfCommand(text: string): string | null {
  const command = /\bcurl\b[^\n]*/.exec(text)?.[0] ?? ''
  const explicit = /(?:-X|--request)[ =]?["']?([A-Z]+)/.exec(command)?.[1]
  if (explicit !== undefined) return explicit
  if (command === '') return null
  return /\s(?:-d|--data\S*|--json)[ =]/.test(command) ? 'POST' : 'GET'
}

function schemeOf(text: string): string {
  return /\bport 80\b|:80\b/.test(text) && !/TLS|SSL|port 443/i.test(text) ? 'http' : 'https'
}

/** The request, from a curl command line, or from the request line and `Host` of `-v`. */
function readRequest(lines: readonly string[], text: string): Request {
  for (const [index, line] of lines.entries()) {
    const found = requestLine.exec(line)
    if (found === null || !/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(found[1] ?? '')) continue
    const path = found[2] ?? '/'
    if (/^https?:/i.test(path)) return { method: found[1] ?? null, url: path }
    const host = lines
      .slice(index + 1, index + 30)
      .map((next) => /^(?:>\s*)?host:\s*(\S+)/i.exec(next)?.[1])
      .find((name) => name !== undefined)
    const url = host === undefined ? null : `${schemeOf(text)}://${host}${path}`
    return { method: found[1] ?? null, url }
  }
  const url = addressPattern.exec(text)?.[0] ?? null
  return { method: methodOfCommand(text), url }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Lines curl prints about the connection, not part of an answer. */
const chatter = /^(\*|>|\{ \[|\} \[|[{}] \[\d+ bytes|\s*%\s+Total|\s*Dload|\s*\d+\s+\d+\s+\d+)/

function readAnswer(lines: readonly string[], start: number): Answer {
  const status = Number(statusLine.exec(lines[start] ?? '')?.[1])
  const headers: Record<string, string> = {}
  let index = start + 1
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line.trim() === '' || line.trim() === '<') break
    const header = headerLine.exec(line)
    if (header === null) {
      if (chatter.test(line)) continue
      break
    }
    headers[(header[1] ?? '').toLowerCase()] = header[2] ?? ''
  }
  const body = lines
    .slice(index)
    .filter((line) => !chatter.test(line) && line.trim() !== '<')
    .join('\n')
    .trim()
  return { status, headers, body: body === '' ? null : body }
}

function transportOf(text: string): Exchange['transportError'] {
  const error = curlError.exec(text)
  if (error === null) return null
  return { code: curlCodes[error[1] ?? ''] ?? null, message: error[2] ?? null }
}

/** What `curl -i` or `-v`, or any tool that shows raw HTTP, printed. The last answer counts: the others led to it. */
export function readTranscript(text: string): Exchange | null {
  const lines = text.split('\n')
  const answers = lines.flatMap((line, index) => (statusLine.test(line) ? [index] : []))
  const last = answers.at(-1)
  const transportError = transportOf(text)
  if (last === undefined && transportError === null) return null
  const { method, url } = readRequest(lines, text)
  const answer = last === undefined ? null : readAnswer(lines, last)
  return {
    service: null,
    method,
    url,
    status: answer?.status ?? null,
    headers: answer?.headers ?? {},
    body: answer?.body ?? null,
    transportError: answer === null ? transportError : null,
  }
}
