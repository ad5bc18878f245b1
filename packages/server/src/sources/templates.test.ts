import { type SetUpKind, sourceSetUp } from '@cuemark/services'
import { expect, it } from 'vitest'
import { sourceReaders } from './index.ts'
import { messageWith, receivedAt } from './testing/messages.ts'

/** What our set-up gives to copy into a player, filled in as the player does. */
function filled(kind: SetUpKind, values: Readonly<Record<string, string>>): string {
  const copies = sourceSetUp(kind, 'https://cuemark.example/hooks/x').steps.flatMap(({ copy }) => copy ?? [])
  const template = copies.find((copy) => copy.startsWith('{')) ?? ''
  return template.replaceAll(/\{{1,3}(\w+)\}{1,3}/g, (_all, name: string) => values[name] ?? '')
}

it('reads what Tautulli makes of the template for an episode: the ids are the show’s', () => {
  const body = filled('tautulli', {
    action: 'pause',
    unixtime: String(receivedAt / 1000 - 1),
    user_id: '7',
    username: 'Ada',
    server_machine_id: 'srv',
    machine_id: 'tv',
    media_type: 'episode',
    rating_key: '9',
    episode_name: 'Ozymandias',
    show_name: 'Breaking Bad',
    season_num: '5',
    episode_num: '14',
    year: '2013',
    show_year: '2008',
    view_offset: '1410000',
    duration_ms: '2820000',
    imdb_id: 'tt0903747',
    themoviedb_id: '1396',
    thetvdb_id: '81189',
  })
  expect(sourceReaders.hooks.tautulli(messageWith({ body }))).toMatchObject({
    type: 'heard',
    heard: [
      {
        text: 'paused Breaking Bad S5E14 at 50 %',
        player: { key: 'srv:7', name: 'Ada' },
        event: {
          event: {
            title: {
              show: {
                name: 'Breaking Bad',
                year: 2008,
                ids: { imdb: 'tt0903747', tmdb: 1396, tvdb: 81_189 },
              },
              name: 'Ozymandias',
              ids: {},
            },
            at: receivedAt - 1000,
            atTold: true,
            device: 'tv',
          },
        },
      },
    ],
  })
})

it('reads what Jellyfin makes of the template', () => {
  const body = filled('jellyfin', {
    NotificationType: 'PlaybackProgress',
    NotificationUsername: 'bob',
    UserId: 'u',
    ItemType: 'Movie',
    Name: 'Tom & Jerry',
    Year: '1999',
    RunTimeTicks: '8400000000',
    PlaybackPositionTicks: '4200000000',
    IsPaused: 'False',
    Provider_tmdb: '603',
    DeviceId: 'd',
  })
  expect(sourceReaders.hooks.jellyfin(messageWith({ body }))).toMatchObject({
    heard: [
      {
        text: 'was playing Tom & Jerry (1999) at 50 %',
        player: { key: 'u', name: 'bob' },
        event: { event: { title: { ids: { tmdb: 603 } }, paused: false } },
      },
    ],
  })
})

it('reads the example for Kodi', () => {
  expect(sourceReaders.hooks.kodi(messageWith({ body: filled('kodi', {}) }))).toMatchObject({
    heard: [{ senderId: '8d0f6c1e-1', text: 'stopped Breaking Bad S5E14 at 98 %' }],
  })
})
