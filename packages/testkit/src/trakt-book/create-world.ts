import { Credentials } from './credentials.ts'
import { DeviceCodes } from './device-codes.ts'
import { newAllowance } from './limits.ts'
import { knownTitles } from './made-titles.ts'
import { defaultTraktSettings, type TraktBookSettings } from './settings.ts'
import { Catalogue } from './titles.ts'
import type { Refusal, TraktBookOptions } from './trakt-book.ts'
import type { World } from './world.ts'

/** Made here, valid nowhere else. */
const usualApp = {
  clientId: 'b00c0ffe'.repeat(8),
  clientSecret: '5ec2e7b0'.repeat(8),
  redirectUris: ['http://127.0.0.1/trakt/callback', 'urn:ietf:wg:oauth:2.0:oob'],
} as const

/** Above what a number of JavaScript holds exactly, as Trakt's ids may be. */
const firstEntryId = 10_000_000_000_000_001n

const settingsOf = (options: TraktBookOptions): TraktBookSettings => {
  const names = Object.keys(defaultTraktSettings)
  return {
    ...defaultTraktSettings,
    ...Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name))),
  }
}

interface Told {
  readonly authUrl: () => string
  readonly refusals: Refusal[]
}

export const createWorld = (options: TraktBookOptions, { authUrl, refusals }: Told): World => {
  const { now = Date.now, clientId, clientSecret, redirectUris, titles } = options
  const catalogue = new Catalogue()
  catalogue.add(titles ?? knownTitles)
  let entryId = firstEntryId
  let playbackId = 1
  return {
    now,
    settings: settingsOf(options),
    app: {
      clientId: clientId ?? usualApp.clientId,
      clientSecret: clientSecret === undefined ? usualApp.clientSecret : clientSecret,
      redirectUris: redirectUris ?? usualApp.redirectUris,
      exists: true,
      allowance: newAllowance(),
    },
    catalogue,
    people: [],
    credentials: new Credentials(),
    codes: new DeviceCodes(),
    authUrl,
    visitor: null,
    nextEntryId: () => String(entryId++),
    nextPlaybackId: () => playbackId++,
    refuse: (limit, person, call) => {
      refusals.push({
        at: now(),
        limit,
        person: person?.name ?? null,
        call: `${call.method} ${call.path}`,
      })
    },
  }
}
