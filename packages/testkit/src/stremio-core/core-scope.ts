/** What the core of the real Stremio client wants around it, in Node and in the worker of a page (stremio.md §6). */

export interface Core {
  default(options: { module_or_path: unknown }): Promise<unknown>
  initialize_runtime(listen: (event: unknown) => void): Promise<unknown>
  dispatch(action: unknown, model: string | null, hash: string): void
  get_state(model: string): unknown
}

export interface CoreScope {
  /** Moves the client's clock. */
  advance(byMs: number): void
  /** The client has done what it was told, and has an answer to all that it asked. */
  settle(): Promise<void>
}

/** The address that is compiled into the client. */
const compiledApi = 'https://api.strem.io'
/** This machine, without the streaming server that a real client looks for. */
const onThisMachine = /^http:\/\/127\.0\.0\.1:(?!11470)/

const put = (names: Readonly<Record<string, unknown>>): void => {
  for (const [name, value] of Object.entries(names))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

const setClock = (): Pick<CoreScope, 'advance'> => {
  const RealDate = Date
  let offsetMs = 0
  // `new Date()` alone asks for the time; with an argument it only reckons.
  class MovedDate extends RealDate {
    constructor(given: string | number | Date = RealDate.now() + offsetMs) {
      super(given)
    }
    static override now(): number {
      return RealDate.now() + offsetMs
    }
  }
  put({ Date: MovedDate })
  return {
    advance: (byMs) => {
      offsetMs += byMs
    },
  }
}

/** Its own API goes to the simulated one, this machine is let through, and nothing else leaves the house. */
const setFetch = (apiUrl: string, refuse: (url: string) => void): Pick<CoreScope, 'settle'> => {
  const realFetch = globalThis.fetch
  const underWay = new Set<Promise<unknown>>()
  const send = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    const request = new Request(input, init)
    const { url, method } = request
    if (url.startsWith(compiledApi))
      return realFetch(apiUrl + url.slice(compiledApi.length), {
        method,
        ...(method === 'GET' ? {} : { body: await request.text() }),
      })
    if (onThisMachine.test(url)) return realFetch(request)
    refuse(url)
    throw new TypeError('Failed to fetch')
  }
  const counted = async <T>(answer: Promise<T>): Promise<T> => {
    underWay.add(answer)
    try {
      return await answer
    } finally {
      underWay.delete(answer)
    }
  }
  put({ fetch: (...given: Parameters<typeof fetch>) => counted(send(...given)) })
  return {
    settle: async () => {
      // What follows from an answer may ask again.
      for (let quiet = 0; quiet < 2; quiet += 1) {
        await new Promise((resolve) => {
          setTimeout(resolve, 0)
        })
        if (underWay.size > 0) quiet = -1
        await Promise.allSettled(underWay)
      }
    },
  }
}

export function setCoreScope(apiUrl: string, refuse: (url: string) => void): CoreScope {
  const kept = new Map<string, string>()
  put({
    document: { baseURI: 'file:///' },
    app_version: '5.0.0-test',
    shell_version: null,
    get_location_hash: async () => '#/',
    local_storage_get_item: async (key: string) => kept.get(key) ?? null,
    local_storage_set_item: async (key: string, value: string) => void kept.set(key, value),
    local_storage_remove_item: async (key: string) => void kept.delete(key),
  })
  return { ...setClock(), ...setFetch(apiUrl, refuse) }
}
