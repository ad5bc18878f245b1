import { createWorld } from './create-world.ts'
import { Faults, type Fault, type FaultMatch, type RandomFaults } from './faults.ts'
import { newAllowance } from './limits.ts'
import { startHost, Traffic, type Host, type TraktRequest, type Weather } from './serve.ts'
import { decideAuthorize, decideDevice } from './sign-in-pages.ts'
import type { TraktBookSettings } from './settings.ts'
import { bookKey, bookText, type BookTitle, type Watchable } from './titles.ts'
import type { BookPlay, Refusal, TraktBook, TraktBookOptions } from './trakt-book.ts'
import { addEntry, type Entry, type Person, type TraktPerson, type World } from './world.ts'

const playOf = (person: Person, { id, title, watchedAt, addedAt, how }: Entry): BookPlay => ({
  id,
  person: person.name,
  key: bookKey(title),
  text: bookText(title),
  ids: title.type === 'movie' ? title.movie.ids : title.episode.ids,
  watchedAt,
  addedAt,
  how,
})

const watchableOf = (title: BookTitle | Watchable): Watchable => {
  if ('ids' in title && title.type === 'show') throw new Error('A whole show is not watched at once.')
  return 'ids' in title ? { type: 'movie', movie: title } : title
}

class RunningBook implements TraktBook {
  readonly #world: World
  readonly #traffic = new Traffic()
  readonly #faults = new Faults()
  readonly #refusals: Refusal[] = []
  #hosts: { readonly api: Host; readonly auth: Host } | null = null

  constructor(options: TraktBookOptions) {
    this.#world = createWorld(options, { authUrl: () => this.authUrl, refusals: this.#refusals })
  }

  async start({ apiPort = 0, authPort = 0 }: TraktBookOptions): Promise<this> {
    const parts = { world: this.#world, traffic: this.#traffic, faults: this.#faults }
    const api = await startHost('api', apiPort, parts)
    this.#hosts = { api, auth: await startHost('auth', authPort, parts) }
    return this
  }

  #host(name: 'api' | 'auth'): Host {
    if (this.#hosts === null) throw new Error('The book is not started.')
    return this.#hosts[name]
  }

  #person(person: TraktPerson): Person {
    const found = this.#world.people.find(({ name }) => name === person.name)
    if (found === undefined) throw new Error(`Trakt has no account of ${person.name}.`)
    return found
  }

  get apiUrl(): string {
    return this.#host('api').url
  }
  get authUrl(): string {
    return this.#host('auth').url
  }
  get clientId(): string {
    return this.#world.app.clientId
  }
  get clientSecret(): string | null {
    return this.#world.app.clientSecret
  }
  get redirectUris(): readonly string[] {
    return this.#world.app.redirectUris
  }
  get settings(): TraktBookSettings {
    return this.#world.settings
  }
  get weather(): Weather {
    return this.#traffic.weather
  }
  set weather(weather: Weather) {
    this.#traffic.weather = weather
  }

  addPerson(
    name: string,
    { vip = false, otherApps = 0, condition = 'good' }: Partial<TraktPerson> = {},
  ): TraktPerson {
    if (this.#world.people.some((known) => known.name === name))
      throw new Error(`Trakt has an account of ${name} already.`)
    const person: Person = {
      name,
      slug: name.toLowerCase().replaceAll(/[^a-z\d]+/g, '-'),
      vip,
      otherApps,
      condition,
      entries: [],
      watching: null,
      playback: new Map(),
      watchlist: new Map(),
      ratings: new Map(),
      lastScrobbles: new Map(),
      allowance: newAllowance(),
    }
    this.#world.people.push(person)
    return person
  }
  get people(): readonly TraktPerson[] {
    return this.#world.people
  }
  get visitor(): TraktPerson | null {
    return this.#world.visitor
  }
  set visitor(person: TraktPerson | null) {
    this.#world.visitor = person === null ? null : this.#person(person)
  }
  addTitles(titles: readonly BookTitle[]): void {
    this.#world.catalogue.add(titles)
  }

  approve(person: TraktPerson, userCode: string = this.newestUserCode ?? ''): string | null {
    return decideDevice(this.#world, userCode, this.#person(person), true)
  }
  deny(userCode: string = this.newestUserCode ?? ''): string | null {
    return decideDevice(this.#world, userCode, null, false)
  }
  get newestUserCode(): string | null {
    return this.#world.codes.newestUserCode
  }
  decide(authorizeUrl: string, person: TraktPerson, decision: 'approve' | 'deny'): string | null {
    const { searchParams } = new URL(authorizeUrl)
    const answer = decideAuthorize(this.#world, searchParams, this.#person(person), decision === 'approve')
    return answer.headers['location'] ?? null
  }
  signIn(person: TraktPerson): ReturnType<TraktBook['signIn']> {
    const { credentials, settings, now } = this.#world
    const pair = credentials.issue(this.#person(person).name, now(), settings)
    const { accessToken, refreshToken, createdAt, lifeMs } = pair
    return { accessToken, refreshToken, issuedAt: createdAt, expiresInMs: lifeMs }
  }
  isConnected(person: TraktPerson): boolean {
    return this.#world.credentials.isConnected(person.name, this.#world.now())
  }
  disconnect(person: TraktPerson): void {
    this.#world.credentials.endAll(person.name)
  }
  endAccess(person: TraktPerson): void {
    this.#world.credentials.endAccess(person.name)
  }
  removeApp(): void {
    this.#world.app.exists = false
  }
  restoreApp(): void {
    this.#world.app.exists = true
  }
  setRedirectUris(uris: readonly string[]): void {
    this.#world.app.redirectUris = uris
  }

  plays(person?: TraktPerson): readonly BookPlay[] {
    const people = person === undefined ? this.#world.people : [this.#person(person)]
    return people.flatMap((one) => one.entries.map((entry) => playOf(one, entry)))
  }
  addPlay(person: TraktPerson, title: BookTitle | Watchable, watchedAt: number): BookPlay {
    const one = this.#person(person)
    return playOf(one, addEntry(this.#world, one, { title: watchableOf(title), how: 'sync', watchedAt }))
  }
  watching(person: TraktPerson): { readonly key: string; readonly progress: number } | null {
    const { watching } = this.#person(person)
    if (watching === null || this.#world.now() >= watching.expiresAt) return null
    return { key: bookKey(watching.title), progress: watching.progress }
  }
  playback(person: TraktPerson): ReadonlyMap<string, number> {
    return new Map([...this.#person(person).playback].map(([key, { progress }]) => [key, progress]))
  }
  watchlist(person: TraktPerson): readonly string[] {
    return [...this.#person(person).watchlist.keys()]
  }
  ratings(person: TraktPerson): ReadonlyMap<string, number> {
    return new Map([...this.#person(person).ratings].map(([key, { rating }]) => [key, rating]))
  }

  next(match: FaultMatch, fault: Fault, times: number = 1): void {
    this.#faults.next(match, fault, times)
  }
  randomFaults(faults: RandomFaults | null): void {
    this.#faults.randomly(faults)
  }
  clearFaults(): void {
    this.#faults.clear()
  }
  get faultsMet(): Readonly<Record<string, number>> {
    return this.#faults.met
  }

  get requests(): readonly TraktRequest[] {
    return this.#traffic.requests
  }
  get calls(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#traffic.calls)
  }
  called(name: string, times: number = 1): Promise<void> {
    return this.#traffic.called(name, times)
  }
  clearRequests(): void {
    this.#traffic.clear()
  }
  get refused(): number {
    return this.#refusals.length
  }
  get refusals(): readonly Refusal[] {
    return this.#refusals
  }
  get fastPolls(): number {
    return this.#world.codes.fastPolls
  }
  get signIns(): number {
    return this.#world.credentials.signIns
  }
  get refreshes(): number {
    return this.#world.credentials.refreshes
  }
  get spentRefreshUses(): number {
    return this.#world.credentials.spentRefreshUses
  }
  clearBook(): void {
    for (const person of this.#world.people) {
      person.entries = []
      person.watching = null
      for (const kept of [person.playback, person.watchlist, person.ratings, person.lastScrobbles])
        kept.clear()
    }
  }
  async close(): Promise<void> {
    await Promise.all([this.#host('api').close(), this.#host('auth').close()])
  }
}

/** Starts it on loopback, with two ports as Trakt has two hosts. */
export const startTraktBook = (options: TraktBookOptions = {}): Promise<TraktBook> =>
  new RunningBook(options).start(options)
