import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'scripts/*.{ts,mjs}',
        'bench/*.ts',
        'chaos/run.ts',
        'chaos/*-child.ts',
        '{chaos,e2e}/**/*.test.ts',
      ],
      project: ['scripts/**', 'bench/**', 'chaos/**', 'e2e/**'],
      // Called by name as programs, from scripts/gate.ts.
      ignoreDependencies: ['oxlint', 'oxlint-tsgolint'],
      // The machine's own, for a disk that is really full; the run goes on without them.
      ignoreBinaries: ['mount', 'umount'],
    },
    'packages/web': { entry: ['dev/*.ts'], project: ['src/**'] },
    'packages/server': { entry: ['src/**/*-child.ts'], project: ['src/**'] },
    // The switches' page is read as a file.
    'packages/testkit': {
      entry: ['src/**/*-child.ts', 'src/demo/main.ts', 'src/demo/board.js'],
      project: ['src/**'],
    },
    'packages/cli': { entry: ['src/main.ts'], project: ['src/**'] },
    'packages/*': { project: ['src/**'] },
  },
  ignoreExportsUsedInFile: true,
}
export default config
