export * from './client.ts'
export * from './manifest.ts'
