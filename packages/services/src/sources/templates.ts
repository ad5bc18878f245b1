const pretty = (value: unknown): string => JSON.stringify(value, null, 2)

/** Values in braces are Tautulli's parameters; it fills them in as text, empty where it knows nothing. */
export const tautulliTemplate: string = pretty({
  event: 'tautulli.{action}',
  unixtime: '{unixtime}',
  Account: { id: '{user_id}', title: '{username}' },
  Server: { title: '{server_name}', uuid: '{server_machine_id}' },
  Player: { title: '{player}', uuid: '{machine_id}' },
  Metadata: {
    type: '{media_type}',
    ratingKey: '{rating_key}',
    guid: '{guid}',
    title: '{episode_name}',
    grandparentTitle: '{show_name}',
    parentIndex: '{season_num}',
    index: '{episode_num}',
    year: '{year}',
    grandparentYear: '{show_year}',
    viewOffset: '{view_offset}',
    duration: '{duration_ms}',
    Guids: { imdb: '{imdb_id}', tmdb: '{themoviedb_id}', tvdb: '{thetvdb_id}' },
  },
})

const jellyfinFields = [
  'NotificationType',
  'NotificationUsername',
  'UserId',
  'ItemId',
  'ItemType',
  'Name',
  'SeriesName',
  'SeasonNumber',
  'EpisodeNumber',
  'EpisodeNumberEnd',
  'Year',
  'RunTimeTicks',
  'PlaybackPositionTicks',
  'IsPaused',
  'PlayedToCompletion',
  'SaveReason',
  'Played',
  'Provider_imdb',
  'Provider_tmdb',
  'Provider_tvdb',
  'DeviceId',
  'UtcTimestamp',
] as const

/** Three braces: with two, the plugin writes `&amp;` for an ampersand in a title. */
export const jellyfinTemplate: string = pretty(
  Object.fromEntries(jellyfinFields.map((name) => [name, `{{{${name}}}}`])),
)
