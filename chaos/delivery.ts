/** Brings the messages of the players to the servers, each until somebody has taken it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Dice, Evening, PlayerKind, PlayerMessage, WatchingSource } from '@cuemark/testkit'
import type { House } from './house.ts'
import { claimPlayers, type Member, type SenderKind } from './household.ts'
import type { Passage } from './passage.ts'
import { send, type Sent } from './players.ts'
import type { Sky } from './sky.ts'

/** A player that was told no tries again after this. */
const againMs = 60_000
/** As long as an answer to a player takes, in real time. */
const mostBeforeKillMs = 5

export const senderKinds: Readonly<Record<PlayerKind, SenderKind>> = {
  jellyfin: 'jellyfin',
  emby: 'emby',
  plex: 'plex',
  tautulli: 'tautulli',
  kodi: 'kodi',
  stremio: 'stremio_addon',
  api: 'api',
}

export interface DeliveryCounts {
  sent: number
  taken: number
  /** Sent again because no answer came: the first may have been kept. */
  unanswered: number
  /** Told that nothing was kept, by status. */
  readonly refused: Record<string, number>
}

export interface PostDeps {
  readonly house: House
  readonly passage: Passage
  readonly sky: Sky
  readonly dice: Dice
  readonly evening: Evening
  readonly members: readonly Member[]
}

/** The way of all messages. */
export class Post {
  readonly counts: DeliveryCounts = { sent: 0, taken: 0, unanswered: 0, refused: {} }
  /** By how much the messages of a viewing came late at most. */
  readonly lateness: Map<string, number> = new Map()
  readonly #deps: PostDeps
  readonly #sources: ReadonlyMap<string, WatchingSource>
  readonly #members: ReadonlyMap<string, Member>
  readonly #claimed = new Set<string>()

  constructor(deps: PostDeps) {
    this.#deps = deps
    this.#sources = new Map(deps.evening.sources.map((source) => [source.id, source]))
    this.#members = new Map(deps.members.map((member) => [member.name, member]))
  }

  /** Resolves when somebody has taken it. Time goes by where it was refused. */
  async deliver(message: PlayerMessage, number: number): Promise<void> {
    const { passage, sky } = this.#deps
    const kill = sky.killAt(number)
    if (kill !== null && kill !== 'message') sky.arm(kill)
    for (let tries = 0; ; tries += 1) {
      const sent = await this.#send(message, kill === 'message' && tries === 0)
      if (sent.outcome === 'taken') break
      if (sent.outcome === 'unanswered') this.counts.unanswered += 1
      else this.#noteRefusal(sent)
      if (tries > 200) throw new Error(`Nobody takes ${message.event} of ${message.sourceId}.`)
      if (sent.outcome === 'unanswered') continue
      await passage.passTo(passage.now() + againMs)
      await sky.turn(passage.now())
    }
    this.counts.taken += 1
    const lateMs = passage.now() - message.at
    this.lateness.set(message.viewingId, Math.max(lateMs, this.lateness.get(message.viewingId) ?? 0))
    await this.#claim(message)
    await passage.settle()
  }

  #noteRefusal({ status }: Sent): void {
    const { refused } = this.counts
    refused[String(status)] = (refused[String(status)] ?? 0) + 1
  }

  #from({ sourceId }: PlayerMessage): { readonly member: Member; readonly kind: SenderKind } {
    const source = this.#sources.get(sourceId)
    const member = this.#members.get(source?.person ?? '')
    if (source === undefined || member === undefined) throw new Error(`Nobody knows ${sourceId}.`)
    return { member, kind: senderKinds[source.kind] }
  }

  async #send(message: PlayerMessage, isKilled: boolean): Promise<Sent> {
    const { house, dice, sky } = this.#deps
    const { member, kind } = this.#from(message)
    const sender = member.senders.get(kind)
    if (sender === undefined) throw new Error(`${member.name} has no ${kind}.`)
    const index = dice.between(0, house.processes - 1)
    this.counts.sent += 1
    if (!isKilled) return send(house.urlOf(index), sender, message)
    const waitMs = dice.next() * mostBeforeKillMs
    let killed: Promise<void> = Promise.resolve()
    const sent = await send(house.urlOf(index), sender, message, () => {
      killed = pause(waitMs).then(() => sky.kill('message', index))
    })
    await killed
    return sent
  }

  /** A player's user is nobody's until a person says whose: what came before that waits, and is not lost. */
  async #claim(message: PlayerMessage): Promise<void> {
    if (this.#claimed.has(message.sourceId)) return
    const { member, kind } = this.#from(message)
    const isOwn = kind === 'api' || kind === 'stremio_addon'
    if (isOwn || (await claimPlayers(member, kind)) > 0) this.#claimed.add(message.sourceId)
  }
}
