import { describe, expect, it } from 'vitest'
import { readReturned } from './callback.ts'

describe('what came back to the redirect address', () => {
  it('is a code with the state that it answers', () => {
    expect(readReturned('?code=abc&state=xyz')).toEqual({ code: 'abc', state: 'xyz' })
  })
  it('is a refusal with what was said of it', () => {
    expect(readReturned('?error=access_denied&error_description=You%20said%20no&state=xyz')).toEqual({
      state: 'xyz',
      error: 'access_denied',
      errorDescription: 'You said no',
    })
  })
  it('is no answer to us without a state', () => {
    expect(readReturned('?code=abc')).toBeNull()
    expect(readReturned('')).toBeNull()
  })
  it('leaves out what came empty', () => {
    expect(readReturned('?code=&state=xyz')).toEqual({ state: 'xyz' })
  })
})
