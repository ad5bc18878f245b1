import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DrivenCore, stremioCoreFiles } from '@cuemark/testkit'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import type { WorkerOrder } from './stremio-worker.ts'

/** The real Stremio client in a page of a real browser, on an origin of its own. */
export interface StremioPage {
  readonly page: Page
  readonly core: DrivenCore
  close(): Promise<void>
}

declare global {
  interface Window {
    /** Of the page below: gives an order to the worker and resolves with its answer. */
    stremioAsk(order: unknown): Promise<unknown>
  }
}

const html = `<!doctype html><meta charset="utf-8"><title>Stremio</title><script>
  const worker = new Worker('/worker.js')
  const asked = new Map()
  let last = 0
  worker.onerror = ({ message }) => { throw new Error('The client failed: ' + message) }
  worker.onmessage = ({ data }) => { asked.get(data.id)(data.value); asked.delete(data.id) }
  window.stremioAsk = (order) => new Promise((resolve) => {
    last += 1
    asked.set(last, resolve)
    worker.postMessage({ id: last, order })
  })
</script>`

const types: Readonly<Record<string, string>> = {
  '/': 'text/html; charset=utf-8',
  '/worker.js': 'text/javascript; charset=utf-8',
  '/core.wasm': 'application/wasm',
}

const bundle = async (): Promise<Readonly<Record<string, string | Buffer>>> => {
  const folder = await mkdtemp(join(tmpdir(), 'cuemark-stremio-'))
  const outfile = join(folder, 'worker.js')
  try {
    await build({
      stdin: {
        // The client's script looks at the document's address as soon as it is read, and a worker has none.
        contents: `globalThis.document = { baseURI: self.location.href }
          globalThis.stremioCore = require(${JSON.stringify(stremioCoreFiles.script)})
          require('./stremio-worker.ts')`,
        resolveDir: dirname(fileURLToPath(import.meta.url)),
      },
      bundle: true,
      format: 'iife',
      platform: 'browser',
      outfile,
      logLevel: 'error',
    })
    const wasm = await readFile(stremioCoreFiles.wasm)
    return { '/': html, '/worker.js': await readFile(outfile), '/core.wasm': wasm }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Opens it with its own API at `apiUrl`. */
export async function openStremio(browser: Browser, apiUrl: string): Promise<StremioPage> {
  const files = await bundle()
  const server = createServer((request, response) => {
    const file = files[request.url ?? '']
    if (file === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', types[request.url ?? ''] ?? '').end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page has no port.')
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${address.port}/`)
  const ask = (order: WorkerOrder): Promise<unknown> =>
    page.evaluate((given) => window.stremioAsk(given), order)
  await ask({ type: 'start', apiUrl })
  const state = (model: string): Promise<unknown> => ask({ type: 'state', model })
  return {
    page,
    core: {
      // The browser takes them in the order in which they are sent.
      dispatch: (action, model) => void ask({ type: 'dispatch', action, model: model ?? null }),
      until: async (model, wanted) => {
        for (;;) {
          const told = ask({ type: 'next_event' })
          const now = await state(model)
          if (wanted(now)) return now
          await told
        }
      },
      settled: async () => void (await ask({ type: 'settle' })),
      advance: (byMs) => void ask({ type: 'advance', byMs }),
    },
    close: async () => {
      await page.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
