/** Players at 200 events a second: how soon each gets its answer, and whether all of it is there after `kill -9`. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeEvening, type PlayerMessage, startTraktBook, type TraktBook } from '@cuemark/testkit'
import { senderKinds } from '../chaos/delivery.ts'
import { claimPlayers, type Member, type Sender, settleIn } from '../chaos/household.ts'
import { send } from '../chaos/players.ts'

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages', 'server', 'src', 'main.ts')
const perSecond = 200
const seconds = 30
/** Not measured: code gets warm. */
const warmSeconds = 3
const targetMs = 20
const people = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana']
const kinds = ['jellyfin', 'emby', 'plex', 'stremio', 'api'] as const
const dayMs = 86_400_000

interface Server {
  readonly child: ChildProcess
  readonly url: string
}

async function start(folder: string, book: TraktBook): Promise<Server> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      CUEMARK_DATA: folder,
      CUEMARK_PORT: '0',
      CUEMARK_LOG_LEVEL: 'error',
      CUEMARK_TRAKT_API_URL: book.apiUrl,
      CUEMARK_TRAKT_AUTH_URL: book.authUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /^Cuemark is ready: (\S+)$/m.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', () => reject(new Error(`The server ended while it was starting: ${said}`)))
  })
  return { child, url }
}

interface Letter {
  readonly message: PlayerMessage
  readonly sender: Sender
  readonly events: number
}

/** Every message another one, so that each must make a row. */
function lettersOf(members: readonly Member[], count: number): readonly Letter[] {
  const evening = makeEvening(1, {
    people,
    kinds,
    plays: Math.ceil(count / 4),
    startAt: Date.now() - 100 * dayMs,
    duplicateShare: 0,
  })
  const byName = new Map(members.map((member) => [member.name, member]))
  const sources = new Map(evening.sources.map((source) => [source.id, source]))
  return evening.messages.slice(0, count).map((message): Letter => {
    const source = sources.get(message.sourceId)
    const sender =
      source === undefined ? undefined : byName.get(source.person)?.senders.get(senderKinds[source.kind])
    if (sender === undefined) throw new Error(`Nobody knows ${message.sourceId}.`)
    const parsed: unknown = message.event === 'batch' ? JSON.parse(message.body) : null
    const isBatch = typeof parsed === 'object' && parsed !== null && 'events' in parsed
    return { message, sender, events: isBatch && Array.isArray(parsed.events) ? parsed.events.length : 1 }
  })
}

interface Measured {
  /** From the moment at which it was to be sent to the end of the answer. */
  readonly timesMs: readonly number[]
  /** Events of requests that were answered well, by source. */
  readonly taken: ReadonlyMap<string, number>
  readonly refused: number
}

/** Open loop: each is sent at its own moment, whatever became of those before. */
async function fire(url: string, letters: readonly Letter[], rate: number): Promise<Measured> {
  const taken = new Map<string, number>()
  const timesMs: number[] = []
  const beganMs = performance.now()
  let refused = 0
  const answered = letters.map(async ({ message, sender, events }, index) => {
    const dueMs = beganMs + (index * 1000) / rate
    await pause(Math.max(1, dueMs - performance.now()))
    const { outcome } = await send(url, sender, message)
    timesMs.push(performance.now() - dueMs)
    if (outcome === 'taken') taken.set(sender.id, (taken.get(sender.id) ?? 0) + events)
    else refused += 1
  })
  await Promise.all(answered)
  return { timesMs, taken, refused }
}

interface Kept {
  readonly bySource: ReadonlyMap<string, number>
  readonly processed: number
  readonly plays: number
  readonly delivered: number
}

function readKept(folder: string): Kept {
  const database = new DatabaseSync(join(folder, 'cuemark.sqlite'))
  const count = (query: string): number => Number(database.prepare(query).get()?.['n'] ?? 0)
  const rows = database.prepare('select source_id, count(*) as n from events group by source_id').all()
  const kept = {
    bySource: new Map(rows.map((row) => [String(row['source_id']), Number(row['n'])])),
    processed: count(`select count(*) as n from events where state = 'done'`),
    plays: count('select count(*) as n from plays'),
    delivered: count(`select count(*) as n from deliveries where state = 'delivered'`),
  }
  database.close()
  return kept
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, n) => all + n, 0)

function quantile(ordered: readonly number[], share: number): number {
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? Number.NaN
}

function report({ timesMs, refused }: Measured, acknowledged: number, missing: number, kept: Kept): void {
  const ordered = timesMs.toSorted((one, other) => one - other)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(ordered, share))
  const worst = ordered.at(-1) ?? Number.NaN
  const figures = [p50, p95, p99, worst].map((ms) => (ms ?? Number.NaN).toFixed(1))
  console.log(
    `events: ${perSecond} requests/s for ${seconds} s, open loop, each durable before its answer: ` +
      `p50 ${figures[0]} ms, p95 ${figures[1]} ms, p99 ${figures[2]} ms, max ${figures[3]} ms; ` +
      `target p99 under ${targetMs} ms; ${refused} refused`,
  )
  console.log(
    `after kill -9: ${acknowledged} events acknowledged, ${missing} of them missing; ` +
      `${kept.processed} processed, ${kept.plays} plays, ${kept.delivered} delivered meanwhile`,
  )
  if (!((p99 ?? Infinity) < targetMs) || missing > 0 || refused > 0) process.exitCode = 1
}

async function measure(folder: string, book: TraktBook): Promise<void> {
  const { child, url } = await start(folder, book)
  try {
    const members = await settleIn({
      url: () => url,
      book,
      names: people,
      kinds: kinds.map((kind) => senderKinds[kind]),
      passUntil: async (isSo) => {
        while (!(await isSo())) await pause(100)
      },
    })
    const letters = lettersOf(members, (warmSeconds + seconds) * perSecond)
    const warm = await fire(url, letters.slice(0, warmSeconds * perSecond), perSecond)
    for (const member of members) for (const kind of kinds) await claimPlayers(member, senderKinds[kind])
    const measured = await fire(url, letters.slice(warmSeconds * perSecond), perSecond)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const kept = readKept(folder)
    const taken = new Map(measured.taken)
    for (const [source, events] of warm.taken) taken.set(source, (taken.get(source) ?? 0) + events)
    const missing = [...taken].map(([source, events]) =>
      Math.max(0, events - (kept.bySource.get(source) ?? 0)),
    )
    report(
      measured,
      sum(taken),
      missing.reduce((all, n) => all + n, 0),
      kept,
    )
  } finally {
    child.kill('SIGKILL')
  }
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cuemark-bench-'))
  const book = await startTraktBook({
    pollIntervalMs: 1000,
    titles: makeEvening(1, { people, plays: 1 }).titles,
  })
  try {
    await measure(folder, book)
  } finally {
    await book.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
