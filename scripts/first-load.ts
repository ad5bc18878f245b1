/** The promise of the interface: the script that the first page loads stays under 200 kB, compressed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const maxBytes = 200_000

/** Script files that the page itself names, loaded or preloaded before anything can be shown. */
export function scriptsOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].flatMap((match) => match[1] ?? [])
}

/** One sentence when the built page asks for more than it may, or for nothing at all. */
export function findFirstLoadFaults(root: string): readonly string[] {
  const pages = join(root, 'dist', 'web')
  const scripts = scriptsOf(readFileSync(join(pages, 'index.html'), 'utf8'))
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(pages, path))).length, 0)
  if (bytes === 0) return ['The built page names no script.']
  return bytes <= maxBytes ? [] : [`The first page loads ${bytes} bytes of script; ${maxBytes} are allowed.`]
}
