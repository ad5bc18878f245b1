import { describe, expect, it } from 'vitest'
import { readTransportError } from './transport-error.ts'

const coded = (message: string, code: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code })

describe('reading a thrown error', () => {
  it('finds the code however deep it is wrapped', () => {
    const inner = coded('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED')
    const error = new TypeError('fetch failed', { cause: new Error('wrapped', { cause: inner }) })
    expect(readTransportError(error)).toEqual({
      code: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED 127.0.0.1:1',
    })
  })

  it('looks into an aggregate of several addresses', () => {
    const error = new AggregateError([coded('connect ECONNREFUSED ::1:1', 'ECONNREFUSED')], '')
    expect(readTransportError(error).code).toBe('ECONNREFUSED')
  })

  it('prefers the innermost code', () => {
    const error = coded('outer', 'UND_ERR_SOCKET', coded('read ECONNRESET', 'ECONNRESET'))
    expect(readTransportError(error)).toEqual({ code: 'ECONNRESET', message: 'read ECONNRESET' })
  })

  it('gives the innermost message where no code is', () => {
    const error = new TypeError('fetch failed', { cause: new Error('bad port') })
    expect(readTransportError(error)).toEqual({ code: null, message: 'bad port' })
  })

  it('names a time-out by its name, since it has no code of words', () => {
    const error = new DOMException('The operation timed out', 'TimeoutError')
    expect(readTransportError(error).code).toBe('TimeoutError')
  })

  it('survives a cause that is its own cause, and what is no error', () => {
    const loop = new Error('loop')
    loop.cause = loop
    expect(readTransportError(loop)).toEqual({ code: null, message: 'loop' })
    expect(readTransportError('just text')).toEqual({ code: null, message: 'just text' })
  })
})
