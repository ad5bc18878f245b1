import { type SessionView, sessionViewSchema } from '@cuemark/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../app/use-cases.ts'
import { alert, integration, result, step } from './testing/fake-app.ts'
import { heartbeatMs } from './live.ts'
import { openStage, type Stage, type Visitor } from './testing/stage.ts'

let stage: Stage
let visitor: Visitor
beforeEach(async () => {
  stage = await openStage()
  visitor = await stage.signedIn('administrator')
})
afterEach(() => stage.close())

const test = (): Promise<Response> =>
  visitor.change('POST', '/api/v1/integrations/test', { service: 'tmdb', settings: {} })

/** Reads a body piece by piece until it holds what is waited for. */
function reading(answer: Response) {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    until: async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) {
        const part = await reader?.read()
        if (part === undefined || part.done) throw new Error(`The stream ended without ${wanted}: ${text}`)
        text += part.value
      }
      return text
    },
    end: async (): Promise<string> => {
      for (;;) {
        const part = await reader?.read()
        if (part === undefined || part.done) return text
        text += part.value
      }
    },
    leave: () => reader?.cancel(),
  }
}

describe('a test in steps', () => {
  it('sends each step as it ends', async () => {
    const { promise: goOn, resolve } = Promise.withResolvers<void>()
    stage.app.runTest = async (emit) => {
      emit(step)
      await goOn
      emit(result)
    }
    const answer = await test()
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const body = reading(answer)
    expect(await body.until('\n')).toBe(`${JSON.stringify(step)}\n`)
    resolve()
    expect(await body.end()).toBe(`${JSON.stringify(step)}\n${JSON.stringify(result)}\n`)
  })

  it('stops when the caller leaves', async () => {
    const { promise: stopped, resolve } = Promise.withResolvers<string>()
    stage.app.runTest = (emit, signal) => {
      emit(step)
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          resolve('stopped')
          reject(new Error('aborted'))
        })
      })
    }
    const body = reading(await test())
    await body.until('\n')
    await body.leave()
    expect(await stopped).toBe('stopped')
  })

  it('answers a problem document when it fails before the first step', async () => {
    stage.app.runTest = async () => {
      throw new AppError('not_found', 'There is no such integration.')
    }
    const answer = await test()
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not_found' })
  })

  it('is cut off when it fails later, so that half of it is never taken for all', async () => {
    const { promise: goOn, resolve } = Promise.withResolvers<void>()
    stage.app.runTest = async (emit) => {
      emit(step)
      await goOn
      throw new Error('broke in the middle')
    }
    const body = reading(await test())
    await body.until('\n')
    resolve()
    await expect(body.end()).rejects.toThrow('terminated')
    expect(stage.logged.filter((line) => line.includes('broke in the middle'))).toHaveLength(1)
  })
})

describe('the live stream', () => {
  const follow = async (headers = {}, path = '/api/v1/live') => {
    const answer = await visitor.call('GET', path, { headers })
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    return reading(answer)
  }
  const idOf = (text: string): string => [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? ''
  const typesOf = (text: string): string[] =>
    [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type ?? '')

  it('tells every change at once', async () => {
    const stream = await follow()
    expect(await stream.until('\n\n')).toContain('retry: 1000')
    stage.app.publish({ type: 'alert', alert })
    expect(await stream.until('event: alert')).toContain(`data: ${JSON.stringify({ type: 'alert', alert })}`)
    await stream.leave()
  })

  it('goes on after the last event that was seen', async () => {
    const first = await follow()
    stage.app.publish({ type: 'alert', alert })
    const seen = idOf(await first.until('"type":"alert"'))
    await first.leave()
    stage.app.publish({ type: 'alert_removed', id: 'a1' })
    stage.app.publish({ type: 'integration', integration })
    for (const second of [
      await follow({ 'last-event-id': seen }),
      await follow({}, `/api/v1/live?lastEventId=${seen}`),
    ]) {
      expect(typesOf(await second.until('"type":"integration"'))).toEqual(['alert_removed', 'integration'])
      await second.leave()
    }
  })

  it('misses nothing between the reading of a page and its own beginning', async () => {
    const session = async (who: Visitor): Promise<SessionView> =>
      sessionViewSchema.parse(await (await who.call('GET', '/api/v1/session')).json())
    const { liveId } = await session(visitor)
    stage.app.publish({ type: 'alert', alert })
    const stream = await follow({}, `/api/v1/live?lastEventId=${liveId}`)
    expect(typesOf(await stream.until('"type":"alert"'))).toEqual(['alert'])
    await stream.leave()
    expect((await session(stage.visitor())).liveId).toBeNull()
  })

  it('misses nothing when it breaks before the first event', async () => {
    const first = await follow()
    const seen = idOf(await first.until('\n\n'))
    await first.leave()
    stage.app.publish({ type: 'alert', alert })
    const second = await follow({ 'last-event-id': seen })
    expect(typesOf(await second.until('"type":"alert"'))).toEqual(['alert'])
    await second.leave()
  })

  it('asks for everything to be read again when it cannot know what was missed', async () => {
    for (const id of ['0-5', 'nonsense', `${stage.clock.now().toString(36)}-999999`]) {
      const stream = await follow({ 'last-event-id': id })
      expect(typesOf(await stream.until('resync'))).toEqual(['resync'])
      await stream.leave()
    }
  })

  it('says now and then that it is there', async () => {
    const stream = await follow()
    await stream.until(': still here')
    stage.clock.advance(heartbeatMs)
    const text = await stream.until(': still here\n\n: still here')
    expect(typesOf(text)).toEqual([])
    await stream.leave()
  })

  it('ends when its session is ended', async () => {
    const stream = await follow()
    await stream.until('\n\n')
    await visitor.change('DELETE', '/api/v1/session')
    expect(typesOf(await stream.end())).toEqual([])
  })

  it('ends when its session is over', async () => {
    const stream = await follow()
    await stream.until('\n\n')
    // The clock is set on without the heartbeats between, as after a machine's sleep.
    stage.clock.jump(stage.clock.now() + 31 * 86_400_000)
    stage.clock.advance(heartbeatMs)
    expect(typesOf(await stream.end())).toEqual([])
  })

  it('ends when the server closes', async () => {
    const stream = await follow()
    await stream.until('\n\n')
    await stage.close()
    expect(typesOf(await stream.end())).toEqual([])
  })

  it('tells a member nothing of integrations', async () => {
    visitor = await stage.signedIn('member')
    const stream = await follow()
    await stream.until('\n\n')
    stage.app.publish({ type: 'alert', alert })
    stage.clock.advance(heartbeatMs)
    expect(typesOf(await stream.until(': still here\n\n: still here'))).toEqual([])
    await stream.leave()
  })

  it('tells a member that an alert is gone, as it may be the own', async () => {
    visitor = await stage.signedIn('member')
    const stream = await follow()
    await stream.until('\n\n')
    stage.app.publish({ type: 'alert_removed', id: 'a1' })
    expect(typesOf(await stream.until('alert_removed'))).toEqual(['alert_removed'])
    await stream.leave()
  })
})
