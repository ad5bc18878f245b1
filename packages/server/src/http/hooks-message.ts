import type { Message } from '../app/ports-sources.ts'

/** A field longer than this holds no event. */
const longestField = 1024 * 1024

const noFields: ReadonlyMap<string, string> = new Map()

/** Files that are text count as fields: some clients give each part of a form a file name. */
async function multipartFields(
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Map<string, string>> {
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
  const fields = new Map<string, string>()
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name, value)
    else if (name !== 'thumb' && value.size <= longestField) fields.set(name, await value.text())
  }
  return fields
}

/** What a player sent, by its content type; the body stays beside, as players claim wrong ones. */
export async function messageOf(
  contentType: string | null,
  bytes: Uint8Array<ArrayBuffer>,
  receivedAt: number,
): Promise<Message> {
  const kind = contentType?.split(';')[0]?.trim().toLowerCase()
  if (contentType !== null && kind === 'multipart/form-data') {
    // A broken form holds nothing that could be read another way.
    const fields = await multipartFields(contentType, bytes).catch(() => noFields)
    return { contentType, fields, body: '', receivedAt }
  }
  const body = new TextDecoder().decode(bytes)
  const isForm = kind === 'application/x-www-form-urlencoded'
  return { contentType, fields: isForm ? new Map(new URLSearchParams(body)) : noFields, body, receivedAt }
}
