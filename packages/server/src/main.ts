import { setFlagsFromString } from 'node:v8'
import type { RunningServer } from './start.ts'

// Loading the program makes much garbage once. V8 would answer with a young generation of 16 MB that it then keeps
// for good; held small until the server is ready, it grows only when the work asks for it. Hence the late import.
setFlagsFromString('--semi-space-growth-factor=1')
const { StartError, startServer } = await import('./start.ts')

/** Whatever is still running then is not waited for: everything acknowledged is durable already. */
const longestCloseMs = 5000

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function start(): Promise<RunningServer | null> {
  try {
    return await startServer({ env: process.env })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    complain(error.message)
    process.exitCode = 1
    return null
  }
}

function closeOnSignal(server: RunningServer): void {
  let closing = false
  const close = (): void => {
    // A second signal means now.
    if (closing) process.exit(1)
    closing = true
    setTimeout(() => process.exit(0), longestCloseMs).unref()
    void server.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}

const server = await start()
setFlagsFromString('--semi-space-growth-factor=2')
if (server !== null) {
  closeOnSignal(server)
  say(`Cuemark is ready: ${server.url}`)
  if (server.setupCode !== null) {
    say(`Set-up from another machine asks for this code: ${server.setupCode}`)
  }
}
