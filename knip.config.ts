import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: ['scripts/*.{ts,mjs}', 'bench/*.ts', 'e2e/**/*.test.ts'],
      project: ['scripts/**', 'bench/**', 'e2e/**'],
    },
    'packages/web': { entry: ['src/main.tsx', 'dev/*.ts'], project: ['src/**'] },
    'packages/server': { entry: ['src/main.ts', 'src/start.ts', 'src/**/*-child.ts'], project: ['src/**'] },
    'packages/testkit': { entry: ['src/index.ts', 'src/demo/main.ts'], project: ['src/**'] },
    'packages/cli': { entry: ['src/main.ts', 'bin/cuemark.mjs'], project: ['src/**'] },
    'packages/*': {
      entry: ['src/index.ts', 'src/manifests.ts', 'src/diagnose.ts', 'src/explain.ts'],
      project: ['src/**'],
    },
  },
  // Exports that one file uses itself and its test names are part of how it reads.
  ignoreExportsUsedInFile: true,
}
export default config
