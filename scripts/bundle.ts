/** The release bundle: the server and the command, each as one file and what they share. Needs no packages to run. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as runEsbuild, type Plugin } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Older packages inside the bundle call `require`, which modules do not have. */
const banner = `import { createRequire as cuemarkRequire } from 'node:module';
const require = cuemarkRequire(import.meta.url);`

/**
 * Left out of the bundle, because it is loaded with its package and never used here: zod's messages in forty
 * languages, and undici's own fetch, sockets, caches and mocks (the gateway sends by `request` alone). Each costs
 * memory in every process.
 */
const unused: readonly { readonly importer: RegExp; readonly path: RegExp }[] = [
  { importer: /node_modules\/zod\/v4\/(?:core|classic)\//, path: /^\.\.\/locales\/index\.js$/ },
  { importer: /node_modules\/undici\/index\.js$/, path: /^\.\/lib\/(?:web|mock|cache|interceptor)\// },
]

const leaveOut: Plugin = {
  name: 'leave-out',
  setup: (build) => {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
      const left = unused.some((one) => one.importer.test(importer) && one.path.test(path))
      return left ? { path, namespace: 'left-out' } : undefined
    })
    // Stands for every name that is asked of it while its package loads; does nothing when it is called.
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = new Proxy(function () {}, { get: () => function () {} })',
    }))
  },
}

/** Writes `dist/server/main.js`, `dist/cli/main.js` and what both use; the pages are expected in `dist/web`. */
export async function bundle(): Promise<void> {
  const entries = { 'server/main': 'packages/server/src/main.ts', 'cli/main': 'packages/cli/src/main.ts' }
  const present = Object.entries(entries).filter(([, path]) => existsSync(join(root, path)))
  await runEsbuild({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names stay as they are, so that stack traces in a report can be read without the maps.
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [leaveOut],
    sourcemap: 'external',
    legalComments: 'linked',
    // Speeds up `pg` where people have compiled it; it asks for it and goes on without.
    external: ['pg-native'],
    banner: { js: banner },
    logLevel: 'warning',
  })
}

if (import.meta.main) await bundle()
