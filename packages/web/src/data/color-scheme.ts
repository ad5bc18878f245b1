import { localStorageColorSchemeManager, type MantineColorSchemeManager } from '@mantine/core'

/** The same name stands in `public/scheme.js`, which reads it before the first paint. */
export const colorSchemeManager: MantineColorSchemeManager = localStorageColorSchemeManager({
  key: 'cuemark-color-scheme',
})
