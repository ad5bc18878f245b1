export { installLinks, type InstallLinks } from './install-links.ts'
export { type SetUp, type SetUpKind, sourceSetUp } from './set-up.ts'
