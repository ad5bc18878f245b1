/** `npm run gate`: everything but the tests that can be wrong with a change, in one command. Errors only. */
import { join } from 'node:path'
import { build, install, node24, root, run } from './prepare.mjs'

install()
build()
run(node24, [join(root, 'scripts', 'gate.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
