/** What Stremio keeps of an add-on; under 8,192 bytes, or its own account API refuses it (stremio.md §2). */
export interface AddonManifest {
  readonly id: string
  readonly version: string
  readonly name: string
  readonly description: string
  readonly resources: readonly string[]
  readonly types: readonly string[]
  readonly idPrefixes: readonly string[]
  readonly catalogs: readonly never[]
  readonly behaviorHints: { readonly configurable: boolean; readonly configurationRequired: boolean }
}

/**
 * `player` and `library` tell what is played; `subtitles` is asked by older apps when a stream opens. Stremio calls
 * only for ids that begin with one of `idPrefixes`.
 */
export const addonManifest = (version: string): AddonManifest => ({
  id: 'org.cuemark.addon',
  version,
  name: 'Cuemark',
  description: 'Tells your own Cuemark what you play, so that it reaches Trakt. Shows nothing in Stremio.',
  resources: ['player', 'library', 'subtitles'],
  types: ['movie', 'series'],
  idPrefixes: ['tt', 'tmdb', 'tvdb', 'kitsu'],
  catalogs: [],
  behaviorHints: { configurable: true, configurationRequired: false },
})
