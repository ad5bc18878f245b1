import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Heard } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { anna, ben, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

let stage: PlaysStage
beforeEach(async () => {
  stage = await setPlaysStage()
})
afterEach(() => stage.close())

const heard = (over: Partial<Heard> = {}): Heard => ({
  event: playback('start', matrix, stage.clock.now()),
  senderId: null,
  player: null,
  text: 'started The Matrix',
  ...over,
})
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof AppError ? error.code : 'nothing was refused'
}

describe('the door for playback', () => {
  it('tells a repeated id as known and counts it once', async () => {
    const source = await stage.source('api')
    const take = () => stage.intake.take(source, [heard({ senderId: 'one' }), heard({ senderId: 'two' })])
    expect(await take()).toEqual([{ outcome: 'taken' }, { outcome: 'taken' }])
    expect(await take()).toEqual([{ outcome: 'known' }, { outcome: 'known' }])
    expect(await stage.sources.get(anna, source.id)).toMatchObject({
      events: 2,
      state: 'receiving',
      lastEventText: 'started The Matrix',
    })
  })

  it('shares transactions among those who come together, and tells each', async () => {
    const source = await stage.source('api')
    const many = Array.from({ length: 300 }, (_, number) =>
      stage.intake.take(source, [heard({ senderId: String(number % 150) })]),
    )
    const outcomes = (await Promise.all(many)).map(([result]) => result?.outcome)
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(150)
    const told = stage.published.filter(({ type }) => type === 'source').length
    expect(told).toBeLessThan(10)
  })

  it('keeps a user of a player waiting until somebody says who it is, and guesses nobody', async () => {
    const source = await stage.source('jellyfin')
    const player = { key: 'user-2', name: 'bob' }
    await stage.intake.take(source, [heard({ player })])
    await stage.idle()
    expect((await stage.plays.playing(anna, undefined)).items).toEqual([])
    expect((await stage.sources.get(anna, source.id)).players).toMatchObject([
      { key: 'user-2', name: 'bob', personId: null, waiting: 1 },
    ])
    await stage.sources.assignPlayer(anna, source.id, 'user-2', { personId: ben.id, ignored: false })
    await stage.idle()
    expect((await stage.plays.playing(ben, undefined)).items).toMatchObject([{ personId: 'ben' }])
  })

  it('holds an event of a player that names no user', async () => {
    const source = await stage.source('jellyfin')
    await stage.intake.take(source, [heard()])
    await stage.idle()
    expect((await stage.sources.get(anna, source.id)).players).toMatchObject([{ waiting: 1 }])
  })

  it('counts what an ignored user does, and keeps nothing of it', async () => {
    const source = await stage.source('plex')
    const player = { key: '7', name: 'guest' }
    await stage.intake.take(source, [heard({ player })])
    await stage.sources.assignPlayer(anna, source.id, '7', { personId: null, ignored: true })
    await stage.intake.take(source, [heard({ player })])
    await stage.idle()
    expect(await stage.sources.get(anna, source.id)).toMatchObject({
      events: 2,
      players: [{ ignored: true, waiting: 0 }],
    })
    expect((await stage.plays.playing(anna, undefined)).items).toEqual([])
  })

  it('takes politely what a paused source sends, and says that it is paused', async () => {
    const source = await stage.source()
    await stage.sources.change(anna, source.id, { paused: true, version: 1 })
    expect(await stage.intake.take(source, [heard()])).toEqual([{ outcome: 'taken' }])
    await stage.idle()
    const view = await stage.sources.get(anna, source.id)
    expect(view.state).toBe('paused')
    expect(view.lastEventText).toContain('paused')
    expect((await stage.plays.playing(anna, undefined)).items).toEqual([])
  })

  it.each([
    ['disk_full', 'storage_full'],
    ['read_only', 'unavailable'],
  ])('refuses loudly when the store says %s', async (fault, code) => {
    const source = await stage.source()
    stage.refuse(1, fault)
    expect(await codeOf(stage.intake.take(source, [heard()]))).toBe(code)
    expect(await stage.intake.take(source, [heard()])).toEqual([{ outcome: 'taken' }])
  })

  it('does not let a sender whose source is gone take the others down', async () => {
    const [gone, source] = [await stage.source(), await stage.source()]
    await stage.sources.remove(anna, gone.id)
    const [refused, taken] = await Promise.allSettled([
      stage.intake.take(gone, [heard()]),
      stage.intake.take(source, [heard()]),
    ])
    expect(refused.status).toBe('rejected')
    expect(taken.status).toBe('fulfilled')
  })

  it('finds a source by its secret, and not by the one before', async () => {
    const { source, address } = await stage.sources.create(anna, { kind: 'api' })
    const token = address.token ?? ''
    expect((await stage.intake.sourceOf(token))?.id).toBe(source.id)
    const renewed = await stage.sources.renew(anna, source.id)
    expect(await stage.intake.sourceOf(token)).toBeNull()
    expect((await stage.intake.sourceOf(renewed.token ?? ''))?.id).toBe(source.id)
  })

  it('shows what could not be read', async () => {
    const source = await stage.source('plex')
    await stage.intake.fault(source, 'This is no message of Plex.')
    expect(await stage.sources.get(anna, source.id)).toMatchObject({
      state: 'unreadable',
      lastFaultText: 'This is no message of Plex.',
    })
  })
})

describe('sources', () => {
  it('have an address of their kind, which only their own person sees', async () => {
    const made = await stage.sources.create(ben, { kind: 'stremio_addon', name: 'TV' })
    expect(made.address.path).toMatch(/^\/stremio\/[\w-]{43}\/manifest\.json$/)
    expect(await stage.sources.address(ben, made.source.id)).toEqual(made.address)
    expect(await codeOf(stage.sources.address(anna, made.source.id))).toBe('not_allowed')
    expect((await stage.sources.create(ben, { kind: 'plex' })).address.path).toMatch(/^\/hooks\/[\w-]{43}$/)
  })

  it('of another are not found for a member, and seen by an administrator', async () => {
    const source = await stage.source()
    expect(await stage.sources.list(ben)).toEqual([])
    expect(await stage.sources.list(anna)).toHaveLength(1)
    for (const work of [
      stage.sources.get(ben, source.id),
      stage.sources.remove(ben, source.id),
      stage.sources.renew(ben, source.id),
      stage.sources.change(ben, source.id, { name: 'Mine', version: 1 }),
      stage.sources.assignPlayer(ben, source.id, 'key', { personId: ben.id, ignored: false }),
    ]) {
      expect(await codeOf(work)).toBe('not_found')
    }
  })

  it('let a member name nobody but themselves', async () => {
    const { source } = await stage.sources.create(ben, { kind: 'plex' })
    const assign = stage.sources.assignPlayer(ben, source.id, 'key', { personId: anna.id, ignored: false })
    expect(await codeOf(assign)).toBe('not_allowed')
  })

  it('are not changed over somebody else’s change', async () => {
    const source = await stage.source()
    await stage.sources.change(anna, source.id, { name: 'Living room', version: 1 })
    expect(await codeOf(stage.sources.change(anna, source.id, { name: 'Den', version: 1 }))).toBe('stale')
  })
})
