import { json, html, type Answer, type Call } from '../simulation/answer.ts'
import { application } from '../simulation/trakt-front.ts'
import type { Allowance, LimitName, Person, World } from './world.ts'

export const newAllowance = (): Allowance => ({
  lastWriteAt: -Infinity,
  windowAt: -Infinity,
  reads: 0,
  blockedUntil: -Infinity,
  blockedBy: 'UNAUTHED_API_GET_LIMIT',
})

const writeEveryMs = 1000
const readWindowMs = 300_000
const readsInWindow = 1000

const tooMany = ({ settings }: World, name: LimitName, until: number, now: number): Answer => {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000))
  const wait = { 'retry-after': String(seconds) }
  if (settings.securityLayer) return html(429, '<html><body>Too many requests</body></html>', wait)
  const isWrite = name === 'AUTHED_API_POST_LIMIT'
  return json(429, `${name} rate limit exceeded. Please wait ${seconds} seconds then retry your request.`, {
    ...application,
    ...wait,
    'x-ratelimit': JSON.stringify({
      name,
      period: isWrite ? writeEveryMs / 1000 : readWindowMs / 1000,
      limit: isWrite ? 1 : readsInWindow,
      remaining: 0,
      until: new Date(until).toISOString(),
    }),
  })
}

/** The limit that this call goes over, counting it; null when it may pass. */
const overLimit = (
  allowance: Allowance,
  isWrite: boolean,
  isAuthed: boolean,
  now: number,
): LimitName | null => {
  if (now < allowance.blockedUntil) return allowance.blockedBy
  if (isWrite && isAuthed) {
    if (now - allowance.lastWriteAt < writeEveryMs) return 'AUTHED_API_POST_LIMIT'
    allowance.lastWriteAt = now
    return null
  }
  if (now - allowance.windowAt >= readWindowMs) {
    allowance.windowAt = now
    allowance.reads = 0
  }
  allowance.reads += 1
  if (allowance.reads <= readsInWindow) return null
  return isAuthed ? 'AUTHED_API_GET_LIMIT' : 'UNAUTHED_API_GET_LIMIT'
}

/** Null when the call may pass. Over the limit without an account, all accounts are blocked as well. */
export const limited = (world: World, call: Call, person: Person | null): Answer | null => {
  if (!world.settings.limits) return null
  const now = world.now()
  const { app } = world
  const allowance = person === null || now < app.allowance.blockedUntil ? app.allowance : person.allowance
  const name = overLimit(allowance, call.method !== 'GET', person !== null, now)
  if (name === null) return null
  if (now >= allowance.blockedUntil) {
    allowance.blockedUntil = now + world.settings.blockMs
    allowance.blockedBy = name
  }
  world.refuse(name, person, call)
  return tooMany(world, name, Math.max(allowance.blockedUntil, now + writeEveryMs), now)
}
