import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: ['scripts/*.{ts,mjs}', 'bench/*.ts', 'e2e/**/*.test.ts'],
      project: ['scripts/**', 'bench/**', 'e2e/**'],
      // Called by name as programs, from scripts/gate.ts.
      ignoreDependencies: ['oxlint', 'oxlint-tsgolint'],
    },
    'packages/web': { entry: ['dev/*.ts'], project: ['src/**'] },
    'packages/server': { entry: ['src/**/*-child.ts'], project: ['src/**'] },
    // The switches' page is read as a file.
    'packages/testkit': { entry: ['src/demo/main.ts', 'src/demo/board.js'], project: ['src/**'] },
    'packages/cli': { entry: ['src/main.ts'], project: ['src/**'] },
    'packages/*': { project: ['src/**'] },
  },
  ignoreExportsUsedInFile: true,
}
export default config
