import { describe, expect, it } from 'vitest'
import { runtimeMsOf } from '../trakt-book/titles.ts'
import { makeEvening } from './evening.ts'
import { playerKinds, type Evening, type PlayerKind, type PlayerMessage } from './facts.ts'

const evening = makeEvening(1, { plays: 300 })
const quiet = { missingShare: 0, duplicateShare: 0, reorderShare: 0 } as const

const messagesOf = ({ messages }: Evening, viewingId: string): readonly PlayerMessage[] =>
  messages.filter((message) => message.viewingId === viewingId)

describe('an evening', () => {
  it('is the same for a seed, and another for another', () => {
    expect(makeEvening(1, { plays: 300 })).toEqual(evening)
    expect(makeEvening(2, { plays: 300 }).messages).not.toEqual(evening.messages)
  })

  it('has as many plays as asked for, and every sort of viewing', () => {
    expect(evening.facts.length).toBeGreaterThanOrEqual(300)
    const sorts = [
      'new',
      'rollover',
      'replay',
      'resumed',
      'abandoned',
      'moved',
      'second device',
      'told twice',
    ]
    const accidents = ['paused', 'sought', 'lost message', 'lost stop']
    expect(Object.keys(evening.covered)).toEqual(expect.arrayContaining([...sorts, ...accidents]))
  })

  it('delivers in order, and nothing before it was watched', () => {
    expect(evening.messages).toEqual([...evening.messages].sort((one, other) => one.at - other.at))
    for (const { viewingId, watchedAt, startedAt } of evening.facts) {
      expect(watchedAt).toBeGreaterThan(startedAt)
      expect(Math.max(...messagesOf(evening, viewingId).map(({ at }) => at))).toBeGreaterThanOrEqual(
        evening.facts.find((fact) => fact.viewingId === viewingId)?.timeTold === true ? watchedAt : startedAt,
      )
    }
  })

  it('says of every message whose source it is', () => {
    const ids = new Set(evening.sources.map(({ id }) => id))
    expect(ids.size).toBe(evening.people.length * playerKinds.length)
    expect(evening.messages.every(({ sourceId }) => ids.has(sourceId))).toBe(true)
  })

  it('lets no person watch a title again in less than half of its length', () => {
    for (const fact of evening.facts) {
      const others = evening.facts.filter(
        (other) => other !== fact && other.key === fact.key && other.person === fact.person,
      )
      for (const other of others)
        expect(Math.abs(other.watchedAt - fact.watchedAt)).toBeGreaterThan(runtimeMsOf(fact.title) / 2)
    }
  })

  it('without accidents tells each moment once', () => {
    const plain = makeEvening(3, { plays: 60, ...quiet })
    const told = plain.messages.map(({ sourceId, body, path, at }) => `${sourceId} ${at} ${path} ${body}`)
    expect(new Set(told).size).toBe(told.length)
    expect(plain.covered).not.toHaveProperty('lost stop')
  })

  it('can be nothing but what is left early', () => {
    const left = makeEvening(4, { plays: 1, abandonedShare: 0.97, kinds: ['jellyfin'], ...quiet })
    const positions = left.messages
      .filter(({ viewingId }) => !left.facts.some((fact) => fact.viewingId === viewingId))
      .map(({ body }) => JSON.parse(body))
      .map((body) => body.PlaybackPositionTicks / body.RunTimeTicks)
    expect(positions.length).toBeGreaterThan(10)
    expect(Math.max(...positions)).toBeLessThanOrEqual(0.6)
  })
})

const firstOf = (kind: PlayerKind, event: string): PlayerMessage => {
  const { messages } = makeEvening(5, { plays: 40, kinds: [kind], ...quiet })
  const found = messages.find((message) => message.event === event)
  if (found === undefined) throw new Error(`${kind} never said ${event}.`)
  return found
}

describe('the messages of', () => {
  it('Jellyfin are JSON, by ticks of 100 ns and with the episode’s own ids', () => {
    const stop = firstOf('jellyfin', 'PlaybackStop')
    expect(JSON.parse(stop.body)).toMatchObject({
      NotificationType: 'PlaybackStop',
      NotificationUsername: expect.stringMatching(/^(?:Ada|Bob|Cleo)$/),
      UtcTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
      RunTimeTicks: expect.any(Number),
    })
  })

  it('Emby come as JSON or as a form, with ids as text', () => {
    expect(firstOf('emby', 'playback.stop').body).toMatch(/"ProviderIds":\{"Tmdb":"\d+"/)
  })

  it('Plex are forms with a payload, and tell no time', () => {
    const scrobble = firstOf('plex', 'media.scrobble')
    expect(scrobble.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(scrobble.headers['user-agent']).toMatch(/^PlexMediaServer\//)
    expect(scrobble.body).toContain('name="payload"')
    const { sources, facts } = makeEvening(5, { plays: 40, kinds: ['plex'] })
    expect(sources.every(({ tellsTime }) => !tellsTime)).toBe(true)
    expect(facts.every(({ timeTold }) => !timeTold)).toBe(true)
  })

  it('Tautulli hold nothing but text', () => {
    const { Metadata } = JSON.parse(firstOf('tautulli', 'tautulli.watched').body)
    expect(
      Object.values(Metadata).every((value) => typeof value === 'string' || typeof value === 'object'),
    ).toBe(true)
  })

  it('Kodi are its notifications with what it was asked beside', () => {
    expect(JSON.parse(firstOf('kodi', 'Player.OnStop').body)).toMatchObject({
      method: 'Player.OnStop',
      params: { data: { item: { id: expect.any(Number) }, end: expect.any(Boolean) } },
      properties: { totaltime: { hours: expect.any(Number) } },
    })
  })

  it('Stremio are addresses alone', () => {
    const { path, method, body } = firstOf('stremio', 'stop')
    expect([method, body]).toEqual(['GET', ''])
    expect(path).toMatch(
      /^\/player\/(?:movie\/tt\d+|series\/tt\d+%3A\d+%3A\d+)\/action=stop&currentTime=\d+&duration=\d+\.json$/,
    )
  })

  it('the API come alone and in batches, each event with an id of its own', () => {
    const { messages, covered } = makeEvening(6, { plays: 60, kinds: ['api'], doubleEpisodeShare: 1 })
    expect(messages.some(({ event }) => event === 'batch')).toBe(true)
    expect(covered['double episode']).toBeGreaterThan(0)
    const events = messages.flatMap(({ body }) => JSON.parse(body).events ?? [JSON.parse(body)])
    for (const event of events)
      expect(event).toMatchObject({
        id: expect.stringMatching(/^\w+-api-\w+-\d+-\d+$/),
        event: expect.stringMatching(/^(?:start|progress|pause|stop)$/),
        title: { type: expect.stringMatching(/^(?:movie|episode)$/) },
        durationMs: expect.any(Number),
      })
  })
})
