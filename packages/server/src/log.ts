import { type Logger, pino } from 'pino'
import { createRedactor } from './secrets/index.ts'

export type { Logger }

const redactor = createRedactor([])

/** Every text of a log line, however deep, passes the one redactor. Bodies and headers are never given to the log. */
function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactor.text(value)
  if (value instanceof Error) return errorLine(value, depth)
  if (typeof value !== 'object' || value === null || depth > 5) return value
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item, depth + 1)]))
}

/** Errors can carry requests and whole answers as properties: only their words are taken. */
function errorLine(error: Error, depth: number): Record<string, unknown> {
  const line: Record<string, unknown> = { type: error.name, message: redactor.text(error.message) }
  if (error.stack !== undefined) line['stack'] = redactor.text(error.stack)
  if ('code' in error && typeof error.code === 'string') line['code'] = error.code
  if (error.cause !== undefined && depth <= 5) line['cause'] = clean(error.cause, depth + 1)
  return line
}

/** JSON lines to standard output, or wherever `write` puts them. */
export function createLog(options: { level: string; write?: (line: string) => void }): Logger {
  const write = options.write ?? ((line: string) => void process.stdout.write(line))
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors come here already as words: the formatter below sees every field first.
      serializers: { err: (words: unknown) => words },
      formatters: {
        level: (label) => ({ level: label }),
        log: (line) => Object.fromEntries(Object.entries(line).map(([name, value]) => [name, clean(value)])),
      },
      hooks: {
        logMethod(args, method) {
          // The message is the one text that formatters don't see.
          const [first, message, ...rest] = args
          const shown = typeof first === 'string' ? redactor.text(first) : first
          if (message === undefined) method.apply(this, [shown])
          else method.apply(this, [shown, redactor.text(message), ...rest])
        },
      },
    },
    { write },
  )
}
