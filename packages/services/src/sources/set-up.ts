import { httpsHint, isTakenByStremio } from './install-links.ts'
import { jellyfinTemplate, tautulliTemplate } from './templates.ts'

export type SetUpKind =
  'stremio_addon' | 'stremio_account' | 'jellyfin' | 'emby' | 'plex' | 'tautulli' | 'kodi' | 'api'

/** What to click at a player, one after another. `copy` is a text to take along. */
export interface SetUp {
  readonly title: string
  readonly steps: readonly { readonly text: string; readonly copy?: string }[]
  readonly notes: readonly string[]
}

type Steps = SetUp['steps']

const secretNote =
  'The address is a secret: whoever has it can send plays in your name. Renew it here if it got out.'
const tryIt = 'Play something for a minute. This page shows what arrived, or why it could not be read.'

const loopback = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i

/** For players that run as a server of their own, often in a container. */
const fromElsewhere = (player: string, address: string): readonly string[] =>
  loopback.test(address)
    ? [
        `This address works only if ${player} runs on this very machine and in no container. Elsewhere, put the name or address of this machine in your network in its place.`,
      ]
    : []

const jellyfin = (address: string): SetUp => ({
  title: 'Connect Jellyfin',
  steps: [
    {
      text: 'In Jellyfin open Dashboard, Plugins, Catalog. Install the plugin "Webhook" and restart Jellyfin.',
    },
    {
      text: 'Open Dashboard, Plugins, Webhook. Choose "Add Generic Destination" and enter this address.',
      copy: address,
    },
    {
      text: 'Under Notification Type choose Playback Start, Playback Progress, Playback Stop and User Data Saved.',
    },
    {
      text: 'Under User Filter choose the people whose plays count. Under Item Type choose Movies and Episodes.',
    },
    {
      text: 'Turn on "Send All Properties (ignores template)". Only where that is not possible, paste this as template; a quotation mark in a title breaks it.',
      copy: jellyfinTemplate,
    },
    {
      text: 'Choose "Add Request Header" with the key Content-Type and this value, then save.',
      copy: 'application/json',
    },
    { text: tryIt },
  ],
  notes: [
    'Jellyfin sends each event once. What it sends while Cuemark is stopped is lost.',
    ...fromElsewhere('Jellyfin', address),
    secretNote,
  ],
})

const emby = (address: string): SetUp => ({
  title: 'Connect Emby',
  steps: [
    {
      text: 'In Emby open Settings, Notifications (in older versions Webhooks) and add a webhook with this address.',
      copy: address,
    },
    { text: 'As data type choose application/json.' },
    {
      text: 'Under Playback choose Start, Pause, Unpause, Stop and Scrobble; under Users, Mark Played and Mark Unplayed.',
    },
    {
      text: 'Under "Limit user events to" name the people whose plays count. Left empty, Emby may send no user.',
    },
    { text: `Save, and send Emby's test. ${tryIt}` },
  ],
  notes: ['Webhooks are part of Emby Premiere.', ...fromElsewhere('Emby', address), secretNote],
})

const plex = (address: string): SetUp => ({
  title: 'Connect Plex',
  steps: [
    { text: 'In Plex open Settings, Network of your server and turn on Webhooks.' },
    {
      text: 'In your own account open Settings, Webhooks, choose "Add Webhook" and enter this address.',
      copy: address,
    },
    { text: tryIt },
  ],
  notes: [
    'Webhooks are part of Plex Pass. Without it, use Tautulli.',
    'Plex sends what everybody on the server plays. Each person is shown here once, and nothing counts until you say who it is.',
    'Plex does not tell when something is marked as watched by hand.',
    ...fromElsewhere('Plex', address),
    secretNote,
  ],
})

const tautulliTriggers = 'Playback Start, Playback Stop, Playback Pause, Playback Resume and Watched'

const tautulli = (address: string): SetUp => ({
  title: 'Connect Tautulli',
  steps: [
    { text: 'In Tautulli open Settings, Notification Agents, "Add a new notification agent", Webhook.' },
    { text: 'Enter this address as Webhook URL and choose POST as Webhook Method.', copy: address },
    { text: `Under Triggers choose ${tautulliTriggers}.` },
    {
      text: 'Under Data paste this as JSON Data of each of the five triggers. Leave JSON Headers empty.',
      copy: tautulliTemplate,
    },
    { text: `Save. ${tryIt}` },
  ],
  notes: [
    'Set under Settings, General when something counts as watched; 80 to 90 percent fits.',
    ...fromElsewhere('Tautulli', address),
    secretNote,
  ],
})

const kodiExample: string = JSON.stringify(
  {
    id: '8d0f6c1e-1',
    at: '2026-11-21T20:15:00Z',
    device: 'Living room',
    method: 'Player.OnStop',
    params: { data: { item: { type: 'episode', id: 42 }, end: true } },
    item: {
      type: 'episode',
      title: 'Ozymandias',
      showtitle: 'Breaking Bad',
      season: 5,
      episode: 14,
      uniqueid: { imdb: 'tt2301451', tvdb: '4639461' },
    },
    properties: {
      time: { hours: 0, minutes: 46, seconds: 2, milliseconds: 0 },
      totaltime: { hours: 0, minutes: 47, seconds: 0, milliseconds: 0 },
    },
  },
  null,
  2,
)

const kodi = (address: string): SetUp => ({
  title: 'Connect Kodi',
  steps: [
    {
      text: 'Kodi sends nothing by itself: a small service script in it, or a program beside it that listens to its JSON-RPC, posts each notification to this address.',
      copy: address,
    },
    {
      text: 'It sends what Kodi told, with the answer of Player.GetItem as "item" and the last answer of Player.GetProperties as "properties". This is an example.',
      copy: kodiExample,
    },
    { text: 'Send Player.OnPlay, OnResume, OnPause, OnSeek, OnStop, and VideoLibrary.OnUpdate.' },
    {
      text: 'Send with the header Content-Type: application/json. Keep what is not answered with 204 and send it again with the same "id"; a repeat changes nothing.',
    },
    { text: tryIt },
  ],
  notes: [
    'Ask Player.GetItem for the properties title, year, showtitle, season, episode and uniqueid. Without uniqueid a title is found by its name, which you may have to confirm.',
    ...fromElsewhere('Kodi', address),
    secretNote,
  ],
})

const stremioAddon = (address: string): SetUp => ({
  title: 'Install the Stremio add-on',
  steps: [
    {
      text: 'Press Install. Stremio opens and asks for the add-on: confirm it. Do this on one device; it reaches the others by your Stremio account.',
    },
    { text: 'Or open Add-ons in Stremio and paste this address into the search field.', copy: address },
    { text: tryIt },
  ],
  notes: [
    ...(isTakenByStremio(address) ? [] : [httpsHint]),
    'Not every Stremio app tells its add-ons what it plays. If nothing arrives, connect the Stremio account as well: it is read every few minutes and fills the gaps.',
    'With both connected, a play is still counted once.',
    secretNote,
  ],
})

const stremioAccount = (): SetUp => ({
  title: 'Connect the Stremio account',
  steps: [
    { text: 'Connect Stremio under Accounts. It needs a code that you confirm at Stremio, and no password.' },
    { text: 'Nothing more: Cuemark reads the library every few minutes.' },
  ],
  notes: [
    'The library tells where you stopped and what is watched, up to some minutes late. The add-on tells it at once.',
  ],
})

const apiExample: string = JSON.stringify({
  id: 'my-event-1',
  event: 'watched',
  at: '2026-11-21T20:15:00Z',
  title: { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } },
})

const api = (address: string, token: string | null): SetUp => {
  const steps: Steps = [
    { text: 'Send a POST to this address, with the header Content-Type: application/json.', copy: address },
    {
      text: 'Send the token in the header Authorization.',
      copy: `Authorization: Bearer ${token ?? '<token>'}`,
    },
    {
      text: 'The body is one event, or {"events": […]} with up to 500. This is an example.',
      copy: apiExample,
    },
    {
      text: 'An answer of 200 means that everything is kept. After any other answer, or none, send the same again: each "id" counts once.',
    },
  ]
  return {
    title: 'Send plays from another program',
    steps,
    notes: [
      'The token is a secret: whoever has it can send plays in your name. Renew it here if it got out.',
    ],
  }
}

/**
 * What to do at a player so that it sends what it plays. `address` is the whole secret address; for `api` the address
 * of `POST /api/v1/plays`, with the token beside.
 */
export const sourceSetUp = (kind: SetUpKind, address: string, token: string | null = null): SetUp => {
  switch (kind) {
    case 'jellyfin':
      return jellyfin(address)
    case 'emby':
      return emby(address)
    case 'plex':
      return plex(address)
    case 'tautulli':
      return tautulli(address)
    case 'kodi':
      return kodi(address)
    case 'stremio_addon':
      return stremioAddon(address)
    case 'stremio_account':
      return stremioAccount()
    case 'api':
      return api(address, token)
  }
}
