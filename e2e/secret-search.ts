import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { apiPrefix } from '@cuemark/contract'

/** What a secret looks like as base64 inside a longer text, at each of the three places it may begin. */
function base64Forms(secret: string): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('x'.repeat(offset) + secret)
      .toString('base64')
      .replaceAll('=', '')
    // The first and last characters mix in the neighbors.
    return encoded.slice(offset === 0 ? 0 : offset + 1, -1)
  })
}

/** All forms in which a secret may lie about. */
export function formsOf(secret: string): readonly string[] {
  const base64url = base64Forms(secret).map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
      Buffer.from(secret).toString('hex'),
      ...base64Forms(secret),
      ...base64url,
    ]),
  ]
}

/** Where which secret was found, never the secret itself: this ends up in the report of a failed test. */
export function findIn(
  places: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
): readonly string[] {
  const found: string[] = []
  for (const [name, secret] of secrets)
    for (const [place, content] of places)
      for (const form of formsOf(secret)) {
        const at = content.indexOf(form)
        if (at === -1) continue
        found.push(`${name} in ${place}, after "${content.slice(Math.max(0, at - 80), at)}"`)
        break
      }
  return found
}

/** Every file of a data folder but the key file, byte for byte. */
export async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && basename(entry.name) !== 'secret.key')
  return new Map(
    await Promise.all(
      files.map(async (entry): Promise<[string, string]> => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(folder.length + 1), await readFile(path, 'latin1')]
      }),
    ),
  )
}

/** Reads the live stream until it is stopped; gives what it said so far. */
export function listen(
  url: string,
  cookie: string,
): { readonly heard: () => string; readonly stop: () => void } {
  const stopping = new AbortController()
  let heard = ''
  const read = async (): Promise<void> => {
    const answer = await fetch(`${url}${apiPrefix}/live`, { headers: { cookie }, signal: stopping.signal })
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) heard += decoder.decode(chunk, { stream: true })
  }
  // It ends by being stopped, which is told as a failure.
  read().catch(() => undefined)
  return { heard: () => heard, stop: () => stopping.abort() }
}
