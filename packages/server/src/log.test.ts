import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

function logInto() {
  const lines: string[] = []
  const log = createLog({ level: 'debug', write: (line) => void lines.push(line) })
  return { log, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') }
}
const token = 'Bearer 0123456789abcdef0123456789abcdef'

describe('the log', () => {
  it('writes one line of JSON with level, time and words', () => {
    const { log, last } = logInto()
    log.info({ route: '/api/v1/alerts', status: 200 }, 'answered')
    expect(last()).toMatchObject({ level: 'info', msg: 'answered', route: '/api/v1/alerts', status: 200 })
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  it.each([
    ['the message', (log: ReturnType<typeof createLog>) => log.warn(`refused: authorization: ${token}`)],
    [
      'the message beside fields',
      (log: ReturnType<typeof createLog>) => log.warn({ at: 1 }, `sent ${token}`),
    ],
    ['a deep field', (log: ReturnType<typeof createLog>) => log.warn({ a: { b: [`sent ${token}`] } }, 'x')],
    ['an error', (log: ReturnType<typeof createLog>) => log.error({ err: new Error(`sent ${token}`) }, 'x')],
    [
      'the cause of an error',
      (log: ReturnType<typeof createLog>) =>
        log.error({ err: new Error('outer', { cause: new Error(`sent ${token}`) }) }, 'x'),
    ],
  ])('holds no secret in %s', (_where, write) => {
    const { log, last } = logInto()
    write(log)
    expect(JSON.stringify(last())).not.toContain('0123456789abcdef')
    expect(JSON.stringify(last())).toContain('[secret]')
  })

  it('takes only the words of an error, never what hangs on it', () => {
    const { log, last } = logInto()
    const error = Object.assign(new Error('broke'), { code: 'EPIPE', request: { body: 'a whole body' } })
    log.error({ err: error }, 'failed')
    expect(last()['err']).toMatchObject({ type: 'Error', message: 'broke', code: 'EPIPE' })
    expect(JSON.stringify(last())).not.toContain('a whole body')
  })
})
