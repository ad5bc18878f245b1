/** What is asked of the add-on. */
export interface AddonPath {
  readonly resource: string
  /** Fields `resource`, `type`, `id`, and those of the extra part. */
  readonly fields: ReadonlyMap<string, string>
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
const withoutJson = (text: string): string => text.replace(/\.json$/i, '')

/** `action=pause&currentTime=900000&duration=3600000`; each value encoded, or the part as a whole. */
function extraFields(raw: string): readonly (readonly [string, string])[] {
  const text = raw.includes('=') ? raw : decode(raw)
  return text.split('&').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at < 1 ? [] : [[decode(pair.slice(0, at)), decode(pair.slice(at + 1))] as const]
  })
}

/**
 * Reads `/stremio/<secret>/<resource>/<type>/<id>[/<extra>].json` from the address as it was sent: every part is
 * encoded by itself (stremio.md §5), and a proxy may have decoded some of it. The router's own parameters would do
 * this too, but no longer than 100 characters, and a season of marks is longer.
 */
export function addonPathOf(url: string): AddonPath {
  const [path = '', query = ''] = url.split('?', 2)
  const [resource = '', type = '', id = '', ...extra] = path.split('/').slice(3)
  const ends = extra.length === 0
  const fields = new Map<string, string>([
    ...extraFields(query),
    ...extraFields(withoutJson(extra.join('/'))),
    ['resource', withoutJson(decode(resource))],
    ['type', decode(type)],
    ['id', ends ? withoutJson(decode(id)) : decode(id)],
  ])
  return { resource: withoutJson(decode(resource)), fields }
}
