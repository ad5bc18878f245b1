import { type ActivityView, activityViews, type LiveEvent, type SignInView } from '@cuemark/contract'
import { accountsOf, accountTest, cleanSlateSteps, endOf, signIn } from './mock-accounts.ts'
import {
  backfill,
  countsOf,
  foundTitles,
  isIn,
  playingOf,
  playsOf,
  story,
  suggestions,
} from './mock-plays.ts'

type Body = Readonly<Record<string, unknown>>
interface Asked {
  readonly parts: readonly string[]
  readonly method: string
  readonly url: URL
  readonly body: Body
}

let scene = 'broken'
let accounts = accountsOf(scene)
let plays = playsOf(scene)
let signIns: SignInView[] = []
let tell: (event: LiveEvent) => void = () => undefined

export const tellBy = (next: typeof tell): void => void (tell = next)

/** A scene that ends a sign-in leaves all else as it is. */
export function setPlaybackScene(name: string): void {
  const end = endOf(name)
  if (end !== null) {
    signIns = signIns.map((one) => (one.state === 'pending' ? { ...one, ...end } : one))
    for (const one of signIns) tell({ type: 'sign_in', signIn: one })
    return
  }
  scene = name
  accounts = accountsOf(name)
  plays = playsOf(name)
  signIns = []
}

export const playback = (): unknown => ({
  playing: playingOf(scene).slice(0, 3),
  activity: countsOf(scene, plays),
})

const viewOf = (text: string | null): ActivityView => activityViews.find((one) => one === text) ?? 'all'

function playsPage(url: URL): unknown {
  const person = url.searchParams.get('personId')
  const items = plays.filter(
    (one) => isIn(one, viewOf(url.searchParams.get('view'))) && (person === null || one.personId === person),
  )
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const next = from + limit < items.length ? String(from + limit) : null
  return { items: items.slice(from, from + limit), nextCursor: next }
}

const actions = {
  replay: { state: 'waiting', because: 'Its turn comes.', waitsFor: 'turn', diagnosis: null },
  match: { state: 'waiting', because: 'Its turn comes.', waitsFor: 'turn', diagnosis: null },
  drop: { state: 'dropped', because: null, waitsFor: null },
  restore: { state: 'waiting', because: 'Its turn comes.', waitsFor: 'turn' },
} as const

const actionOf = (name: string): keyof typeof actions | null =>
  name === 'replay' || name === 'match' || name === 'drop' || name === 'restore' ? name : null

function changePlay(id: string, action: string): unknown {
  const found = plays.find((one) => one.id === id)
  const known = actionOf(action)
  if (found === undefined) return null
  const delivery =
    known === null || found.delivery === null ? found.delivery : { ...found.delivery, ...actions[known] }
  const changed = { ...found, state: 'watched' as const, delivery, version: found.version + 1 }
  plays = plays.map((one) => (one.id === id ? changed : one))
  tell({ type: 'play', play: changed })
  tell({ type: 'activity', counts: countsOf(scene, plays) })
  return changed
}

function answerPlays({ parts, method, url }: Asked): unknown {
  const [, id = '', more] = parts
  if (method === 'GET') {
    if (id === '') return playsPage(url)
    if (more === 'events') return { items: story() }
    if (more === 'suggestions') return { items: suggestions(id, url.searchParams.get('q')) }
    return plays.find((one) => one.id === id) ?? null
  }
  if (id === 'replay') return { replayed: plays.filter((one) => one.delivery?.state === 'refused').length }
  if (id === 'mark') return { play: null }
  return changePlay(id, more ?? '')
}

function answerAccounts({ parts, method, body }: Asked): unknown {
  const [, id = '', more] = parts
  const found = accounts.find((one) => one.id === id)
  if (method === 'GET' && id === '') return { items: accounts, traktReady: scene !== 'not-ready' }
  if (found === undefined) return null
  if (method === 'GET') return found
  if (more === 'test') return accountTest()
  const settings = { ...found.settings, ...(typeof body['settings'] === 'object' ? body['settings'] : {}) }
  const state = more === 'disconnect' || more === 'clean-slate' ? ('disconnected' as const) : found.state
  const changed = { ...found, settings, state, version: found.version + 1 }
  accounts = accounts.map((one) => (one.id === id ? changed : one))
  tell({ type: 'account', account: changed })
  return more === 'clean-slate' ? { steps: cleanSlateSteps, account: changed } : changed
}

function answerSignIns({ parts, method, body }: Asked): unknown {
  const [, id = '', more] = parts
  if (method === 'GET' && id === '') return { items: signIns }
  if (method === 'GET') return signIns.find((one) => one.id === id) ?? null
  if (id === '' || id === 'finish') {
    const service = body['service'] === 'stremio' ? 'stremio' : 'trakt'
    const begun = signIn(
      service,
      body['method'] === 'code' ? 'code' : 'device',
      typeof body['origin'] === 'string' ? body['origin'] : '',
    )
    const made = id === 'finish' ? { ...begun, state: 'done' as const, accountId: 'acc_1' } : begun
    signIns = [made, ...signIns.map((one) => ({ ...one, state: 'cancelled' as const }))]
    return made
  }
  if (more === 'cancel')
    signIns = signIns.map((one) => (one.id === id ? { ...one, state: 'cancelled' } : one))
  return signIns.find((one) => one.id === id) ?? null
}

const peopleOf = (of: string): unknown[] =>
  of === 'empty'
    ? [{ id: 'p', name: 'admin' }]
    : [
        { id: 'p', name: 'admin' },
        { id: 'p2', name: 'second person' },
      ]

/** What the stand-in answers for accounts, sign-ins and plays: a value, null where there is none. */
export function answerPlayback(asked: Asked): unknown {
  const [what] = asked.parts
  if (what === 'plays') return answerPlays(asked)
  if (what === 'accounts') return answerAccounts(asked)
  if (what === 'sign-ins') return answerSignIns(asked)
  if (what === 'playing') return { items: playingOf(scene), counts: countsOf(scene, plays) }
  if (what === 'people' && asked.method === 'GET') return { items: peopleOf(scene) }
  if (what === 'sources' && asked.parts[1] === undefined) return { items: [] }
  if (what === 'titles') return { items: foundTitles() }
  if (what === 'backfill') return asked.parts[1] === 'preview' ? backfill() : { sent: 6 }
  return undefined
}
