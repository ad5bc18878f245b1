import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeServer, listen } from '../simulation/start.ts'
import { createPlayer, type Player } from './player.ts'

const at = Date.UTC(2026, 10, 21, 20)
const minuteMs = 60_000
const ticksInMs = 10_000

let server: Server
let player: Player
let now = at
let status = 204
const told: unknown[] = []

beforeEach(async () => {
  now = at
  status = 204
  told.length = 0
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    told.push(await json(request))
    response.writeHead(status).end()
  }
  server = createServer((request, response) => void take(request, response))
  const address = `http://127.0.0.1:${await listen(server, 0)}/hooks/secret`
  player = createPlayer({ address, viewer: { key: 'd3m0', name: 'demo' }, now: () => now })
})
afterEach(() => closeServer(server))

const viewer = { NotificationUsername: 'demo', UserId: 'd3m0' }
const time = (ms: number): string => new Date(ms).toISOString().replace('Z', '0000Z')

describe('the player of the demo', () => {
  it('tells a film that was watched to its end as begun so long ago as it lasts', async () => {
    expect(await player.act('watch_film')).toBe('The Matrix (1999) was watched to its end.')
    const film = { ...viewer, Name: 'The Matrix', Provider_imdb: 'tt0133093' }
    expect(told).toMatchObject([
      { ...film, NotificationType: 'PlaybackStart', UtcTimestamp: time(at - 136 * minuteMs) },
      { ...film, NotificationType: 'PlaybackStop', UtcTimestamp: time(at), PlayedToCompletion: true },
    ])
    expect(player.on).toBe(null)
  })

  it('takes another film each time', async () => {
    const said = new Set([await player.act('watch_film'), await player.act('start_film')])
    expect([...said]).toEqual(['The Matrix (1999) was watched to its end.', 'Inception (2010) is on.'])
  })

  it('stops what is on where it stands, also before it starts another', async () => {
    await player.act('start_film')
    expect(player.on).toBe('The Matrix (1999)')
    now += 5 * minuteMs
    await player.act('start_film')
    expect(told).toMatchObject([
      { NotificationType: 'PlaybackStart', Name: 'The Matrix', PlaybackPositionTicks: 0 },
      {
        NotificationType: 'PlaybackStop',
        Name: 'The Matrix',
        PlaybackPositionTicks: 5 * minuteMs * ticksInMs,
        PlayedToCompletion: false,
        UtcTimestamp: time(now),
      },
      { NotificationType: 'PlaybackStart', Name: 'Inception', UtcTimestamp: time(now) },
    ])
    await player.act('stop_film')
    expect(await player.act('stop_film')).toBe('Nothing is on.')
    expect([told.length, player.on]).toEqual([4, null])
  })

  it('tells an episode without any id by the next number', async () => {
    await player.act('watch_unknown')
    await player.act('watch_unknown')
    expect(told).toMatchObject(
      [1, 1, 2, 2].map((EpisodeNumber) => ({ SeriesName: 'Last Reel', EpisodeNumber })),
    )
    expect(JSON.stringify(told)).not.toContain('Provider_')
  })

  it('says when Cuemark does not take what it tells', async () => {
    status = 507
    await expect(player.act('watch_film')).rejects.toThrow('Cuemark answered the player with 507.')
  })
})
