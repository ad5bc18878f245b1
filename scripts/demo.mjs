/** `npm run demo`: Cuemark against simulated services, with a page of switches that break and mend them. */
import { join } from 'node:path'
import { become, build, install, node24, root } from './prepare.mjs'

install()
build()
become(node24, [join(root, 'packages', 'testkit', 'src', 'demo', 'main.ts'), ...process.argv.slice(2)])
