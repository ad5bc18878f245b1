import { describe, expect, it } from 'vitest'
import { installLinks } from './install-links.ts'
import { type SetUpKind, sourceSetUp } from './set-up.ts'

const kinds: readonly SetUpKind[] = [
  'stremio_addon',
  'stremio_account',
  'jellyfin',
  'emby',
  'plex',
  'tautulli',
  'kodi',
  'api',
]
const address = 'https://cuemark.example/hooks/abc'
const notesOf = (kind: SetUpKind, at: string): string => sourceSetUp(kind, at).notes.join('\n')
const copiesOf = (kind: SetUpKind, at = address, token: string | null = null): readonly string[] =>
  sourceSetUp(kind, at, token).steps.flatMap(({ copy }) => copy ?? [])

describe('the set-up of a source', () => {
  it.each(kinds)('of %s says step by step what to do', (kind) => {
    const { title, steps } = sourceSetUp(kind, address)
    expect(title).not.toBe('')
    expect(steps.length).toBeGreaterThan(1)
    for (const { text } of steps) expect(text).toMatch(/^[A-Z].*\.$/)
    expect(JSON.stringify({ title, steps })).not.toContain('!')
  })

  it.each(kinds.filter((kind) => kind !== 'stremio_account'))('of %s gives the address to copy', (kind) => {
    expect(copiesOf(kind)).toContain(address)
  })

  it('of a program gives its token as the header is', () => {
    expect(copiesOf('api', address, 't0ken')).toContain('Authorization: Bearer t0ken')
  })

  it.each(['tautulli', 'jellyfin', 'kodi'] as const)('of %s gives JSON that can be pasted', (kind) => {
    const templates = copiesOf(kind).filter((copy) => copy.startsWith('{'))
    expect(templates).toHaveLength(1)
    expect(() => JSON.parse(templates[0] ?? '')).not.toThrow()
  })

  it.each(['http://127.0.0.1:8340/hooks/x', 'http://localhost/hooks/x', 'http://[::1]:8340/hooks/x'])(
    'warns that %s is another machine for a player elsewhere',
    (local) => {
      expect(notesOf('jellyfin', local)).toContain('this very machine')
    },
  )

  it('warns of nothing where the address can be reached', () => {
    expect(notesOf('jellyfin', 'http://192.168.1.5:8340/hooks/x')).not.toContain('this very machine')
    expect(notesOf('jellyfin', 'http://localhost.example/hooks/x')).not.toContain('this very machine')
  })

  it('says that Stremio wants https', () => {
    expect(notesOf('stremio_addon', 'http://192.168.1.5/stremio/x/manifest.json')).toContain('https only')
    expect(notesOf('stremio_addon', 'https://cuemark.example/stremio/x/manifest.json')).not.toContain(
      'https only',
    )
  })
})

describe('the links to install the add-on', () => {
  it.each([
    [
      'https://cuemark.example/stremio/s/manifest.json',
      'stremio://cuemark.example/stremio/s/manifest.json',
      true,
    ],
    [
      'https://cuemark.example:8443/stremio/s/manifest.json',
      'stremio:///addons?addon=https%3A%2F%2Fcuemark.example%3A8443%2Fstremio%2Fs%2Fmanifest.json',
      true,
    ],
    [
      'http://127.0.0.1:8340/stremio/s/manifest.json',
      'stremio:///addons?addon=http%3A%2F%2F127.0.0.1%3A8340%2Fstremio%2Fs%2Fmanifest.json',
      true,
    ],
    [
      'http://192.168.1.5:8340/stremio/s/manifest.json',
      'stremio:///addons?addon=http%3A%2F%2F192.168.1.5%3A8340%2Fstremio%2Fs%2Fmanifest.json',
      false,
    ],
    [
      'http://localhost.example/stremio/s/manifest.json',
      'stremio:///addons?addon=http%3A%2F%2Flocalhost.example%2Fstremio%2Fs%2Fmanifest.json',
      false,
    ],
  ])('of %s', (manifestUrl, app, isTaken) => {
    const links = installLinks(manifestUrl)
    expect(links.app).toBe(app)
    expect(links.web).toBe(`https://web.stremio.com/#/addons?addon=${encodeURIComponent(manifestUrl)}`)
    expect(links.copy).toBe(manifestUrl)
    expect(links.problem === null).toBe(isTaken)
  })
})
