import type { Manifest } from '@cuemark/services'

/** The field that is meant: named itself, or as the one that an alert's action changes. */
export function fieldToFocus(manifest: Manifest, focus: string): string | null {
  const named = manifest.fields.find((field) => field.name === focus)
  if (named !== undefined) return named.name
  const type = focus === 'edit_address' ? 'url' : 'secret'
  const meant = manifest.fields.find((field) => field.type === type) ?? manifest.fields[0]
  return meant?.name ?? null
}
