/** `npm run gate`: everything but the tests that can be wrong with a change, in one command. Errors only. */
import { join } from 'node:path'
import { install, node24, root, run } from './prepare.mjs'

install()
run(node24, [join(root, 'scripts', 'gate.ts'), ...process.argv.slice(2)])
