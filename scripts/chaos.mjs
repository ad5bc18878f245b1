/** `npm run chaos -- …`: people watch while everything goes wrong, with what it needs fetched first. */
import { join } from 'node:path'
import { become, install, node24, root } from './prepare.mjs'

install()
become(node24, [join(root, 'chaos', 'run.ts'), ...process.argv.slice(2)])
