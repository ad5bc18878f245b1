import type { StremioPerson } from '../stremio-book/stremio-book.ts'
import type { StremioCore } from './stremio-core.ts'

/** What somebody does at a real Stremio client. */
export interface StremioViewer {
  signIn(): Promise<void>
  /** Opens the page of an add-on by its manifest's address, and installs it. */
  install(manifestUrl: string): Promise<void>
  /** Opens a stream of a video; nothing plays yet. */
  open(video: StremioVideo): Promise<void>
  /** The player has looked into the file, upon which subtitles are asked for (stremio.md §4.1). */
  lookIntoFile(file: {
    readonly filename: string
    readonly size: number
    readonly hash: string
  }): Promise<void>
  /** Plays on from one position to another, second by second; the clock moves along. */
  play(fromMs: number, toMs: number, durationMs: number): void
  seek(toMs: number, durationMs: number): void
  pause(): void
  /** Closes the player; the client has written then where it was left. */
  close(): Promise<void>
}

export interface StremioVideo {
  readonly type: 'movie' | 'series'
  readonly id: string
  readonly videoId: string
  /** Manifest of the add-on that knows the title. */
  readonly titles: string
}

const tickMs = 1000

const hasText = (text: string) => (state: unknown) => JSON.stringify(state).includes(text)

/** What is needed of a client, in a process or in a page. */
export type DrivenCore = Pick<StremioCore, 'dispatch' | 'until' | 'settled' | 'advance'>

/** Loads what an add-on says of itself, and installs it as the page's button does. */
const installIn = async (core: DrivenCore, transportUrl: string): Promise<void> => {
  core.dispatch({ action: 'Load', args: { model: 'AddonDetails', args: { transportUrl } } }, 'addon_details')
  const state = await core.until('addon_details', hasText('"Ready"'))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client brings no types of its states
  const { remoteAddon } = state as {
    readonly remoteAddon: { readonly content: { readonly content: unknown } }
  }
  core.dispatch({ action: 'Ctx', args: { action: 'InstallAddon', args: remoteAddon.content.content } })
  await core.settled()
}

const playerArgs = ({ type, id, videoId, titles }: StremioVideo): unknown => {
  const path = (resource: string, of: string) => ({ resource, type, id: of, extra: [] })
  return {
    // Nothing answers there: what plays is told to the client, as its player would.
    stream: { url: 'http://127.0.0.1:9/video.mkv' },
    streamRequest: { base: titles, path: path('stream', videoId) },
    metaRequest: { base: titles, path: path('meta', id) },
    subtitlesPath: path('subtitles', videoId),
  }
}

/** `moved` hears of every second that goes by at the client, for clocks that go along. */
export function viewerAt(
  core: DrivenCore,
  person: StremioPerson,
  moved: (byMs: number) => void,
): StremioViewer {
  const player = (action: string, args: Readonly<Record<string, unknown>>): void =>
    core.dispatch({ action: 'Player', args: { action, args } }, 'player')
  const at = (action: string, time: number, duration: number): void =>
    player(action, { time, duration, device: 'web' })
  return {
    signIn: async () => {
      const args = { type: 'Login', email: person.name, password: 'any', facebook: false }
      core.dispatch({ action: 'Ctx', args: { action: 'Authenticate', args } })
      await core.until('ctx', hasText(person.authKey))
    },
    install: (manifestUrl) => installIn(core, manifestUrl),
    open: async (video) => {
      core.dispatch({ action: 'Load', args: { model: 'Player', args: playerArgs(video) } }, 'player')
      await core.until('player', hasText('"libraryItem":{'))
      await core.settled()
    },
    lookIntoFile: async (videoParams) => {
      player('VideoParamsChanged', { videoParams })
      await core.settled()
    },
    play: (fromMs, toMs, durationMs) => {
      player('PausedChanged', { paused: false })
      for (let time = fromMs; time <= toMs; time += tickMs) {
        at('TimeChanged', time, durationMs)
        core.advance(tickMs)
        moved(tickMs)
      }
    },
    seek: (toMs, durationMs) => at('Seek', toMs, durationMs),
    pause: () => player('PausedChanged', { paused: true }),
    close: async () => {
      core.dispatch({ action: 'Unload' }, 'player')
      await core.settled()
    },
  }
}
