import { createServer } from 'node:net'

const tries = 20

/** The wanted port of loopback, or the next free one above it. Throws when twenty in a row are taken. */
export async function freePortFrom(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + tries; port += 1) if (await isFree(port)) return port
  throw new Error(
    `Ports ${wanted} to ${wanted + tries - 1} on 127.0.0.1 are all taken. Close what uses them and start again.`,
  )
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
