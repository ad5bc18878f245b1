export * from './client.ts'
export * from './manifest.ts'
export * from './explanation.ts'
export { diagnose } from './diagnose.ts'
