/** `npm run build`: the web interface and the release bundle of the server and the command, all in `dist/`. */
import { cpSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as buildWeb } from 'vite'
import { bundle } from './bundle.ts'
import { compress } from './compress.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const web = join(root, 'packages', 'web')

rmSync(join(root, 'dist'), { recursive: true, force: true })
await Promise.all([
  buildWeb({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' }),
  bundle(),
])
cpSync(join(web, 'dist'), join(root, 'dist', 'web'), { recursive: true })
compress(join(root, 'dist', 'web'))
