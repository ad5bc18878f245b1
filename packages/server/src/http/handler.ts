import type { Body, Line, Params, Query, Response, RouteId, routes } from '@cuemark/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Signed } from '../people/sessions.ts'
import type { Caller } from './callers.ts'

type AccessOf<Id extends RouteId> = (typeof routes)[Id]['access']
type AnswerOf<Id extends RouteId> = (typeof routes)[Id]['answer']

/** A call that has been let in and checked. */
export interface Call<Id extends RouteId> {
  readonly params: Params<Id>
  readonly query: Query<Id>
  readonly body: Body<Id>
  readonly caller: Caller
  /** Never null where the route wants somebody signed in. */
  readonly signed: AccessOf<Id> extends 'member' | 'administrator' ? Signed : Signed | null
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What use cases give back is theirs to keep: it may be read-only. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T

/** Writes line after line until it resolves; `signal` aborts when the caller has left. */
export type WriteLines<T> = (emit: (line: Given<T>) => void, signal: AbortSignal) => Promise<void>

type Result<Id extends RouteId> = {
  json: Promise<Given<Response<Id>>>
  empty: Promise<void>
  ndjson: WriteLines<Line<Id>>
}[Exclude<AnswerOf<Id>, 'events'>]

type HandledId = { [Id in RouteId]: AnswerOf<Id> extends 'events' ? never : Id }[RouteId]

/** One handler per route; a missing one is a type error. The live stream has its own way (`live.ts`). */
export type Handlers = { readonly [Id in HandledId]: (call: Call<Id>) => Result<Id> }
