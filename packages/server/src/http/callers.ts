import type { Access } from '@cuemark/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SourceRow } from '../app/ports-plays.ts'
import { AppError } from '../app/use-cases.ts'
import type { Origin } from '../people/people.ts'
import { longestMs, type Sessions, type Signed } from '../people/sessions.ts'
import { csrfTokenFor, isCsrfToken, makeToken } from '../people/tokens.ts'
import { isLocal } from './hosts.ts'

const sessionCookie = 'cuemark_session'
/** Stands in for the session until somebody has signed in, so that signing in is protected too. */
const guestCookie = 'cuemark_guest'

/** Who asks. */
export interface Caller {
  readonly signed: Signed | null
  /** The cookie that the token for changes is derived from; null when the caller brought none. */
  readonly cookie: string | null
  /** With access `token`: the source whose token was sent. */
  readonly source: SourceRow | null
}

export async function readCaller(request: FastifyRequest, sessions: Sessions): Promise<Caller> {
  const token = request.cookies[sessionCookie]
  const signed = token === undefined ? null : await sessions.recognize(token)
  if (token !== undefined && signed !== null) return { signed, cookie: token, source: null }
  return { signed: null, cookie: request.cookies[guestCookie] ?? null, source: null }
}

/** Refuses whoever may not call a route. Identity comes first, so that a stranger learns nothing else. */
export function checkCaller(caller: Caller, access: Access, request: FastifyRequest): void {
  const { signed } = caller
  if ((access === 'member' || access === 'administrator') && signed === null) {
    throw new AppError('not_signed_in', 'Sign in first.')
  }
  if (access === 'administrator' && signed?.user.role !== 'administrator') {
    throw new AppError('not_allowed', 'Only an administrator may do this.')
  }
  if (request.method === 'GET') return
  const given = request.headers['x-csrf-token']
  if (caller.cookie === null || typeof given !== 'string' || !isCsrfToken(given, caller.cookie)) {
    throw new AppError('csrf_failed', 'The page is out of date. Reload it and try again.')
  }
}

export function originOf(request: FastifyRequest, caller: Caller): Origin {
  return {
    address: request.ip,
    local: isLocal(request),
    userAgent: request.headers['user-agent'] ?? null,
    signed: caller.signed,
  }
}

function keep(reply: FastifyReply, name: string, value: string, maxAgeMs: number | null): void {
  void reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    ...(maxAgeMs === null ? {} : { maxAge: maxAgeMs / 1000 }),
  })
}

/** Gives the session's cookie to the browser, and takes the guest's. */
export function welcome(reply: FastifyReply, token: string): void {
  keep(reply, sessionCookie, token, longestMs)
  void reply.clearCookie(guestCookie, { path: '/' })
}

export function farewell(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, { path: '/' })
}

/** The token for changes of this caller; a caller without any cookie gets one. */
export function csrfTokenOf(caller: Caller, reply: FastifyReply): string {
  const cookie = caller.cookie ?? makeToken()
  if (caller.cookie === null) keep(reply, guestCookie, cookie, null)
  return csrfTokenFor(cookie)
}
