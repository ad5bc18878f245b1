import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Where the core of the real client lies on this machine: its script, which is CommonJS, and what that loads. */
export const stremioCoreFiles: { readonly script: string; readonly wasm: string } = {
  script: require.resolve('@stremio/stremio-core-web/stremio_core_web.js'),
  wasm: require.resolve('@stremio/stremio-core-web/stremio_core_web_bg.wasm'),
}
