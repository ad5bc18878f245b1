import type { Manifest, Settings } from '@cuemark/services'
import type { IntegrationRow, SecretBox } from './ports.ts'
import { UnreadableSecret } from './unreadable-secret.ts'

/** Shorter secrets show nothing: four characters of eight would be half of it. */
const shortestWithHint = 12
const hintLength = 4

const hintOf = (secret: string): string =>
  secret.length >= shortestWithHint ? secret.slice(-hintLength) : ''

/** Binds a sealed secret to its place, so that it opens nowhere else. */
const contextOf = (integrationId: string, field: string): string => `integration/${integrationId}/${field}`

export type StoredSettings = Pick<IntegrationRow, 'settings' | 'sealedSecrets' | 'secretHints'>

const secretNames = (fields: Manifest['fields']): ReadonlySet<string> =>
  new Set(fields.filter((field) => field.type === 'secret').map((field) => field.name))

export const sealSettings = (
  box: SecretBox,
  integrationId: string,
  fields: Manifest['fields'],
  settings: Settings,
): StoredSettings => {
  const names = secretNames(fields)
  const entries = Object.entries(settings)
  const secrets = entries.filter(([name]) => names.has(name))
  return {
    settings: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    sealedSecrets: Object.fromEntries(
      secrets.map(([name, secret]) => [name, box.seal(secret, contextOf(integrationId, name))]),
    ),
    secretHints: Object.fromEntries(secrets.map(([name, secret]) => [name, hintOf(secret)])),
  }
}

const openSecret = (box: SecretBox, integrationId: string, name: string, sealed: string): string => {
  try {
    return box.open(sealed, contextOf(integrationId, name))
  } catch (error) {
    throw new UnreadableSecret(name, error)
  }
}

/**
 * Settings as a client needs them. Never leaves the server. Throws `UnreadableSecret`. A secret that is `replaced` is not opened: one that
 * cannot be opened any more must not stand in the way of entering it again.
 */
export const openSettings = (
  box: SecretBox,
  row: Pick<IntegrationRow, 'id' | 'settings' | 'sealedSecrets'>,
  replaced: Settings = {},
): Settings => {
  const kept = Object.entries(row.sealedSecrets).filter(([name]) => replaced[name] === undefined)
  const opened = kept.map(([name, sealed]) => [name, openSecret(box, row.id, name, sealed)])
  return { ...row.settings, ...Object.fromEntries(opened) }
}

/** Values to take out of whatever is shown or kept. */
export const secretValues = (fields: Manifest['fields'], settings: Settings): readonly string[] => {
  const names = secretNames(fields)
  return Object.entries(settings).flatMap(([name, value]) => (names.has(name) && value !== '' ? [value] : []))
}
