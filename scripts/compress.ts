/** Compressed copies of the pages beside the originals, made once, so that the server never compresses. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Below this a copy saves less than its headers cost. */
const smallestBytes = 1024

/** Writes `.br` and `.gz` copies of every text file in the folder that gets smaller by it. */
export function compress(folder: string): void {
  for (const path of globSync('**/*.{js,css,html,svg,json,webmanifest}', { cwd: folder })) {
    const file = join(folder, path)
    const bytes = readFileSync(file)
    if (bytes.length < smallestBytes) continue
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
