/** `npm run cuemark -- …`: the command, from the sources, with what it needs fetched first. */
import { join } from 'node:path'
import { become, install, node24, root } from './prepare.mjs'

install()
// npm runs scripts in the project's folder; paths in the arguments are meant from where the caller stands.
process.chdir(process.env.INIT_CWD ?? process.cwd())
become(node24, [join(root, 'packages', 'cli', 'src', 'main.ts'), ...process.argv.slice(2)])
