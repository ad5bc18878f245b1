import manifest from '../package.json' with { type: 'json' }
import { explainCommand } from './explain-command.ts'
import { helpText } from './texts.ts'

/** What a command did, as the process will end. */
type Command = (args: readonly string[]) => Promise<number>

async function startCommand(): Promise<number> {
  // Imported only when asked for: `explain` must work without a server, a database or a network.
  await import('@cuemark/server')
  return 0
}

const commands: Readonly<Record<string, Command>> = {
  explain: (args) =>
    explainCommand(args, { stdin: process.stdin, write: (text) => process.stdout.write(text) }),
  start: startCommand,
}

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(helpText)
    return name === undefined ? 2 : 0
  }
  if (name === 'version' || name === '--version') {
    process.stdout.write(`cuemark ${manifest.version}\n`)
    return 0
  }
  const command = commands[name]
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${helpText}`)
    return 2
  }
  return command(args)
}

// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await main(process.argv.slice(2))
