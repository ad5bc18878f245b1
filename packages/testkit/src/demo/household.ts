import { textAt, valueAt, type Session } from './cuemark.ts'
import { createPlayer, type Player } from './player.ts'

/** What the people of the demo have done before anybody looks: Trakt is linked, and a player tells what they watch. */

const lookEveryMs = 100
const linkWithinMs = 15_000

/** Signs in to Trakt by a device code. `approve` is the person at Trakt, and answers what Trakt has against it. */
export async function linkTrakt(
  session: Session,
  approve: (userCode: string) => string | null,
): Promise<string> {
  const started = await session.post('/sign-ins', { service: 'trakt', method: 'device' })
  const refusal = approve(textAt(started, 'userCode'))
  if (refusal !== null) throw new Error(refusal)
  const until = Date.now() + linkWithinMs
  while (Date.now() < until) {
    const now = await session.get(`/sign-ins/${textAt(started, 'id')}`)
    const state = textAt(now, 'state')
    if (state === 'done') return textAt(now, 'accountId')
    if (state !== 'pending') throw new Error(`The sign-in to Trakt ended as ${state}.`)
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  throw new Error('The sign-in to Trakt did not end.')
}

/** A player that has told of one film, and whose viewer is known to be the administrator. */
export async function addPlayer(session: Session, cuemarkUrl: string, viewerName: string): Promise<Player> {
  const added = await session.post('/sources', { kind: 'jellyfin' })
  const viewer = { key: 'd3m0', name: viewerName }
  const address = `${cuemarkUrl}${textAt(added, 'address', 'path')}`
  const player = createPlayer({ address, viewer, now: Date.now })
  // Nobody can be named whom the player has not told of.
  await player.act('watch_film')
  await session.put(`/sources/${textAt(added, 'source', 'id')}/players/${viewer.key}`, {
    personId: textAt(added, 'source', 'personId'),
  })
  return player
}

export interface Waiting {
  /** Plays that are not at Trakt yet. */
  readonly waiting: number
  /** Plays that only a person can move. */
  readonly attention: number
  /** When the first of the waiting is tried again, UTC milliseconds. */
  readonly nextAt: number | null
}

export async function readWaiting(session: Session): Promise<Waiting> {
  const playing = await session.get('/playing')
  const count = (name: string): number => Number(valueAt(playing, 'counts', name))
  const nextAt = valueAt(playing, 'counts', 'nextAt')
  return {
    waiting: count('waiting'),
    attention: count('attention'),
    nextAt: typeof nextAt === 'number' ? nextAt : null,
  }
}
