import type { Exchange } from '@cuemark/diagnosis'
import { isSecretHeader, patterns } from './patterns.ts'
import { traceOf } from './traces.ts'

const mark = '[secret]'
/** From this many characters on, the beginning of a secret at the end of a cut text is taken for one. */
const shortestBeginning = 6

/** Takes secrets out of what is kept, shown, logged or sent. Never throws; redacting twice changes nothing more. */
export interface Redactor {
  readonly url: (raw: string) => string
  readonly headers: (raw: Readonly<Record<string, string>>) => Record<string, string>
  readonly body: (raw: string) => string
  readonly text: (raw: string) => string
  readonly exchange: (raw: Exchange) => Exchange
}

/**
 * The one redactor of the house. It removes the given values in every form they can take, and besides whatever a
 * name or a shape gives away as a secret.
 */
export function createRedactor(secretValues: readonly string[]): Redactor {
  const traces = traceOf(secretValues, mark)
  const known = (raw: string): string => hideBeginning(hide(raw, traces), secretValues)
  const text = (raw: string): string => known(byPatterns(known(raw)))
  const headers = (raw: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(raw).map(([name, value]) => [
        known(name),
        isSecretHeader(name) && value !== '' ? mark : text(value),
      ]),
    )
  return {
    url: text,
    headers,
    body: (raw) => text(hideFormStart(raw)),
    text,
    exchange: (raw) => ({
      ...raw,
      method: raw.method === null ? null : known(raw.method),
      url: raw.url === null ? null : text(raw.url),
      headers: headers(raw.headers),
      body: raw.body === null ? null : text(hideFormStart(raw.body)),
      transportError:
        raw.transportError === null
          ? null
          : {
              code: raw.transportError.code === null ? null : known(raw.transportError.code),
              message: raw.transportError.message === null ? null : text(raw.transportError.message),
            },
    }),
  }
}

function hide(raw: string, traces: RegExp | null): string {
  return traces === null ? raw : raw.replaceAll(traces, mark)
}

/** An answer cut at its bound may end within a secret. */
function hideBeginning(raw: string, secrets: readonly string[]): string {
  if (raw.endsWith(mark)) return raw
  for (const secret of secrets) {
    for (let length = Math.min(secret.length - 1, raw.length); length >= shortestBeginning; length -= 1) {
      if (raw.endsWith(secret.slice(0, length))) return raw.slice(0, -length) + mark
    }
  }
  return raw
}

function byPatterns(raw: string): string {
  return patterns.reduce((left, { find, put }) => left.replaceAll(find, put.replaceAll('$MARK', mark)), raw)
}

/** A form begins with a name that, elsewhere, would need an address around it. */
function hideFormStart(raw: string): string {
  return raw.replace(/^(code|key|auth|pin)=[^&\s"'<>]+(?=&|$)/i, `$1=${mark}`)
}
