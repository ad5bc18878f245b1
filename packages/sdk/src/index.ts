export { type CallOptions, type CallResult, type Client, type ClientOptions, createClient } from './client.ts'
export type { LiveOptions, LiveState } from './live.ts'
export { ApiError, UnreachableError } from './problem.ts'
