/** `npm start`: fetches and builds what is missing, then serves. A second start does neither. */
import { join } from 'node:path'
import { become, build, install, node24, root } from './prepare.mjs'

install()
build()
become(node24, [join(root, 'dist', 'server', 'main.js'), ...process.argv.slice(2)])
