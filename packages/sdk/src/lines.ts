import { UnreachableError } from './problem.ts'

/** Values of an `application/x-ndjson` answer as they arrive. A line that was cut off is an error, never a value. */
export async function* readLines(answer: Response): AsyncGenerator {
  if (answer.body === null) return
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield JSON.parse(line)
    }
  } finally {
    // Leaving early tells the server to stop.
    await reader.cancel().catch(() => undefined)
  }
  if (rest.trim() !== '') throw new UnreachableError('The answer of Cuemark was cut off.', answer.status)
}
